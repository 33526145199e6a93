import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Track } from '#lib/contracts/engine.ts';
import { success } from '#lib/contracts/failure.ts';
import { until } from '#lib/services/test/until.ts';
import type { FakeSpotifyAddress } from '../../../../scripts/fake-spotify/provided.ts';
import { EmbedPlace } from './embed-place.ts';
import type { DeckEvent, PlaybackSource } from './playback-source.ts';
import { SpotifyDeck } from './spotify-deck.ts';
import { SpotifyEmbed } from './spotify-embed.ts';
import type { EmbedController, EmbedEvent, FrameApi } from './spotify-frame-api.ts';
import { SpotifySource } from './spotify-source.ts';

const { embedUrl, shortId, longIds }: FakeSpotifyAddress = inject('fakeSpotify');

let place: HTMLElement;
let offered: EmbedPlace;
const sources: SpotifySource[] = [];

beforeEach(() => {
	place = document.createElement('div');
	document.body.append(place);
	offered = new EmbedPlace();
	offered.offer(place);
});

afterEach(() => {
	for (const source of sources.splice(0)) source.close();
	place.remove();
});

function trackOf(id: string): Track {
	return { id, artist: 'Nobody', title: 'Something' };
}

function openSource(baseUrl = embedUrl): PlaybackSource {
	const source = new SpotifySource(baseUrl, offered);
	sources.push(source);
	return source;
}

function open(source: PlaybackSource, id: string) {
	const events: DeckEvent[] = [];
	const deck = source.open(trackOf(id), (event) => events.push(event));
	const kinds = () => events.map(({ kind }) => kind);
	const heard = (kind: DeckEvent['kind']) =>
		until(() => events.find((event) => event.kind === kind));
	return { deck, events, kinds, heard };
}

const requested = (): readonly string[] =>
	performance.getEntriesByType('resource').map(({ name }) => name);
const frames = (): readonly HTMLIFrameElement[] => [...place.querySelectorAll('iframe')];

describe('Spotify’s embed', () => {
	it('is asked for nothing before somebody plays', async () => {
		const source = openSource();
		const { deck, heard, kinds } = open(source, longIds[0]);
		source.prefetch(trackOf(longIds[1]));
		deck.seek(1);
		deck.setVolume(0.5);
		expect(requested().filter((address) => address.startsWith(embedUrl))).toEqual([]);
		expect(frames()).toEqual([]);
		deck.play();
		await heard('playing');
		expect(kinds()[0]).toBe('waiting');
		expect(requested()).toContain(`${embedUrl}/embed/iframe-api/v1`);
	});

	it('tells how long a track is, where it is and when it is over', async () => {
		const { deck, events, heard, kinds } = open(openSource(), shortId);
		deck.play();
		await heard('playing');
		expect(events).toContainEqual({ kind: 'duration', seconds: 2 });
		const before = deck.positionSeconds();
		await until(() => deck.positionSeconds() > before);
		await heard('ended');
		expect(kinds().slice(-1)).toEqual(['ended']);
		expect(deck.positionSeconds()).toBe(2);
	});

	it('stands and goes on, and plays from where it is told', async () => {
		const { deck, kinds, heard } = open(openSource(), longIds[0]);
		deck.seek(12);
		deck.play();
		await heard('playing');
		await until(() => deck.positionSeconds() >= 12);
		deck.pause();
		expect(kinds().at(-1)).toBe('paused');
		const stands = deck.positionSeconds();
		deck.seek(3);
		expect(deck.positionSeconds()).toBe(3);
		expect(stands).toBeGreaterThanOrEqual(12);
		deck.play();
		await until(() => kinds().at(-1) === 'playing');
		await until(() => deck.positionSeconds() > 3);
		expect(deck.positionSeconds()).toBeLessThan(12);
	});

	it('plays one track after the other in one frame, and takes it away in the end', async () => {
		const source = openSource();
		const first = open(source, longIds[0]);
		first.deck.play();
		await first.heard('playing');
		const [frame] = frames();
		first.deck.close();
		const heardOfFirst = first.events.length;
		const second = open(source, longIds[1]);
		second.deck.play();
		await second.heard('playing');
		expect(frames()).toEqual([frame]);
		expect(frame?.src).toContain(longIds[1]);
		expect(first.events.length).toBe(heardOfFirst);
		source.close();
		expect(frames()).toEqual([]);
	});

	it('begins at the beginning when the same track is chosen again', async () => {
		const source = openSource();
		const first = open(source, longIds[0]);
		first.deck.seek(15);
		first.deck.play();
		await first.heard('playing');
		await until(() => first.deck.positionSeconds() >= 15);
		first.deck.close();
		const again = open(source, longIds[0]);
		again.deck.play();
		await again.heard('playing');
		await until(() => again.deck.positionSeconds() > 0);
		expect(again.deck.positionSeconds()).toBeLessThan(15);
	});

	it('makes a new frame where the page took the place of the old one away', async () => {
		const source = openSource();
		const first = open(source, longIds[0]);
		first.deck.play();
		await first.heard('playing');
		first.deck.close();
		place.remove();
		const other = document.createElement('div');
		document.body.append(other);
		offered.offer(other);
		place = other;
		const second = open(source, longIds[1]);
		second.deck.play();
		await second.heard('playing');
		expect(frames()).toHaveLength(1);
	});

	it('fails where its script cannot be loaded, and asks for it again the next time', async () => {
		const nowhere = 'http://127.0.0.1:9';
		const { deck, events, heard } = open(openSource(nowhere), longIds[0]);
		deck.play();
		await heard('failed');
		const failure = { code: 'network-unreachable', retryable: true };
		expect(events.at(-1)).toMatchObject({ kind: 'failed', failure });
		deck.play();
		const failures = () => events.filter(({ kind }) => kind === 'failed');
		await until(() => failures().length === 2);
		expect(document.querySelector(`script[src^="${nowhere}"]`)).toBe(null);
	});
});

