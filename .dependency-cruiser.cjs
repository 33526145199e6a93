/**
 * Dependencies point one way (docs/architecture.md). Each rule is proved by a deliberate violation
 * in scripts/boundaries.test.ts.
 */

/** A test may reach for whatever it tests with. */
const tests = '\\.(test|browser)\\.ts$|/test/|-contract\\.ts$';

/** A folder may import only itself and what is listed; types may come from more. */
function layer(name, from, allowed, allowedTypes = []) {
	const own = (paths) => paths.map((path) => `^${path}`);
	const local = '^(src|workers|models|scripts|e2e|supabase)/';
	return [
		{
			name,
			severity: 'error',
			from: { path: own([from]), pathNot: tests },
			to: {
				path: local,
				pathNot: own([from, ...allowed, ...allowedTypes])
			}
		},
		...(allowedTypes.length === 0
			? []
			: [
					{
						name: `${name}-types`,
						severity: 'error',
						from: { path: own([from]), pathNot: tests },
						to: {
							path: own(allowedTypes),
							pathNot: own([from, ...allowed]),
							dependencyTypesNot: ['type-only']
						}
					}
				])
	];
}

const domain = 'src/lib/domain/';
const contracts = 'src/lib/contracts/';
const services = 'src/lib/services/';
const storage = 'src/lib/services/storage/';
const features = 'src/lib/features/';
const ui = 'src/lib/ui/';

module.exports = {
	forbidden: [
		{
			name: 'no-circular',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		...layer('domain-knows-nothing', domain, []),
		...layer('contracts-know-the-domain', contracts, [domain]),
		...layer('ui-knows-no-feature', ui, []),
		// A worker's entry is opened by its address; its interface is the type of what it exposes.
		...layer(
			'services-know-contracts',
			services,
			[contracts, domain, 'workers/[^/]+/entry\\.ts'],
			['workers/']
		),
		...layer('features-know-services', features, [ui, services, contracts, domain]),
		{
			name: 'features-do-not-know-each-other',
			severity: 'error',
			from: { path: `^${features}([^/]+)/` },
			to: { path: `^${features}`, pathNot: `^${features}$1/` }
		},
		...layer('service-worker-knows-the-domain', 'src/service-worker/', [domain]),
		...layer('workers-know-contracts', 'workers/', [contracts, domain, storage]),
		{
			name: 'workers-do-not-know-each-other',
			severity: 'error',
			from: { path: '^workers/([^/]+)/' },
			to: { path: '^workers/', pathNot: '^workers/$1/' }
		},
		...layer('models-know-workers', 'models/', [contracts, domain, 'workers/']),
		...layer('supabase-knows-itself', 'supabase/', ['scripts/run-step\\.ts']),
		{
			name: 'pure-code-knows-no-node',
			severity: 'error',
			from: { path: '^(src|workers)/', pathNot: tests },
			to: { dependencyTypes: ['core'] }
		},
		{
			name: 'not-to-test',
			severity: 'error',
			from: { pathNot: tests },
			to: { path: '\\.(test|browser)\\.ts$' }
		},
		{
			name: 'no-dev-dependency-in-the-page',
			severity: 'error',
			from: { path: '^(src|workers)/', pathNot: tests },
			to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/(svelte|@sveltejs)' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(kernels/build|kernels/assembly|\\.svelte-kit)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'svelte', 'browser', 'default', 'types'],
			extensions: ['.ts', '.js', '.svelte', '.json']
		}
	}
};
