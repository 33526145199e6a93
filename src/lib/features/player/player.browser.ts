import { afterEach, describe, expect, it } from 'vitest';
import type { Track } from '#lib/contracts/engine.ts';
import { failed } from '#lib/contracts/failure.ts';
import type { Deck, DeckListener, PlaybackSource } from '#lib/services/player/playback-source.ts';
import type { SystemActions } from '#lib/services/player/system-controls.ts';
import { SystemControls } from '#lib/services/player/system-controls.ts';
import { TrackPlayer } from '#lib/services/player/track-player.ts';
import { until } from '#lib/services/test/until.ts';
import { passedOverSentence } from './playback-sentence.ts';
import { Player, type LoadPlayer } from './player.svelte.ts';

const tracks: readonly Track[] = ['a', 'b', 'c'].map((id) => ({
	id,
	artist: `Artist ${id}`,
	title: `Title ${id}`
}));

/** A deck that does what the test says. */
class FakeDeck implements Deck {
	readonly track: Track;
	readonly report: DeckListener;
	readonly mixable = null;
	calls: string[] = [];
	position = 0;
	isClosed = false;

	constructor(track: Track, report: DeckListener) {
		this.track = track;
		this.report = report;
	}

	play(): void {
		this.calls.push('play');
	}
	pause(): void {
		this.calls.push('pause');
		this.report({ kind: 'paused' });
	}
	seek(seconds: number): void {
		this.calls.push(`seek ${seconds}`);
		this.position = seconds;
	}
	setVolume(volume: number): void {
		this.calls.push(`volume ${volume}`);
	}
	positionSeconds(): number {
		return this.position;
	}
	close(): void {
		this.isClosed = true;
	}
}

const players: Player[] = [];
afterEach(() => {
	for (const player of players.splice(0)) player.close();
});

function open(options: { load?: (load: LoadPlayer) => LoadPlayer } = {}) {
	const decks: FakeDeck[] = [];
	const prefetched: string[] = [];
	let actions: SystemActions | null = null;
	const load: LoadPlayer = () =>
		Promise.resolve({
			openPlayer(_playback, _fileOf, listener, given) {
				actions = given;
				const source: PlaybackSource = {
					canPlay: () => true,
					open(track, report) {
						const deck = new FakeDeck(track, report);
						decks.push(deck);
						return deck;
					},
					prefetch: (track) => void prefetched.push(track.id),
					close: () => {}
				};
				const trackPlayer = new TrackPlayer([source], listener);
				const system = new SystemControls(given);
				return { tracks: trackPlayer, system, close: () => trackPlayer.close() };
			}
		});
	const template = 'https://music.example/{id}.mp3';
	const player = new Player(() => ({ kind: 'url', template }), {
		load: options.load?.(load) ?? load
	});
	players.push(player);
	const deck = async (count: number): Promise<FakeDeck> => {
		await until(() => decks.length === count);
		const last = decks.at(-1);
		if (last === undefined) throw new Error('no deck was opened');
		return last;
	};
	const system = (): SystemActions => {
		if (actions === null) throw new Error('the system has no controls yet');
		return actions;
	};
	return { player, decks, deck, prefetched, system };
}

