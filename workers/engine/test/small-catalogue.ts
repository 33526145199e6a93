/** Small catalogues made in memory, in the pieces' own formats, for tests of the engine. */
import { standardFrontEnd } from '#lib/contracts/encoder.ts';
import type { LibraryTable } from '#lib/contracts/library.ts';
import { vectorDims, type Manifest } from '#lib/contracts/manifest.ts';
import { libraryIdOf } from '#lib/domain/library-id.ts';
import { createRandom } from '#lib/domain/random.ts';
import { Engine } from '../engine.ts';
import type { KernelFactory } from '../kernels/kernels.ts';

export interface TestTrack {
	readonly id: string;
	/** `Artist - Title`. */
	readonly fullTitle: string;
	readonly sound: Float32Array;
	readonly playlists: Float32Array;
}

/** A random unit vector. */
function randomVector(random: { normal(): number }): Float32Array {
	const vector = Float32Array.from({ length: vectorDims }, () => random.normal());
	const length = Math.hypot(...vector);
	return vector.map((x) => x / length);
}

export function randomTracks(titles: readonly string[], seed: number): readonly TestTrack[] {
	const random = createRandom(seed);
	return titles.map((fullTitle, i) => ({
		id: `t${i}`,
		fullTitle,
		sound: randomVector(random),
		playlists: randomVector(random)
	}));
}

async function gzip(text: string): Promise<ArrayBuffer> {
	const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
	return new Response(stream).arrayBuffer();
}

function float32Bytes(vectors: readonly Float32Array[]): ArrayBuffer {
	const values = new Float32Array(vectors.length * vectorDims);
	for (const [row, vector] of vectors.entries()) values.set(vector, row * vectorDims);
	return values.buffer;
}

const hash = '0'.repeat(64);
const piece = (kind: string) => ({
	file: `${kind}-0-${hash.slice(0, 16)}.bin`,
	sizeBytes: 0,
	sha256: hash
});

/** What the engine calls the sound space of these catalogues. */
const testEncoderRevision = `test-${hash.slice(0, 12)}`;

/** These tracks as the visitor's own: numbered ids, and no playlists vectors. */
export function libraryOf(tracks: readonly TestTrack[]): LibraryTable {
	return {
		encoderRevision: testEncoderRevision,
		ids: tracks.map((_, i) => libraryIdOf(i.toString(16).padStart(64, '0').slice(32))),
		titles: tracks.map(({ fullTitle }) => fullTitle),
		sound: new Float32Array(float32Bytes(tracks.map(({ sound }) => sound)))
	};
}

/** An engine that serves these tracks, in float32, cut into blocks. */
export async function engineWith(
	tracks: readonly TestTrack[],
	kernels: KernelFactory,
	blockSize = 1000,
	engine = new Engine(kernels)
): Promise<Engine> {
	const firsts = Array.from(
		{ length: Math.ceil(tracks.length / blockSize) },
		(_, i) => i * blockSize
	);
	const blocks = firsts.map((first) => tracks.slice(first, first + blockSize));
	const manifest: Manifest = {
		format: 'deejai-catalogue',
		version: 1,
		id: 'test',
		name: 'Test',
		licence: '',
		revision: hash,
		trackCount: tracks.length,
		dims: vectorDims,
		encoding: 'float32',
		idEncoding: 'text',
		playback: { kind: 'none' },
		blocks: blocks.map((block, i) => ({
			firstTrack: i * blockSize,
			trackCount: block.length,
			pieces: { vectors: piece('vectors'), titles: piece('titles'), ids: piece('ids') }
		})),
		encoder: {
			description: {
				id: 'test',
				frontEnd: standardFrontEnd,
				layers: [],
				tensors: [],
				weightsSizeBytes: 0
			},
			weights: piece('encoder')
		}
	};
	engine.begin(manifest);
	for (const [i, block] of blocks.entries()) {
		const appended = await engine.append(i, {
			vectors: float32Bytes([
				...block.map(({ sound }) => sound),
				...block.map(({ playlists }) => playlists)
			]),
			titles: await gzip(block.map(({ fullTitle }) => fullTitle).join('\n')),
			ids: await gzip(block.map(({ id }) => id).join('\n'))
		});
		if (!appended.ok) throw new Error(appended.failure.message);
	}
	return engine;
}
