import { describe, expect, it } from 'vitest';
import type { PlaylistRequest } from '#lib/contracts/engine.ts';
import { failed } from '#lib/contracts/failure.ts';
import { parsePlaylistLink } from '#lib/domain/playlist-link.ts';
import { createMemoryStorage } from '#lib/services/storage/memory-storage.ts';
import type { PlaylistToSave } from './record.ts';
import { isSamePlaylist, savedFragment, waypointLabels } from './saved-link.ts';
import { SavedPlaylists } from './saved.svelte.ts';

const request: PlaylistRequest = {
	waypointIds: ['a', 'c'],
	size: 1,
	creativity: 0.25,
	noise: 0.1,
	seed: 42,
	rules: 'original',
	lessLikeIds: ['z'],
	excludedArtists: ['Nobody, Really']
};
const playlist: PlaylistToSave = {
	name: 'From here to there',
	catalogueId: 'house',
	catalogueRevision: 'f00dcafe'.repeat(8),
	request,
	tracks: [
		{ id: 'a', artist: 'Ada', title: 'One' },
		{ id: 'b', artist: 'Bea', title: '' },
		{ id: 'c', artist: 'Cy', title: 'Three - Live' }
	]
};

function memory() {
	const storage = createMemoryStorage();
	return { storage, open: () => Promise.resolve({ storage, isPersistent: true }) };
}

async function saveOne(saved: SavedPlaylists, change: Partial<PlaylistToSave> = {}) {
	const result = await saved.save({ ...playlist, ...change });
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

describe('saved playlists', () => {
	it('are there for whoever opens the page next', async () => {
		const { open } = memory();
		await saveOne(new SavedPlaylists(open));
		const later = new SavedPlaylists(open);
		await later.load();
		expect(later.playlists).toMatchObject([
			{ name: 'From here to there', titles: ['Ada - One', 'Bea', 'Cy - Three - Live'] }
		]);
	});

	it('are made again by their link', async () => {
		const kept = await saveOne(new SavedPlaylists(memory().open));
		const parsed = parsePlaylistLink(savedFragment(kept));
		expect(parsed).toMatchObject({
			kind: 'playlist',
			link: { ...request, catalogueId: 'house', revisionPrefix: 'f00dcafe', name: kept.name }
		});
	});

	it('tell their waypoints', async () => {
		const kept = await saveOne(new SavedPlaylists(memory().open));
		expect(waypointLabels(kept)).toEqual(['Ada – One', 'Cy – Three - Live']);
	});

	it('are known by what they are made of, not by their name', async () => {
		const saved = new SavedPlaylists(memory().open);
		const kept = await saveOne(saved);
		await saved.rename(kept.id, 'Other');
		expect(saved.find(playlist)?.id).toBe(kept.id);
		expect(isSamePlaylist(playlist, { ...playlist, request: { ...request, seed: 43 } })).toBe(
			false
		);
		expect(saved.find({ ...playlist, catalogueId: 'other' })).toBeNull();
	});

	it('can be renamed, within what a link can carry', async () => {
		const saved = new SavedPlaylists(memory().open);
		const { id } = await saveOne(saved);
		await saved.rename(id, `  Long\n${'x'.repeat(80)}`);
		expect(saved.playlists[0]?.name).toBe(`Long ${'x'.repeat(54)}…`);
		await saved.rename(id, '   ');
		expect(saved.playlists[0]?.name).toBe(`Long ${'x'.repeat(54)}…`);
	});

	it('come back as they were when a deletion is taken back', async () => {
		const saved = new SavedPlaylists(memory().open);
		await saveOne(saved, { name: 'First' });
		const [before] = saved.playlists;
		if (before === undefined) throw new Error('nothing was saved');
		await saved.remove(before.id);
		expect(saved.playlists).toEqual([]);
		await saved.put(before);
		expect(saved.playlists).toEqual([before]);
	});

	it('are not shown as saved when the device is full', async () => {
		const { storage } = memory();
		const full = { ...storage, putPlaylist: () => Promise.resolve(failed('storage-full', 'full')) };
		const saved = new SavedPlaylists(() => Promise.resolve({ storage: full, isPersistent: true }));
		expect(await saved.save(playlist)).toMatchObject({ ok: false });
		expect(saved.playlists).toEqual([]);
		expect(saved.failure?.code).toBe('storage-full');
	});

	it('say so when storage cannot even be loaded', async () => {
		const saved = new SavedPlaylists(() => Promise.reject(new TypeError('Failed to fetch')));
		await saved.load();
		expect(saved.isLoaded).toBe(true);
		expect(saved.failure?.code).toBe('network-unreachable');
	});
});