describe('the player', () => {
	it('shows a track as soon as it is asked for, loading until it sounds', async () => {
		const { player, deck } = open();
		player.play(tracks, 1);
		expect(player.current?.id).toBe('b');
		expect([player.isPlaying, player.isLoading]).toEqual([true, true]);
		const one = await deck(1);
		expect(one.track.id).toBe('b');
		expect(one.calls).toContain('play');
		one.report({ kind: 'duration', seconds: 61 });
		one.report({ kind: 'playing' });
		expect([player.isPlaying, player.isLoading, player.durationSeconds]).toEqual([true, false, 61]);
	});

	it('goes on to the next track, and stops after the last', async () => {
		const { player, deck, decks } = open();
		player.play(tracks, 1);
		(await deck(1)).report({ kind: 'ended' });
		expect(player.current?.id).toBe('c');
		(await deck(2)).report({ kind: 'playing' });
		expect(decks[0]?.isClosed).toBe(true);
		decks[1]?.report({ kind: 'ended' });
		expect([player.current?.id, player.status, player.isPlaying]).toEqual(['c', 'ended', false]);
		player.toggle();
		expect(decks[1]?.calls.slice(-2)).toEqual(['seek 0', 'play']);
	});

	it('passes over what comes up by itself and cannot be played, and says so', async () => {
		const { player, deck } = open();
		player.play(tracks);
		(await deck(1)).report({ kind: 'ended' });
		const { failure } = failed('file-unreachable', 'gone');
		(await deck(2)).report({ kind: 'failed', failure });
		expect([player.current?.id, player.failure]).toEqual(['c', null]);
		(await deck(3)).report({ kind: 'playing' });
		expect(passedOverSentence(player.passedOver)).toBe(
			'Skipped Artist b – Title b: its file can’t be reached.'
		);
		player.previous();
		expect(player.passedOver).toEqual([]);
	});

	it('stands still at a track that somebody asked for and that cannot be played', async () => {
		const { player, deck } = open();
		player.play(tracks, 1);
		const { failure } = failed('file-unreachable', 'gone');
		(await deck(1)).report({ kind: 'failed', failure });
		expect([player.current?.id, player.failure]).toEqual(['b', failure]);
		player.toggle();
		(await deck(2)).report({ kind: 'failed', failure });
		expect([player.current?.id, player.failure]).toEqual(['b', failure]);
	});

	it('goes on with the next where a track breaks off in the middle', async () => {
		const { player, deck } = open();
		player.play(tracks);
		const one = await deck(1);
		one.report({ kind: 'playing' });
		one.report({ kind: 'failed', failure: failed('unsupported', 'no more of it').failure });
		expect([player.current?.id, player.passedOver.length]).toEqual(['b', 1]);
	});

	it('stands where it began that nothing can be played any more', async () => {
		const { player, deck } = open();
		player.play(tracks);
		(await deck(1)).report({ kind: 'ended' });
		const { failure } = failed('file-unreachable', 'the folder is gone');
		(await deck(2)).report({ kind: 'failed', failure });
		const other = failed('unsupported', 'what is this').failure;
		(await deck(3)).report({ kind: 'failed', failure: other });
		expect([player.current?.id, player.failure, player.passedOver]).toEqual(['b', failure, []]);
	});

	it('does not rush through the queue where nothing at all can be played', async () => {
		const { player, deck } = open();
		player.play(tracks);
		player.next();
		const { failure } = failed('network-unreachable', 'offline', { retryable: true });
		(await deck(1)).report({ kind: 'failed', failure });
		expect([player.current?.id, player.failure]).toEqual(['b', failure]);
	});

	it('pauses and goes on', async () => {
		const { player, deck } = open();
		player.play(tracks);
		const one = await deck(1);
		one.report({ kind: 'playing' });
		player.toggle();
		expect([player.isPlaying, one.calls.at(-1)]).toEqual([false, 'pause']);
		player.toggle();
		expect([player.isPlaying, one.calls.at(-1)]).toEqual([true, 'play']);
	});

	it('does not begin to sound when it was paused before it was loaded', async () => {
		const { player, deck } = open();
		player.play(tracks);
		player.pause();
		expect((await deck(1)).calls.at(-1)).toBe('pause');
		expect(player.isPlaying).toBe(false);
	});

	it('plays the last of several that were asked for in a row', async () => {
		const { player, deck, decks } = open();
		player.play(tracks, 0);
		player.next();
		player.next();
		expect((await deck(1)).track.id).toBe('c');
		expect(decks.length).toBe(1);
	});

	it('goes back to the beginning first, then to the track before', async () => {
		const { player, deck, decks } = open();
		player.play(tracks, 1);
		const one = await deck(1);
		one.report({ kind: 'duration', seconds: 60 });
		player.seek(30);
		player.previous();
		expect([player.current?.id, one.position]).toEqual(['b', 0]);
		player.previous();
		expect((await deck(2)).track.id).toBe('a');
		player.previous();
		expect([player.current?.id, decks.length]).toEqual(['a', 2]);
	});

	it('keeps a seek within the track', async () => {
		const { player, deck } = open();
		player.play(tracks);
		(await deck(1)).report({ kind: 'duration', seconds: 60 });
		player.seek(99);
		expect(player.positionSeconds).toBe(60);
		player.seek(-5);
		expect(player.positionSeconds).toBe(0);
	});

	it('prepares the next track once this one is being listened to', async () => {
		const { player, deck, prefetched } = open();
		player.play(tracks);
		const one = await deck(1);
		one.report({ kind: 'playing' });
		await until(() => player.positionSeconds === one.position);
		expect(prefetched).toEqual([]);
		one.position = 5;
		await until(() => prefetched.length > 0);
		one.position = 6;
		await until(() => player.positionSeconds === 6);
		expect(prefetched).toEqual(['b']);
	});

	it('says what went wrong, and tries again', async () => {
		const { player, deck } = open();
		player.play(tracks, 2);
		const { failure } = failed('internal', 'gone', { retryable: true });
		(await deck(1)).report({ kind: 'failed', failure });
		expect([player.failure, player.isPlaying, player.current?.id]).toEqual([failure, false, 'c']);
		player.toggle();
		expect(player.failure).toBeNull();
		expect((await deck(2)).track.id).toBe('c');
	});

	it('says that the player itself cannot be loaded, and loads it at the next try', async () => {
		let tries = 0;
		const { player, deck } = open({
			load: (load) => () => {
				tries += 1;
				return tries === 1 ? Promise.reject(new TypeError('offline')) : load();
			}
		});
		player.play(tracks);
		await until(() => player.failure !== null);
		expect(player.failure?.code).toBe('network-unreachable');
		player.toggle();
		expect((await deck(1)).track.id).toBe('a');
	});

	it('hears nothing of a track that it has left', async () => {
		const { player, deck, decks } = open();
		player.play(tracks);
		await deck(1);
		player.next();
		await deck(2);
		decks[0]?.report({ kind: 'ended' });
		expect([player.current?.id, player.isLoading]).toEqual(['b', true]);
	});

	it('plays on when another track is taken out, and the next when the current is', async () => {
		const { player, deck, decks } = open();
		player.play(tracks);
		await deck(1);
		player.remove(2);
		expect([decks.length, player.upcoming.map(({ id }) => id)]).toEqual([1, ['b']]);
		player.remove(0);
		expect((await deck(2)).track.id).toBe('b');
		player.remove(0);
		expect([player.current, player.status]).toEqual([null, 'idle']);
		expect(decks.every(({ isClosed }) => isClosed)).toBe(true);
	});

	it('keeps its volume from track to track', async () => {
		const { player, deck } = open();
		player.setVolume(0.4);
		player.play(tracks);
		expect((await deck(1)).calls).toContain('volume 0.4');
		player.next();
		expect((await deck(2)).calls).toContain('volume 0.4');
	});

	it('is known to the system, and obeys it', async () => {
		const { player, deck, system } = open();
		player.play(tracks);
		const one = await deck(1);
		await until(() => navigator.mediaSession.metadata?.title === 'Title a');
		one.report({ kind: 'duration', seconds: 60 });
		one.report({ kind: 'playing' });
		expect(navigator.mediaSession.playbackState).toBe('playing');
		system().pause();
		expect(player.isPlaying).toBe(false);
		expect(navigator.mediaSession.playbackState).toBe('paused');
		system().seek(20);
		system().seekBy(-10);
		expect(one.position).toBe(10);
		system().next();
		expect((await deck(2)).track.id).toBe('b');
	});
});