/** A frame that says what the test says. */
function scriptedEmbed() {
	const listeners = new Map<EmbedEvent, (event: unknown) => void>();
	const asked: string[] = [];
	const controller: EmbedController = {
		loadUri: (uri) => void asked.push(`load ${uri}`),
		play: () => void asked.push('play'),
		pause: () => void asked.push('pause'),
		resume: () => void asked.push('resume'),
		seek: (seconds) => void asked.push(`seek ${seconds}`),
		destroy: () => void asked.push('destroy'),
		addListener: (event, listener) => void listeners.set(event, listener)
	};
	const api: FrameApi = {
		createController(element, options, callback) {
			asked.push(`create ${options.uri}`);
			element.remove();
			callback(controller);
		}
	};
	const embed = new SpotifyEmbed(() => Promise.resolve(success(api)), offered);
	const update = (data: Record<string, unknown>): void =>
		listeners.get('playback_update')?.({
			data: { isPaused: false, isBuffering: false, position: 0, duration: 30_000, ...data }
		});
	const say = (event: EmbedEvent, data: unknown = {}): void => listeners.get(event)?.({ data });
	return { embed, asked, update, say };
}

async function playScripted(patience = { soundMs: 50, frameMs: 10_000 }) {
	const scripted = scriptedEmbed();
	const events: DeckEvent[] = [];
	const deck = new SpotifyDeck(
		scripted.embed,
		'spotify:track:a',
		(event) => events.push(event),
		patience
	);
	deck.play();
	await until(() => scripted.asked.includes('play'));
	return { ...scripted, deck, events };
}

describe('what the frame says', () => {
	it('a track that is there and does not sound waits for a press in the frame', async () => {
		const { say, update, events } = await playScripted();
		say('ready');
		update({ isPaused: true });
		await until(() => events.at(-1)?.kind === 'blocked');
		update({ position: 100 });
		expect(events.at(-1)).toEqual({ kind: 'playing' });
	});

	it('a frame that says nothing at all has failed', async () => {
		const { events } = await playScripted({ soundMs: 50, frameMs: 50 });
		await until(() => events.at(-1)?.kind === 'failed');
		expect(events.at(-1)).toMatchObject({ failure: { code: 'unexpected-response' } });
	});

	it('a track that Spotify does not play has failed', async () => {
		const { say, events } = await playScripted();
		say('error', { message: 'not here' });
		expect(events.at(-1)).toMatchObject({
			kind: 'failed',
			failure: { code: 'track-not-found', details: { reason: 'not here' } }
		});
	});

	it('a press in the frame is as good as one here', async () => {
		const { update, events, asked } = await playScripted();
		update({ position: 1000 });
		update({ isPaused: true, position: 2000 });
		expect(events.at(-1)).toEqual({ kind: 'paused' });
		update({ position: 2000 });
		expect(events.at(-1)).toEqual({ kind: 'playing' });
		expect(asked).toEqual(['create spotify:track:a', 'play']);
	});

	it('an update from before the pause does not undo it', async () => {
		const { update, events, deck } = await playScripted();
		update({ position: 1000 });
		deck.pause();
		update({ position: 1200 });
		expect(events.at(-1)).toEqual({ kind: 'paused' });
		update({ isPaused: true, position: 1200 });
		update({ position: 1200 });
		expect(events.at(-1)).toEqual({ kind: 'playing' });
	});

	it('standing at its end, or back at its beginning from there, it is over; elsewhere it is not', async () => {
		for (const position of [30_000, 0]) {
			const { update, events } = await playScripted();
			update({ position: 29_800 });
			update({ isPaused: true, position });
			expect(events.at(-1)).toEqual({ kind: 'ended' });
		}
		const { update, events } = await playScripted();
		update({ position: 12_000 });
		update({ isPaused: true, position: 0 });
		expect(events.at(-1)).toEqual({ kind: 'paused' });
	});

	it('a track that is over stays at its end, whatever the frame goes back to', async () => {
		const { update, deck, events } = await playScripted();
		update({ position: 30_000 });
		update({ isPaused: true, position: 0 });
		expect(deck.positionSeconds()).toBe(30);
		expect(events.at(-1)).toEqual({ kind: 'ended' });
	});

	it('what has no form that is known is passed over', async () => {
		const { say, events } = await playScripted();
		const before = events.length;
		for (const data of [null, 'x', { isPaused: 'no' }]) say('playback_update', data);
		expect(events.length).toBe(before);
	});
});
