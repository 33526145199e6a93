import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** What only services and workers may touch: everywhere else the outside world is a service. */
const outsideWorld = [
	'fetch',
	'indexedDB',
	'localStorage',
	'sessionStorage',
	'caches',
	'Worker',
	'BroadcastChannel'
].map((name) => ({
	name,
	message: 'Only src/lib/services/ and workers/ talk to the outside world.'
}));

export default ts.config(
	{
		ignores: [
			'.svelte-kit/',
			'.cache/',
			'**/build/',
			'**/kernels/assembly/',
			'static/',
			'models/catalogues/',
			'test-results/',
			// Deno's, which checks them itself.
			'supabase/functions/',
			'supabase/local/deno/'
		]
	},
	js.configs.recommended,
	...ts.configs.strictTypeChecked,
	...svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser },
			parserOptions: {
				// One for each runtime; a test beside a worker's code is Node's.
				project: [
					'tsconfig.json',
					'workers/tsconfig.json',
					'src/service-worker/tsconfig.json',
					'models/tsconfig.json',
					'e2e/tsconfig.json',
					'supabase/tsconfig.json'
				],
				extraFileExtensions: ['.svelte']
			}
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			'no-console': 'error',
			'no-restricted-globals': ['error', ...outsideWorld],
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			],
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true }
			],
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }
			],
			// An interface may be asynchronous for another implementation's sake.
			'@typescript-eslint/require-await': 'off',
			// svelte-check says so itself, and of the right lines.
			'svelte/no-unused-svelte-ignore': 'off',
			'@typescript-eslint/no-unnecessary-condition': [
				'error',
				{ allowConstantLoopConditions: true }
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { parser: ts.parser, svelteConfig }
		},
		rules: {
			// Svelte's own types for snippets and props are not seen through by the type-checked rules.
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off'
		}
	},
	{
		files: ['src/lib/services/**', 'src/first/**', 'src/service-worker/**', 'workers/**'],
		rules: { 'no-restricted-globals': 'off' }
	},
	{
		files: ['models/**', 'scripts/**', 'e2e/**', 'supabase/**', '*.config.*', '.*.cjs'],
		languageOptions: { globals: { ...globals.node } },
		rules: { 'no-restricted-globals': 'off' }
	},
	{ files: ['**/*.{js,cjs,mjs}'], ...ts.configs.disableTypeChecked }
);
