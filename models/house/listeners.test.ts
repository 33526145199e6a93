import { describe, expect, it } from 'vitest';
import { simulatePlaylists } from './listeners.ts';
import type { KnownStyle, KnownTrack } from './society.ts';
import { countWords } from './word2vec.ts';

const styles: KnownStyle[] = Array.from({ length: 12 }, (_, i) => ({
	id: `style-${i}`,
	family: `family-${Math.floor(i / 3)}`
}));
const tracks: KnownTrack[] = Array.from({ length: 420 }, (_, i) => {
	const artist = Math.floor(i / 7);
	return { id: `track-${i}`, artist: `Artist ${artist}`, styleId: `style-${artist % 12}` };
});
const playlists = simulatePlaylists(tracks, styles, { listenerCount: 300, seed: 'test' });

/** The share of pairs within a playlist that agree in something. */
function agreement(lists: readonly Uint32Array[], property: (track: KnownTrack) => string): number {
	let same = 0;
	let pairs = 0;
	for (const list of lists) {
		for (let i = 1; i < list.length; i++) {
			const [a, b] = [tracks[list[i - 1] ?? 0], tracks[list[i] ?? 0]];
			if (a && b && property(a) === property(b)) same++;
			pairs++;
		}
	}
	return same / pairs;
}

describe('simulated listeners', () => {
	it('make the same playlists for the same seed, and others for another', () => {
		const again = (seed: string): Uint32Array[] =>
			simulatePlaylists(tracks, styles, { listenerCount: 20, seed });
		expect(again('test')).toEqual(again('test'));
		expect(again('test')).toEqual(playlists.slice(0, again('test').length));
		expect(again('other')).not.toEqual(again('test'));
	});

	it('make playlists of 6 to 45 different tracks', () => {
		for (const list of playlists) {
			expect(list.length).toBeGreaterThanOrEqual(6);
			expect(list.length).toBeLessThanOrEqual(46);
			expect(new Set(list).size).toBe(list.length);
			expect(list.every((track) => track < tracks.length)).toBe(true);
		}
	});

	it('put together what shares a style or an artist, far more than chance would', () => {
		expect(agreement(playlists, (track) => track.styleId)).toBeGreaterThan(3 / 12);
		expect(agreement(playlists, (track) => track.artist)).toBeGreaterThan(5 / 60);
	});

	it('do not go by style alone', () => {
		expect(agreement(playlists, (track) => track.styleId)).toBeLessThan(0.8);
	});

	it('love some tracks far more than others', () => {
		const counts = [...countWords(playlists, tracks.length)].sort((a, b) => b - a);
		const total = counts.reduce((sum, count) => sum + count, 0);
		const top = counts.slice(0, 42).reduce((sum, count) => sum + count, 0);
		expect(top / total).toBeGreaterThan(0.25);
		expect(top / total).toBeLessThan(0.75);
	});
});
