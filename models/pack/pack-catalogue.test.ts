import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestPieces, parseManifest, type Manifest } from '#lib/contracts/manifest.ts';
import { decodeFloat16 } from '#lib/domain/float16.ts';
import { unpackSpotifyId } from '#lib/domain/spotify-id.ts';
import { packCatalogue, type PackOptions, type PackTrack } from './pack-catalogue.ts';
import { RowQuantiser } from './row-quantiser.ts';

let folder: string;
let outDir: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-pack-'));
	outDir = join(folder, 'catalogue');
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

function options(overrides: Partial<PackOptions> = {}): PackOptions {
	return {
		outDir,
		id: 'test',
		name: 'Test',
		licence: '',
		playback: { kind: 'none' },
		encoding: 'int8-row-scale',
		blockSize: 7,
		...overrides
	};
}

/** A unit vector that is different for every seed, with small and large components. */
function unitVector(seed: number): Float32Array {
	const numbers = Float64Array.from(
		{ length: 100 },
		(_, i) => Math.sin(seed * 12.9 + i * i * 0.37) ** 5
	);
	const norm = Math.hypot(...numbers);
	return Float32Array.from(numbers, (x) => x / norm);
}

function makeTracks(count: number): PackTrack[] {
	return Array.from({ length: count }, (_, i) => ({
		id: `track-${i}`,
		title: `Artist ${i} - Título ${i}`,
		sound: unitVector(i),
		playlists: unitVector(i + 0.5)
	}));
}

async function pack(
	tracks: Iterable<PackTrack>,
	overrides?: Partial<PackOptions>
): Promise<Manifest> {
	const packed = await packCatalogue(tracks, options(overrides));
	if (!packed.ok) throw new Error(packed.failure.message);
	return packed.value;
}

interface ReadTrack {
	id: string;
	title: string;
	vectors: { sound: number[]; playlists: number[] };
	/** 0 for float32. */
	scales: { sound: number; playlists: number };
}

/** Reads a catalogue by the contract's words alone. */
function readBack(dir: string): ReadTrack[] {
	const manifest = parseManifest(readFileSync(join(dir, 'manifest.json'), 'utf8'), 'manifest.json');
	if (!manifest.ok) throw new Error(manifest.failure.message);
	const { encoding, idEncoding, blocks } = manifest.value;
	const tracks: ReadTrack[] = [];
	for (const { trackCount: n, pieces } of blocks) {
		const bytes = {
			vectors: readFileSync(join(dir, pieces.vectors.file)),
			titles: readFileSync(join(dir, pieces.titles.file)),
			ids: readFileSync(join(dir, pieces.ids.file))
		};
		const titles = gunzipSync(bytes.titles).toString('utf8').split('\n');
		const ids =
			idEncoding === 'spotify'
				? titles.map((_, row) => unpackSpotifyId(bytes.ids, row * 16))
				: gunzipSync(bytes.ids).toString('utf8').split('\n');
		const spaceBytes = encoding === 'float32' ? n * 400 : n * 102;
		expect(bytes.vectors.length).toBe(2 * spaceBytes);
		const row = (base: number, r: number): { scale: number; numbers: number[] } => {
			if (encoding === 'float32') {
				const numbers =
					titles.length &&
					Array.from({ length: 100 }, (_, i) =>
						bytes.vectors.readFloatLE(base + (r * 100 + i) * 4)
					);
				return { scale: 0, numbers: numbers || [] };
			}
			const scale = decodeFloat16(bytes.vectors.readUInt16LE(base + n * 100 + r * 2));
			return {
				scale,
				numbers: Array.from(
					{ length: 100 },
					(_, i) => bytes.vectors.readInt8(base + r * 100 + i) * scale
				)
			};
		};
		titles.forEach((title, r) => {
			const [sound, playlists] = [row(0, r), row(spaceBytes, r)];
			tracks.push({
				id: ids[r] ?? '',
				title,
				vectors: { sound: sound.numbers, playlists: playlists.numbers },
				scales: { sound: sound.scale, playlists: playlists.scale }
			});
		});
	}
	return tracks;
}

