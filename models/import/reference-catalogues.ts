/**
 * The reference set's catalogues for the parity tests, in Node and in the browser: the original's
 * pickles in `testdata/`, imported as float32 and as int8; and two sound networks, the original's
 * and the house's, with clips to listen to. Also the browser tests' global set-up.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncoderDescription } from '#lib/contracts/encoder.ts';
import type { Result } from '#lib/contracts/failure.ts';
import type { VectorEncoding } from '#lib/contracts/manifest.ts';
import { readManifest } from '../open-catalogue.ts';
import { readEncoderFiles } from '../open-encoder.ts';
import { importCatalogue } from './import-catalogue.ts';
import { readSpeccyModel } from './speccy-model.ts';

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

/** Leaves each network's `encoder.json` and `weights.bin`, the clips and what they should give. */
async function provideListening(folder: string): Promise<void> {
	const listening = join(from, 'listening');
	cpSync(listening, folder, { recursive: true });
	const speccyModel = await readSpeccyModel(join(listening, 'speccy_model'), 'float32');
	const { description, weights } = valueOf(speccyModel);
	writeEncoder(join(folder, 'original'), description, weights);
	const house = join(import.meta.dirname, '../catalogues/house');
	const files = valueOf(await readEncoderFiles(house, valueOf(await readManifest(house))));
	writeEncoder(join(folder, 'house'), files.plan.description, files.weights);
}

function writeEncoder(folder: string, description: EncoderDescription, weights: Uint8Array): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'encoder.json'), JSON.stringify(description));
	writeFileSync(join(folder, 'weights.bin'), weights);
}

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

/** Vitest calls this before the browser tests: the page fetches what it leaves. */
export default async function setup(): Promise<void> {
	const folder = join(import.meta.dirname, '../../.cache/reference');
	mkdirSync(folder, { recursive: true });
	await importReference(join(folder, 'float32'), 'float32');
	await importReference(join(folder, 'int8'), 'int8-row-scale');
	await provideListening(join(folder, 'listening'));
}
