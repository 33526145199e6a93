/**
 * The reference set's catalogues for the parity tests, in Node and in the browser: the original's
 * pickles in `testdata/`, imported as float32 and as int8. Also the browser tests' global set-up.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { VectorEncoding } from '#lib/contracts/manifest.ts';
import { importCatalogue } from './import-catalogue.ts';

const from = join(import.meta.dirname, 'testdata');

/** Imports the reference into a folder, which is replaced. @throws when that does not work */
export async function importReference(outDir: string, encoding: VectorEncoding): Promise<void> {
	const imported = await importCatalogue({
		from,
		outDir,
		id: 'reference',
		name: 'Reference',
		licence: '',
		encoding,
		isSkippingBad: false
	});
	if (!imported.ok) throw new Error(imported.failure.message);
}

/** Vitest calls this before the browser tests: the page fetches what it leaves. */
export default async function setup(): Promise<void> {
	const folder = join(import.meta.dirname, '../../.cache/reference');
	mkdirSync(folder, { recursive: true });
	await importReference(join(folder, 'float32'), 'float32');
	await importReference(join(folder, 'int8'), 'int8-row-scale');
}