describe('packing a catalogue', () => {
	it('gives int8 vectors back within a few scales, and titles and ids as they were', async () => {
		const tracks = makeTracks(24);
		const manifest = await pack(tracks);
		expect(manifest.blocks.map(({ firstTrack, trackCount }) => [firstTrack, trackCount])).toEqual([
			[0, 7],
			[7, 7],
			[14, 7],
			[21, 3]
		]);
		const read = readBack(outDir);
		expect(read.map(({ id, title }) => [id, title])).toEqual(
			tracks.map(({ id, title }) => [id, title])
		);
		for (const [row, track] of tracks.entries()) {
			for (const space of ['sound', 'playlists'] as const) {
				const [was, is, scale] = [
					track[space],
					read[row]?.vectors[space],
					read[row]?.scales[space] ?? 0
				];
				if (!(was instanceof Float32Array) || !is) throw new Error('missing');
				const worst = Math.max(...is.map((x, i) => Math.abs(x - (was[i] ?? NaN))));
				expect(worst).toBeLessThanOrEqual(3 * scale);
			}
		}
	});

	it('takes rows that were quantised before, to the same bytes', async () => {
		const tracks = makeTracks(7);
		const direct = await pack(tracks);
		const quantise = (
			vector: PackTrack['sound'],
			_: number,
			all: readonly PackTrack['sound'][]
		) => {
			const codes = new Int8Array(100);
			const numbers = all.flatMap((other) => (other instanceof Float32Array ? [...other] : []));
			if (!(vector instanceof Float32Array)) throw new Error('quantised already');
			const quantiser = RowQuantiser.learn(Float32Array.from(numbers));
			return { scaleBits: quantiser.quantise(vector, codes, 0), codes };
		};
		const sounds = tracks.map(({ sound }) => sound).map(quantise);
		const playlists = tracks.map((track) => track.playlists).map(quantise);
		const early = await pack(
			tracks.map((track, i) => ({
				...track,
				sound: sounds[i] ?? track.sound,
				playlists: playlists[i] ?? track.playlists
			}))
		);
		expect(early).toEqual(direct);
	});

	it('gives float32 vectors back exactly', async () => {
		const tracks = makeTracks(9);
		await pack(tracks, { encoding: 'float32' });
		const read = readBack(outDir);
		expect(read.map(({ vectors }) => Float32Array.from(vectors.sound))).toEqual(
			tracks.map(({ sound }) => sound)
		);
		expect(read.map(({ vectors }) => Float32Array.from(vectors.playlists))).toEqual(
			tracks.map(({ playlists }) => playlists)
		);
	});

	it("packs Spotify's ids into 16 bytes each, and refuses any other there", async () => {
		const ids = ['1reZoCojHzMjY0fzz1QOAN', '0pr3zBGw6q9ABSy68O1EF9', '6OKgCHLBUVSeP5zbV42xqN'];
		const tracks = makeTracks(3).map((track, i) => ({ ...track, id: ids[i] ?? '' }));
		const manifest = await pack(tracks, { idEncoding: 'spotify' });
		expect(manifest.blocks[0]?.pieces.ids.sizeBytes).toBe(48);
		expect(readBack(outDir).map(({ id }) => id)).toEqual(ids);
		const refused = await packCatalogue(makeTracks(3), options({ idEncoding: 'spotify' }));
		expect(refused).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
	});

	it('keeps a title on one line', async () => {
		await pack(makeTracks(1).map((track) => ({ ...track, title: 'A\r\nB - C\nD\u2028E' })));
		expect(readBack(outDir)[0]?.title).toBe('A B - C D E');
	});

	it('names pieces by content, and the revision by all of them', async () => {
		const manifest = await pack(makeTracks(20));
		for (const { file, sha256, sizeBytes } of manifestPieces(manifest)) {
			const bytes = readFileSync(join(outDir, file));
			expect(bytes.length).toBe(sizeBytes);
			expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
			expect(file).toContain(sha256.slice(0, 16));
		}
		const again = await pack(makeTracks(20));
		expect(again.revision).toBe(manifest.revision);
		const other = await pack(makeTracks(21));
		expect(other.revision).not.toBe(manifest.revision);
		expect(other.blocks[0]).toEqual(manifest.blocks[0]);
	});

	it("deletes the older catalogue's pieces, and nothing that is not one", async () => {
		await pack(makeTracks(20));
		writeFileSync(join(outDir, 'notes.txt'), 'mine');
		const manifest = await pack(makeTracks(5));
		const expected = [
			'manifest.json',
			'notes.txt',
			...manifestPieces(manifest).map(({ file }) => file)
		];
		expect(readdirSync(outDir).sort()).toEqual(expected.sort());
		expect(readdirSync(folder)).toEqual(['catalogue']);
	});

	it('leaves the older catalogue untouched, and nothing else behind, when it is interrupted', async () => {
		await pack(makeTracks(20));
		const before = readBack(outDir);
		function* interrupted(): Generator<PackTrack> {
			yield* makeTracks(15);
			throw new Error('the source broke off');
		}
		await expect(packCatalogue(interrupted(), options())).rejects.toThrow('broke off');
		const unusable = [
			...makeTracks(15),
			...makeTracks(1).map((track) => ({ ...track, id: 'two\nlines' }))
		];
		expect(await packCatalogue(unusable, options())).toMatchObject({ ok: false });
		expect(readBack(outDir)).toEqual(before);
		expect(readdirSync(folder)).toEqual(['catalogue']);
	});

	it('refuses details that its readers would refuse', async () => {
		for (const wrong of [{ id: 'Not an id' }, { name: '' }, { licence: 'x'.repeat(501) }]) {
			const packed = await packCatalogue(makeTracks(1), options(wrong));
			expect(packed).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
			expect(existsSync(outDir)).toBe(false);
		}
	});

	it('makes no catalogue of no tracks', async () => {
		expect(await packCatalogue([], options())).toMatchObject({
			ok: false,
			failure: { code: 'bad-input' }
		});
		expect(existsSync(outDir)).toBe(false);
	});

	it('says so when the folder cannot be written', async () => {
		writeFileSync(outDir, 'a file');
		const packed = await packCatalogue(makeTracks(1), options());
		expect(packed).toMatchObject({
			ok: false,
			failure: { code: 'bad-input', message: `${outDir}: it is a file, expected a folder` }
		});
	});
});
