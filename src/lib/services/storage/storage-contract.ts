/**
 * What every implementation of `DeviceStorage` must keep, as tests: run on memory in Node and on
 * IndexedDB in a real browser.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestPieces, type Manifest, type Piece } from '#lib/contracts/manifest.ts';
import type { SavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import { requiredPieces } from './catalogue-pieces.ts';
import type { DeviceStorage } from './storage.ts';

function hash(text: string): string {
	return Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'))
		.join('')
		.padStart(64, '0');
}

function piece(kind: string, content: string): Piece {
	const sha256 = hash(content);
	return { file: `${kind}-0-${sha256.slice(-16)}.bin`, sizeBytes: content.length, sha256 };
}

/** A catalogue of one block, whose vectors tell its revisions apart. */
function manifestOf(id: string, vectors: string, encoderWeights?: string): Manifest {
	return {
		format: 'deejai-catalogue',
		version: 1,
		id,
		name: id,
		licence: '',
		revision: hash(`${id}${vectors}`),
		trackCount: 1,
		dims: 100,
		encoding: 'float32',
		idEncoding: 'text',
		playback: { kind: 'none' },
		blocks: [
			{
				firstTrack: 0,
				trackCount: 1,
				pieces: {
					vectors: piece('vectors', vectors),
					titles: piece('titles', `${id} titles`),
					ids: piece('ids', `${id} ids`)
				}
			}
		],
		encoder:
			encoderWeights === undefined
				? null
				: { description: encoderDescription, weights: piece('encoder', encoderWeights) }
	};
}

const encoderDescription: NonNullable<Manifest['encoder']>['description'] = {
	id: 'an-encoder',
	frontEnd: {
		sampleRateHz: 22_050,
		fftSize: 2048,
		hopSize: 512,
		melBands: 96,
		melMinHz: 0,
		melMaxHz: 11_025,
		sliceFrames: 216,
		reference: 1,
		amin: 1e-10,
		topDb: 80,
		normalisation: 'none'
	},
	layers: [{ kind: 'flatten' }],
	tensors: [],
	weightsSizeBytes: 0
};

function playlist(id: string, createdAt: string): SavedPlaylist {
	return {
		id,
		name: `Playlist ${id}`,
		createdAt,
		catalogueId: 'house',
		catalogueRevision: hash('revision'),
		request: {
			waypointIds: ['a'],
			size: 10,
			creativity: 0.5,
			noise: 0,
			seed: 1,
			rules: 'improved',
			lessLikeIds: ['z']
		},
		trackIds: ['a', 'b'],
		titles: ['Artist - A', 'Artist - B']
	};
}

async function store(storage: DeviceStorage, pieces: readonly Piece[]): Promise<void> {
	for (const { sha256 } of pieces) {
		expect(await storage.writePiece(sha256, new Blob([sha256]))).toEqual(done);
	}
}

const done = { ok: true, value: undefined };
const hashes = (pieces: readonly Piece[]) => new Set(pieces.map(({ sha256 }) => sha256));

