/** The catalogue for developers: the house's, with tracks that the fake Spotify knows. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manifestPieces, parseManifest, type Manifest } from '#lib/contracts/manifest.ts';
import { unpackSpotifyId } from '#lib/domain/spotify-id.ts';
import { startFakeSpotify, type FakeSpotify } from './fake-spotify.ts';
import { logIn } from './test/visitor.ts';

const folder = join(import.meta.dirname, '../../models/catalogues/house');
let spotify: FakeSpotify;
let manifest: Manifest;
beforeAll(async () => {
	spotify = await startFakeSpotify({ catalogueFolder: folder });
	const text = await (await fetch(`${spotify.catalogueUrl}manifest.json`)).text();
	const parsed = parseManifest(text, 'manifest.json');
	if (!parsed.ok) throw new Error(parsed.failure.message);
	manifest = parsed.value;
});
afterAll(() => spotify.stop());

test('it is a catalogue of Spotify’s, whose pieces a page elsewhere can fetch and verify', async () => {
	expect(manifest).toMatchObject({ playback: { kind: 'spotify' }, idEncoding: 'spotify' });
	for (const { file, sha256, sizeBytes } of manifestPieces(manifest)) {
		const answer = await fetch(`${spotify.catalogueUrl}${file}`);
		expect(answer.headers.get('access-control-allow-origin')).toBe('*');
		const bytes = Buffer.from(await answer.arrayBuffer());
		expect(bytes.length).toBe(sizeBytes);
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
	}
	// Nobody asked Spotify for anything yet.
	expect(spotify.requests.count()).toBe(0);
});

test('each of its tracks is known at the fake, one of them is playing, and others are not in it', async () => {
	const [block] = manifest.blocks;
	const piece = await fetch(`${spotify.catalogueUrl}${block?.pieces.ids.file}`);
	const bytes = new Uint8Array(await piece.arrayBuffer());
	const known = new Set(spotify.control.tracks().map(({ id }) => id));
	const ids = Array.from({ length: manifest.trackCount }, (_, row) =>
		unpackSpotifyId(bytes, row * 16)
	);
	expect(new Set(ids).size).toBe(manifest.trackCount);
	expect(ids.filter((id) => !known.has(id))).toEqual([]);
	expect(known.size).toBeGreaterThan(ids.length);
	const { get } = await logIn(spotify);
	const playing: unknown = await (await get('/me/player/currently-playing')).json();
	expect(playing).toMatchObject({ item: { id: ids[0], album: { images: [{}, {}, {}] } } });
});
