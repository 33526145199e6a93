/**
 * A small catalogue of made-up tracks, in several blocks, and a host for it that can be told to
 * misbehave: what a test needs to know of a fault does not depend on the catalogue that the site
 * ships.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import {
	manifestFileName,
	manifestPieces,
	vectorDims,
	type Manifest,
	type Piece
} from '#lib/contracts/manifest.ts';
import { createRandom, type Random } from '#lib/domain/random.ts';
import { packCatalogue, type PackTrack } from '#models/pack/pack-catalogue.ts';

export interface SmallCatalogue {
	readonly manifest: Manifest;
	/** What a static host would serve, by file name. */
	readonly files: ReadonlyMap<string, Buffer>;
}

interface CatalogueShape {
	readonly blockSize: number;
	readonly blockCount: number;
}

export const blockSize = 64;
/** A word that is in the titles of one block and no other. */
export const blockWords = ['first', 'second', 'third', 'fourth'] as const;
export const blockCount = blockWords.length;

/**
 * @param seed another one gives other tracks: another revision
 * @param shape tracks in a block, and how many blocks
 */
export async function packSmallCatalogue(
	seed: string,
	shape: CatalogueShape = { blockSize, blockCount }
): Promise<SmallCatalogue> {
	const folder = await mkdtemp(join(tmpdir(), 'deejai-catalogue-'));
	try {
		const packed = await packCatalogue(madeUpTracks(seed, shape), {
			outDir: join(folder, 'house'),
			id: 'house',
			name: 'A small house',
			licence: 'CC0-1.0',
			playback: { kind: 'none' },
			encoding: 'int8-row-scale',
			blockSize: shape.blockSize
		});
		if (!packed.ok) throw new Error(packed.failure.message);
		const manifest = packed.value;
		const names = [manifestFileName, ...manifestPieces(manifest).map(({ file }) => file)];
		const read = async (name: string): Promise<readonly [string, Buffer]> => [
			name,
			await readFile(join(folder, 'house', name))
		];
		return { manifest, files: new Map(await Promise.all(names.map(read))) };
	} finally {
		await rm(folder, { recursive: true });
	}
}

function* madeUpTracks(
	seed: string,
	{ blockSize, blockCount }: CatalogueShape
): Generator<PackTrack> {
	const random = createRandom(seed);
	for (let number = 0; number < blockSize * blockCount; number += 1) {
		const word = blockWords[Math.floor(number / blockSize)] ?? 'next';
		yield {
			id: `small-${number}`,
			title: `Artist ${number % 40} - Song ${number} of the ${word} block`,
			sound: unitVector(random),
			playlists: unitVector(random)
		};
	}
}

function unitVector(random: Random): Float32Array {
	const vector = Float32Array.from({ length: vectorDims }, () => random.normal());
	const length = Math.hypot(...vector);
	return vector.map((component) => component / length);
}

/** How the host answers a request; `whole` is as it should be. */
export type Reply = 'whole' | 'html' | 'flipped-bit' | 'unreachable' | { readonly text: string };

/** Asked for every request, with how often this file was asked for before. */
export type Misbehaviour = (file: string, earlierRequests: number) => Reply;

/** Stands in for the folder that the site takes its catalogue from. */
export class CatalogueHost {
	/** The names of the files that were asked for, in that order. */
	readonly requested: string[] = [];
	catalogue: SmallCatalogue;
	misbehave: Misbehaviour = () => 'whole';
	/** What an answer waits for. */
	hold: (file: string) => Promise<void> | undefined = () => undefined;

	constructor(catalogue: SmallCatalogue) {
		this.catalogue = catalogue;
	}

	/** For every page of this browser profile, and their workers. */
	async serve(context: BrowserContext): Promise<void> {
		await context.route('**/catalogues/house/*', async (route) => {
			const file = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
			const earlier = this.timesRequested(file);
			this.requested.push(file);
			await this.hold(file);
			const reply = this.misbehave(file, earlier);
			// A page that went away meanwhile takes no answer.
			if (reply === 'unreachable') return route.abort('internetdisconnected').catch(() => {});
			return route.fulfill(this.#response(file, reply)).catch(() => {});
		});
	}

	timesRequested(file: string): number {
		return this.requested.filter((name) => name === file).length;
	}

	requestedPieces(): readonly string[] {
		return this.requested.filter((name) => name !== manifestFileName);
	}

	#response(file: string, reply: Exclude<Reply, 'unreachable'>) {
		if (reply === 'html') {
			const body = '<!doctype html><title>Welcome to our Wi-Fi</title><p>Please log in.</p>';
			return { status: 200, contentType: 'text/html', body };
		}
		if (typeof reply === 'object') {
			return { status: 200, contentType: 'application/json', body: reply.text };
		}
		const bytes = this.catalogue.files.get(file);
		if (bytes === undefined) return { status: 404, contentType: 'text/plain', body: 'Not found' };
		const body = reply === 'flipped-bit' ? withFlippedBit(bytes) : bytes;
		const isManifest = file === manifestFileName;
		return {
			status: 200,
			contentType: isManifest ? 'application/json' : 'application/octet-stream',
			body
		};
	}
}

function withFlippedBit(bytes: Buffer): Buffer {
	const damaged = Buffer.from(bytes);
	const middle = damaged.length >> 1;
	damaged.writeUInt8(damaged.readUInt8(middle) ^ 1, middle);
	return damaged;
}

/** The pieces of one of its blocks. */
export function piecesOfBlock({ manifest }: SmallCatalogue, index: number): readonly Piece[] {
	const block = manifest.blocks[index];
	if (block === undefined) throw new RangeError(`there is no block ${index}`);
	return [block.pieces.vectors, block.pieces.titles, block.pieces.ids];
}

/** A gate that requests wait at until it is opened. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
	const { promise, resolve } = Promise.withResolvers<undefined>();
	return { opened: promise, open: () => resolve(undefined) };
}
