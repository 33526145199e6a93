import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectedOrigins, loadConfiguration, readConfiguration } from './site-configuration.ts';

const project = {
	PUBLIC_SUPABASE_URL: 'https://project.supabase.co',
	PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_1'
};

function origins(env: Readonly<Record<string, string>>): readonly string[] {
	return connectedOrigins(readConfiguration(env));
}

function token(claims: object): string {
	return `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
}

test('without anything the page speaks to its own host only', () => {
	expect(origins({})).toEqual([]);
	expect(origins({ PUBLIC_CATALOGUE_URL: '', PUBLIC_SUPABASE_URL: '' })).toEqual([]);
});

test('a catalogue of its own host needs no other', () => {
	expect(origins({ PUBLIC_CATALOGUE_URL: '/catalogues/mine/' })).toEqual([]);
	expect(origins({ PUBLIC_CATALOGUE_URL: 'catalogues/mine/' })).toEqual([]);
});

test('the page may speak to the hosts that are configured, and to each by its origin alone', () => {
	const both = { ...project, PUBLIC_CATALOGUE_URL: 'https://files.example:8443/mine/' };
	expect(origins(both)).toEqual(['https://files.example:8443', 'https://project.supabase.co']);
	expect(origins({ ...project, PUBLIC_CATALOGUE_URL: '//project.supabase.co/mine/' })).toEqual([
		'http://project.supabase.co',
		'https://project.supabase.co'
	]);
	expect(origins({ ...project, PUBLIC_SUPABASE_URL: 'http://127.0.0.1:54321/' })).toEqual([
		'http://127.0.0.1:54321'
	]);
});

test('what is no address is an error that names the variable', () => {
	for (const value of [
		'project',
		'ftp://project.example',
		'https://',
		'https://me:pw@project.example'
	]) {
		expect(() => origins({ ...project, PUBLIC_SUPABASE_URL: value })).toThrow(
			`PUBLIC_SUPABASE_URL is "${value}"`
		);
	}
	expect(() => origins({ PUBLIC_CATALOGUE_URL: 'javascript:alert(1)' })).toThrow(
		'PUBLIC_CATALOGUE_URL is'
	);
	// Would end the directive and begin another.
	expect(origins({ ...project, PUBLIC_SUPABASE_URL: "https://a.example/;script-src '*'" })).toEqual(
		['https://a.example']
	);
});

test('a project without its key, or a key without its project, is an error', () => {
	const { PUBLIC_SUPABASE_URL, PUBLIC_SUPABASE_PUBLISHABLE_KEY } = project;
	expect(() => origins({ PUBLIC_SUPABASE_URL })).toThrow('PUBLIC_SUPABASE_PUBLISHABLE_KEY is not');
	expect(() => origins({ PUBLIC_SUPABASE_PUBLISHABLE_KEY })).toThrow('PUBLIC_SUPABASE_URL is not');
});

test('a secret key is never published', () => {
	const secret = ['sb_secret_1', token({ role: 'service_role' })];
	for (const PUBLIC_SUPABASE_PUBLISHABLE_KEY of secret) {
		expect(() => origins({ ...project, PUBLIC_SUPABASE_PUBLISHABLE_KEY })).toThrow(
			'PUBLIC_SUPABASE_PUBLISHABLE_KEY is a secret key'
		);
	}
	const legacy = { PUBLIC_SUPABASE_PUBLISHABLE_KEY: token({ role: 'anon' }) };
	expect(readConfiguration({ ...project, ...legacy })).toMatchObject(legacy);
});

test('files count as the environment does, which wins, and what is not known is not published', () => {
	const folder = mkdtempSync(join(tmpdir(), 'deejai-env-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const names = Object.keys(project).map((name) => `${name}=from-a-file`);
	writeFileSync(join(folder, '.env'), `SECRET=1\n${names.join('\n')}\n`);
	writeFileSync(join(folder, '.env.production'), 'PUBLIC_SUPABASE_URL=https://file.example\n');
	vi.stubEnv('NODE_ENV', 'production');
	vi.stubEnv('PUBLIC_OF_ANOTHER_PROGRAM', '1');
	onTestFinished(() => void vi.unstubAllEnvs());
	expect(loadConfiguration(folder)).toEqual({
		PUBLIC_SUPABASE_URL: 'https://file.example',
		PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'from-a-file'
	});
	expect(process.env.PUBLIC_OF_ANOTHER_PROGRAM).toBe(undefined);

	vi.stubEnv('PUBLIC_SUPABASE_URL', 'https://environment.example');
	expect(loadConfiguration(folder).PUBLIC_SUPABASE_URL).toBe('https://environment.example');

	writeFileSync(join(folder, '.env.local'), 'PUBLIC_SUPABASE_KEY=1\n');
	expect(() => loadConfiguration(folder)).toThrow('PUBLIC_SUPABASE_KEY would be public');
});
