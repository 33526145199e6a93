import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Track } from '#lib/contracts/engine.ts';
import { failed, success } from '#lib/contracts/failure.ts';
import type { FileOf } from '#lib/services/player/file-source.ts';
import { toneFile } from '#lib/services/player/sound-tap.ts';
import { until } from '#lib/services/test/until.ts';
import { Player } from './player.svelte.ts';

const tracks: readonly Track[] = ['a', 'b', 'c'].map((digit) => ({
	id: `file:${digit.repeat(32)}`,
	artist: `Artist ${digit}`,
	title: `Title ${digit}`
}));
const [first] = tracks as [Track];
const ofCatalogue: Track = { id: 'house-0001', artist: 'The house', title: 'One' };

const tones: FileOf = () => Promise.resolve(success(toneFile({ hertz: 441, seconds: 3 })));
const cover = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/png' });

const players: Player[] = [];
afterEach(() => {
	for (const player of players.splice(0)) player.close();
});

function open(fileOf: FileOf = tones): Player {
	const player = new Player(() => ({ kind: 'none' }), {
		fileOf,
		artworkOf: (track) => Promise.resolve(track === first ? cover : null)
	});
	players.push(player);
	return player;
}

/** A browser lets a page sound after a gesture only; this is a real one. */
async function play(player: Player, queue: readonly Track[]): Promise<void> {
	const button = document.createElement('button');
	button.textContent = 'play';
	button.addEventListener('click', () => player.play(queue));
	document.body.append(button);
	await userEvent.click(button);
	button.remove();
}

describe('music of one’s own', () => {
	it('is playable whatever the catalogue brings, where files can be reached', () => {
		const player = open();
		expect([player.canPlay(first), player.canPlay(ofCatalogue)]).toEqual([true, false]);
		const without = new Player(() => ({ kind: 'house' }));
		expect([without.canPlay(first), without.canPlay(ofCatalogue)]).toEqual([false, true]);
	});

	it('goes from track to track, and what is shown goes with it', async () => {
		const player = open();
		player.setCrossfade(2);
		await play(player, tracks);
		await until(() => player.status === 'playing');
		expect(player.durationSeconds).toBeCloseTo(3, 3);
		await until(() => player.current?.id === tracks[1]?.id);
		expect([player.status, player.failure]).toEqual(['playing', null]);
		// Three seconds allow a fade of one, and half of that has been heard.
		expect(player.positionSeconds).toBeGreaterThan(0.4);
		expect(player.positionSeconds).toBeLessThan(1);
		expect(player.durationSeconds).toBeCloseTo(3, 3);
		expect(player.upcoming.length).toBe(1);
		expect(navigator.mediaSession.metadata?.title).toBe('Title b');
		await until(() => player.status === 'ended');
		expect(player.current?.id).toBe(tracks[2]?.id);
	});

	it('shows its cover to the system', async () => {
		const player = open();
		await play(player, tracks);
		await until(() => (navigator.mediaSession.metadata?.artwork.length ?? 0) > 0);
		const { metadata } = navigator.mediaSession;
		expect([metadata?.title, metadata?.artwork[0]?.type]).toEqual(['Title a', 'image/png']);
	});

	it('says when its folder has to be chosen again', async () => {
		const player = open(() => Promise.resolve(failed('file-unreachable', 'no folder')));
		await play(player, tracks);
		await until(() => player.status === 'failed');
		expect(player.failure?.code).toBe('file-unreachable');
		expect(player.isAvailable).toBe(true);
	});
});

describe('the crossfade', () => {
	it('is off, or two to twelve whole seconds', () => {
		const player = open();
		const lengths = [1, 2, 6.4, 12, 99, 0].map((seconds) => {
			player.setCrossfade(seconds);
			return player.crossfadeSeconds;
		});
		expect(lengths).toEqual([0, 2, 6, 12, 12, 0]);
	});

	it('is taken over from an earlier visit, unless that is nonsense', () => {
		const player = open();
		player.restoreCrossfade(8);
		for (const nonsense of ['4', null, Number.NaN, { seconds: 3 }]) {
			player.restoreCrossfade(nonsense);
		}
		expect(player.crossfadeSeconds).toBe(8);
	});
});