export function describeStorageContract(name: string, open: () => Promise<DeviceStorage>): void {
	describe(name, () => {
		let storage: DeviceStorage;
		beforeEach(async () => {
			storage = await open();
		});
		afterEach(() => storage.close());

		it('gives a piece back byte for byte, and nothing for one that was never written', async () => {
			const bytes = new Uint8Array([0, 255, 10, 13, 0]);
			expect(await storage.writePiece(hash('a'), new Blob([bytes]))).toEqual(done);
			const blob = await storage.readPiece(hash('a'));
			expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes);
			expect(await storage.readPiece(hash('b'))).toBeUndefined();
			expect(await storage.storedPieces()).toEqual(new Set([hash('a')]));
		});

		it('writes a piece again over what was there', async () => {
			await storage.writePiece(hash('a'), new Blob(['damaged']));
			await storage.writePiece(hash('a'), new Blob(['whole']));
			expect(await (await storage.readPiece(hash('a')))?.text()).toBe('whole');
		});

		it('publishes a catalogue whose pieces are stored, and lists it', async () => {
			const manifest = manifestOf('house', 'one');
			await store(storage, manifestPieces(manifest));
			expect(await storage.publishCatalogue(manifest)).toEqual(done);
			const stored = await storage.readCatalogue('house');
			expect(stored?.manifest).toEqual(manifest);
			expect(Number.isNaN(Date.parse(stored?.publishedAt ?? ''))).toBe(false);
			expect(await storage.listCatalogues()).toEqual([stored]);
			expect(await storage.readCatalogue('other')).toBeUndefined();
		});

		it('refuses to publish a catalogue with a piece missing, and keeps the one before it', async () => {
			const old = manifestOf('house', 'one');
			await store(storage, manifestPieces(old));
			await storage.publishCatalogue(old);
			const next = manifestOf('house', 'two');
			const refused = await storage.publishCatalogue(next);
			expect(refused).toMatchObject({ ok: false, failure: { details: { missingPieces: 1 } } });
			expect((await storage.readCatalogue('house'))?.manifest).toEqual(old);
			expect(await storage.storedPieces()).toEqual(hashes(manifestPieces(old)));
		});

		it("deletes an old revision's pieces on publication, and nobody else's", async () => {
			const other = manifestOf('other', 'theirs');
			const old = manifestOf('house', 'one');
			const next = manifestOf('house', 'two');
			await store(storage, [...manifestPieces(other), ...manifestPieces(old)]);
			await storage.publishCatalogue(other);
			await storage.publishCatalogue(old);
			await store(storage, manifestPieces(next));
			await storage.publishCatalogue(next);
			expect(await storage.storedPieces()).toEqual(
				hashes([...manifestPieces(other), ...manifestPieces(next)])
			);
		});

		it('needs no encoder to publish, but keeps one that is stored', async () => {
			const manifest = manifestOf('house', 'one', 'weights');
			await store(storage, requiredPieces(manifest));
			expect(await storage.publishCatalogue(manifest)).toEqual(done);
			await store(storage, manifestPieces(manifest));
			expect(await storage.publishCatalogue(manifest)).toEqual(done);
			expect(await storage.storedPieces()).toEqual(hashes(manifestPieces(manifest)));
		});

		it('deletes a catalogue with the pieces that only it needed', async () => {
			const house = manifestOf('house', 'shared');
			const other = manifestOf('other', 'shared');
			await store(storage, manifestPieces(house));
			await storage.publishCatalogue(house);
			await store(storage, manifestPieces(other));
			await storage.publishCatalogue(other);
			expect(await storage.deleteCatalogue('house')).toEqual(done);
			expect(await storage.readCatalogue('house')).toBeUndefined();
			expect(await storage.storedPieces()).toEqual(hashes(manifestPieces(other)));
		});

		it('keeps settings as they were written', async () => {
			const value = { theme: 'dark', sizes: [1, 2], none: null };
			expect(await storage.writeSetting('look', value)).toEqual(done);
			expect(await storage.readSetting('look')).toEqual(value);
			expect(await storage.readSetting('other')).toBeUndefined();
		});

		it('takes a setting through a proxy, as a page hands it over', async () => {
			const value = new Proxy({ theme: 'dark' }, {});
			expect(await storage.writeSetting('look', value)).toEqual(done);
			expect(await storage.readSetting('look')).toEqual({ theme: 'dark' });
		});

		it('lists playlists newest first, replaces and deletes them', async () => {
			const first = playlist('first', '2026-01-01T10:00:00.000Z');
			const second = playlist('second', '2026-02-01T10:00:00.000Z');
			expect(await storage.putPlaylist(first)).toEqual(done);
			expect(await storage.putPlaylist(second)).toEqual(done);
			expect(await storage.listPlaylists()).toEqual([second, first]);
			const renamed = { ...first, name: 'Renamed' };
			await storage.putPlaylist(renamed);
			await storage.deletePlaylist('second');
			expect(await storage.listPlaylists()).toEqual([renamed]);
		});

		it('refuses a playlist that it could not read back', async () => {
			const nameless = { ...playlist('a', '2026-01-01T10:00:00.000Z'), name: '' };
			expect(await storage.putPlaylist(nameless)).toMatchObject({
				ok: false,
				failure: { code: 'malformed', details: { path: 'name' } }
			});
			expect(await storage.listPlaylists()).toEqual([]);
		});

		it('finds nothing and writes nothing once it is closed', async () => {
			const manifest = manifestOf('house', 'one');
			await store(storage, manifestPieces(manifest));
			await storage.publishCatalogue(manifest);
			storage.close();
			const unavailable = { ok: false, failure: { code: 'storage-unavailable' } };
			expect(await storage.writePiece(hash('a'), new Blob())).toMatchObject(unavailable);
			expect(await storage.publishCatalogue(manifest)).toMatchObject(unavailable);
			expect(await storage.readCatalogue('house')).toBeUndefined();
			expect(await storage.listCatalogues()).toEqual([]);
			expect(await storage.storedPieces()).toEqual(new Set());
		});
	});
}
