import { describe, expect, it } from 'vitest';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { SharedPlaylist } from '#lib/contracts/sharing.ts';
import { OpenedPlaylist } from './opened.svelte.ts';
import { card, idOf, later, playlistOf, unreachable } from './test/fake-sharing.ts';

describe('a shared playlist’s page', () => {
	it('asks nobody for an id that cannot be one', async () => {
		const asked: string[] = [];
		const opened = new OpenedPlaylist(async (id) => {
			asked.push(id);
			return unreachable;
		});
		for (const id of ['', 'nope', 'ABCDEFGHJKMN', "1'; drop --", `${idOf('a')}a`, '../../etc/pw']) {
			await opened.open(id);
			expect(opened.isMissing, id).toBe(true);
		}
		expect(asked).toEqual([]);
	});

	it('tells what is not there from what cannot be reached', async () => {
		let answer: Result<SharedPlaylist> = failed('not-found', 'none');
		const opened = new OpenedPlaylist(async () => answer);
		await opened.open(idOf('a'));
		expect(opened.isMissing).toBe(true);
		answer = unreachable;
		await opened.open(idOf('b'));
		expect(opened.isMissing).toBe(false);
		expect(opened.failure?.code).toBe('network-unreachable');
		answer = success(playlistOf(card('b')));
		await opened.retry();
		expect(opened.failure).toBeNull();
		expect(opened.playlist?.id).toBe(idOf('b'));
	});

	it('shows the one that was opened last, whichever is answered last', async () => {
		const first = later<Result<SharedPlaylist>>();
		const opened = new OpenedPlaylist((id) =>
			id === idOf('a') ? first.promise : Promise.resolve(success(playlistOf(card('b'))))
		);
		const slow = opened.open(idOf('a'));
		await opened.open(idOf('b'));
		first.resolve(success(playlistOf(card('a'))));
		await slow;
		expect(opened.playlist?.id).toBe(idOf('b'));
	});
});
