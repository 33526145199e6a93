/**
 * Opens a catalogue's folder in Node: what the download is in a browser.
 *
 * A piece counts only once its size and its SHA-256 are the manifest's; a complaint names the file.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import {
	manifestFileName,
	parseManifest,
	type Manifest,
	type Piece
} from '#lib/contracts/manifest.ts';
import type { BlockPieces, CatalogueSink } from '#workers/engine/catalogue/sink.ts';
import { fileFailure } from './file-failure.ts';

export async function readManifest(folder: string): Promise<Result<Manifest>> {
	const path = join(folder, manifestFileName);
	try {
		return parseManifest(await readFile(path, 'utf8'), path);
	} catch (error) {
		return fileFailure(error, path);
	}
}

/** @returns the piece's bytes, or `piece-corrupt` naming its file when they are not the manifest's */
export async function readPiece(folder: string, piece: Piece): Promise<Result<ArrayBuffer>> {
	const path = join(folder, piece.file);
	let bytes: Uint8Array<ArrayBuffer>;
	try {
		bytes = new Uint8Array(await readFile(path));
	} catch (error) {
		return fileFailure(error, path);
	}
	if (bytes.length !== piece.sizeBytes) {
		return corrupt(path, `${bytes.length} bytes, expected ${piece.sizeBytes}`);
	}
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	if (sha256 !== piece.sha256)
		return corrupt(path, `its SHA-256 is ${sha256}, expected ${piece.sha256}`);
	return success(bytes.buffer);
}

/** Reads and verifies a whole catalogue into the engine's tables, block by block. */
export async function openCatalogue(
	folder: string,
	sink: CatalogueSink
): Promise<Result<Manifest>> {
	const manifest = await readManifest(folder);
	if (!manifest.ok) return manifest;
	sink.begin(manifest.value);
	for (const [blockIndex, { pieces }] of manifest.value.blocks.entries()) {
		const vectors = await readPiece(folder, pieces.vectors);
		if (!vectors.ok) return vectors;
		const titles = await readPiece(folder, pieces.titles);
		if (!titles.ok) return titles;
		const ids = await readPiece(folder, pieces.ids);
		if (!ids.ok) return ids;
		const block: BlockPieces = { vectors: vectors.value, titles: titles.value, ids: ids.value };
		const appended = await sink.append(blockIndex, block);
		if (!appended.ok) return appended;
	}
	return manifest;
}

function corrupt(path: string, problem: string): Result<never> {
	return failed('piece-corrupt', `${path}: ${problem}`, { details: { file: path } });
}
