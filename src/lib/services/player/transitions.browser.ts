import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Track } from '#lib/contracts/engine.ts';
import { failed, success } from '#lib/contracts/failure.ts';
import { until } from '#lib/services/test/until.ts';
import { FileSource, type FileOf } from './file-source.ts';
import { PcmSource } from './pcm-source.ts';
import type { Deck, PlaybackSource } from './playback-source.ts';
import {
	amplitudeOf,
	openSoundTap,
	tapRateHz,
	toneAmplitude,
	toneFile,
	toneSample,
	toneStreams,
	type SoundTap,
	type Tone
} from './sound-tap.ts';
import { TrackPlayer, type TrackEvent } from './track-player.ts';

const low: Tone = { hertz: 441, seconds: 2 };
const high: Tone = { hertz: 700.7, seconds: 2 };

const libraryId = (digit: string): string => `file:${digit.repeat(32)}`;
const track = (id: string): Track => ({ id, artist: 'A', title: id });
const [fileA, fileB, fileC] = ['a', 'b', 'c'].map((digit) => track(libraryId(digit))) as [
	Track,
	Track,
	Track
];
const [houseA, houseB] = [track('house-a'), track('house-b')];

const closing: (() => unknown)[] = [];
const liveAddresses = new Set<string>();

beforeEach(() => {
	const createObjectURL = URL.createObjectURL.bind(URL);
	const revokeObjectURL = URL.revokeObjectURL.bind(URL);
	vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
		const address = createObjectURL(blob);
		if (blob instanceof File) liveAddresses.add(address);
		return address;
	});
	vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => {
		liveAddresses.delete(address);
		revokeObjectURL(address);
	});
});

afterEach(async () => {
	for (const close of closing.splice(0)) await close();
	vi.restoreAllMocks();
	liveAddresses.clear();
});

async function openContext(): Promise<AudioContext> {
	const context = new AudioContext({ sampleRate: tapRateHz, latencyHint: 'playback' });
	closing.push(() => context.close());
	// A browser lets a page sound after a gesture only; this is a real one.
	const button = document.createElement('button');
	button.textContent = 'start';
	button.addEventListener('click', () => void context.resume());
	document.body.append(button);
	await userEvent.click(button);
	button.remove();
	await until(() => context.state === 'running');
	return context;
}

interface OpenedDeck {
	readonly id: string;
	readonly deck: Deck;
	isClosed: boolean;
}

/** A player for tones by their tracks' ids: files and pieces of the house, as the ids say. */
async function openPlayer(tones: Readonly<Record<string, Tone>>, fileOf?: FileOf) {
	const context = await openContext();
	const tap: SoundTap = await openSoundTap(context);
	const decks: OpenedDeck[] = [];
	const closedStreams: string[] = [];
	const watched = (source: PlaybackSource): PlaybackSource => ({
		canPlay: (track) => source.canPlay(track),
		prefetch: (track) => source.prefetch(track),
		close: () => source.close(),
		open(track, listener) {
			const deck = source.open(track, listener);
			const opened: OpenedDeck = { id: track.id, deck, isClosed: false };
			const close = deck.close.bind(deck);
			deck.close = () => {
				opened.isClosed = true;
				close();
			};
			decks.push(opened);
			return deck;
		}
	});
	const toneOf: FileOf = (id) => {
		const tone = tones[id];
		return Promise.resolve(
			tone === undefined ? failed('file-unreachable', 'not here') : success(toneFile(tone))
		);
	};
	const files = new FileSource(fileOf ?? toneOf, () => tap.input);
	const house = new PcmSource(toneStreams(tones, closedStreams), () => tap.input);
	const events: TrackEvent[] = [];
	/** What comes after the next track. */
	const later: Track[] = [];
	const player = new TrackPlayer([watched(files), watched(house)], (event) => {
		events.push(event);
		if (event.kind === 'advanced') player.setNext(later.shift() ?? null);
	});
	closing.unshift(() => player.close());
	const said = (kind: TrackEvent['kind']) =>
		until(() => events.some((event) => event.kind === kind));
	const deckOf = (id: string): OpenedDeck => {
		const found = decks.find((opened) => opened.id === id);
		if (found === undefined) throw new Error(`${id} was not opened`);
		return found;
	};
	/** Waits until so much of the track has been played. */
	const heard = (id: string, seconds: number) =>
		until(() =>
			decks.some((opened) => opened.id === id && opened.deck.positionSeconds() >= seconds)
		);
	/**
	 * Waits for so much more sound, and gives the end of it. What is recorded arrives late on a busy
	 * machine: less than half a second may still be from before.
	 */
	const next = async (seconds: number): Promise<Float32Array> => {
		const wanted = tap.samples().length + Math.ceil(seconds * tapRateHz);
		await until(() => tap.samples().length >= wanted);
		return tap.samples().slice(wanted - Math.floor(0.1 * tapRateHz), wanted);
	};
	return { context, tap, player, later, decks, closedStreams, events, said, deckOf, heard, next };
}

/** What sounded, without the silence before and after. */
function heardIn(samples: Float32Array): Float32Array {
	const isHeard = (sample: number): boolean => Math.abs(sample) > 0.002;
	return samples.slice(samples.findIndex(isHeard), samples.findLastIndex(isHeard) + 1);
}

function longestSilenceSeconds(samples: Float32Array): number {
	let [run, longest] = [0, 0];
	for (const sample of samples) {
		run = Math.abs(sample) < 0.02 ? run + 1 : 0;
		longest = Math.max(longest, run);
	}
	return longest / tapRateHz;
}

function steepestStep(samples: Float32Array): number {
	let steepest = 0;
	for (let i = 1; i < samples.length; i += 1) {
		steepest = Math.max(steepest, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)));
	}
	return steepest;
}

/** As far as two tones can move together within one sample: a click moves further. */
const steepestTogether =
	(toneAmplitude * 2 * Math.PI * (low.hertz + high.hertz) * 1.01) / tapRateHz;

describe('without a crossfade', () => {
	it.each([
		{ name: 'a file into a file', from: fileA, to: fileB },
		{ name: 'a file into the house', from: fileA, to: houseB },
		{ name: 'the house into a file', from: houseA, to: fileB }
	])('$name: no gap and no click', async ({ from, to }) => {
		const { tap, player, said } = await openPlayer({ [from.id]: low, [to.id]: high });
		player.start(from);
		player.setNext(to);
		await said('ended');
		const sound = heardIn(tap.samples());
		expect(longestSilenceSeconds(sound)).toBeLessThan(0.003);
		// The very end of the second is cut off in its wave, as the file is.
		expect(steepestStep(sound.slice(0, -1_000))).toBeLessThan(steepestTogether);
		// Neither is cut: together they are as long as both, less what they overlap.
		const seconds = sound.length / tapRateHz;
		expect(seconds).toBeGreaterThan(low.seconds + high.seconds - 0.01);
		expect(seconds).toBeLessThan(low.seconds + high.seconds - 0.002);
	});

	it('there is neither when somebody has just sought to the end, or has just paused', async () => {
		const { context, tap, player, said, heard } = await openPlayer({
			[fileA.id]: { ...low, seconds: 6 },
			[fileB.id]: high
		});
		player.start(fileA);
		player.setNext(fileB);
		await said('playing');
		player.seek(4.5);
		await heard(fileA.id, 4.7);
		player.pause();
		await until(() => context.state === 'suspended');
		const before = tap.samples().length;
		player.resume();
		await said('ended');
		// Its first tenth is the resumption itself, which no browser promises to be smooth.
		const sound = heardIn(tap.samples().slice(before + 0.1 * tapRateHz, -1)).slice(0, -1_000);
		expect(sound.length / tapRateHz).toBeGreaterThan(2.8);
		expect(longestSilenceSeconds(sound)).toBeLessThan(0.003);
		expect(steepestStep(sound)).toBeLessThan(steepestTogether);
	});

	it('pieces of the house join to the sample', async () => {
		const second: Tone = { ...low, fromFrame: low.seconds * tapRateHz };
		const tones = { [houseA.id]: low, [houseB.id]: second };
		const { tap, player, said } = await openPlayer(tones);
		player.start(houseA);
		player.setNext(houseB);
		await said('ended');
		const samples = tap.samples();
		const first = samples.findIndex((sample) => sample !== 0);
		let worst = 0;
		for (let frame = 0; frame < 4 * tapRateHz; frame += 1) {
			const error = (samples[first + frame] ?? 0) - toneSample(low, frame);
			worst = Math.max(worst, Math.abs(error));
		}
		expect(worst).toBeLessThan(1e-5);
	});
});

describe('a crossfade', () => {
	const [longLow, longHigh]: readonly [Tone, Tone] = [
		{ ...low, seconds: 6.3 },
		{ ...high, seconds: 6.3 }
	];

	it.each([
		{ name: 'from a file to a file', from: fileA, to: fileB },
		{ name: 'from a file to the house', from: fileA, to: houseB },
		{ name: 'from the house to a file', from: houseA, to: fileB },
		{ name: 'from the house to the house', from: houseA, to: houseB }
	])('$name has both at −3 dB in the middle, and never less power', async ({ from, to }) => {
		const tones = { [from.id]: longLow, [to.id]: longHigh };
		const { tap, player, said, heard, events } = await openPlayer(tones);
		player.setCrossfade(2);
		player.start(from);
		player.setNext(to);
		await said('playing');
		player.seek(3.3);
		await heard(to.id, 2.4);
		const sound = heardIn(tap.samples());
		const windowFrames = Math.round(0.05 * tapRateHz);
		// What was heard before the seek is not this test's.
		const afterSeek = Math.round(0.7 * tapRateHz);
		const levels: { readonly low: number; readonly high: number }[] = [];
		for (let at = afterSeek; at + windowFrames <= sound.length; at += windowFrames) {
			const window = sound.slice(at, at + windowFrames);
			levels.push({
				low: amplitudeOf(low.hertz, window) / toneAmplitude,
				high: amplitudeOf(high.hertz, window) / toneAmplitude
			});
		}
		const both = levels.filter(({ low, high }) => low > 0.02 && high > 0.02);
		expect(both.length * 0.05).toBeGreaterThan(1.85);
		expect(both.length * 0.05).toBeLessThan(2.05);
		for (const { low, high } of both) {
			expect(10 * Math.log10(low ** 2 + high ** 2)).toBeCloseTo(0, 0);
		}
		const middle = both[Math.floor(both.length / 2)];
		expect(20 * Math.log10(middle?.low ?? 0)).toBeCloseTo(-3, 0);
		expect(20 * Math.log10(middle?.high ?? 0)).toBeCloseTo(-3, 0);
		expect(steepestStep(sound.slice(afterSeek))).toBeLessThan(steepestTogether);
		expect(events.filter(({ kind }) => kind === 'advanced').length).toBe(1);
	});

	async function inTheFade(more: Readonly<Record<string, Tone>> = {}) {
		const opened = await openPlayer({ [fileA.id]: longLow, [fileB.id]: longHigh, ...more });
		const { player, said, heard } = opened;
		player.setCrossfade(2);
		player.start(fileA);
		player.setNext(fileB);
		await said('playing');
		player.seek(3.9);
		await heard(fileB.id, 0.4);
		expect(opened.events.some(({ kind }) => kind === 'advanced')).toBe(false);
		return opened;
	}

	it('stands still with both tracks while it is paused, and goes on with both', async () => {
		const { context, player, deckOf, next, said } = await inTheFade();
		player.pause();
		await until(() => context.state === 'suspended');
		const stoodAt = [fileA, fileB].map(({ id }) => deckOf(id).deck.positionSeconds());
		player.resume();
		await until(() => context.state === 'running');
		const sound = await next(0.5);
		expect(amplitudeOf(low.hertz, sound)).toBeGreaterThan(0.1);
		expect(amplitudeOf(high.hertz, sound)).toBeGreaterThan(0.1);
		[fileA, fileB].forEach(({ id }, i) => {
			expect(deckOf(id).deck.positionSeconds()).toBeGreaterThan(stoodAt[i] ?? 0);
			expect(deckOf(id).deck.positionSeconds()).toBeLessThan((stoodAt[i] ?? 0) + 0.8);
		});
		await said('advanced');
	});

	it('is called off by a seek back, and comes again', async () => {
		const { player, decks, deckOf, next, said } = await inTheFade();
		player.seek(1);
		expect(deckOf(fileB.id).isClosed).toBe(true);
		const sound = await next(0.5);
		expect(amplitudeOf(low.hertz, sound)).toBeCloseTo(toneAmplitude, 2);
		expect(amplitudeOf(high.hertz, sound)).toBeLessThan(0.001);
		player.seek(4.2);
		await said('advanced');
		expect(decks.map(({ id }) => id)).toEqual([fileA.id, fileB.id, fileB.id]);
	});

	it('gives way at once to a person who goes on: the next track is there already', async () => {
		const { player, decks, deckOf, next, events } = await inTheFade();
		player.start(fileB);
		expect(deckOf(fileA.id).isClosed).toBe(true);
		const sound = await next(0.5);
		expect(amplitudeOf(low.hertz, sound)).toBeLessThan(0.001);
		expect(amplitudeOf(high.hertz, sound)).toBeCloseTo(toneAmplitude, 2);
		expect(decks.length).toBe(2);
		expect(events.at(-1)?.kind).toBe('playing');
		expect(player.positionSeconds()).toBeGreaterThan(0.4);
	});

	it('takes the next track back when that is taken out of the queue', async () => {
		const { player, deckOf, next, said } = await inTheFade();
		player.setNext(null);
		expect(deckOf(fileB.id).isClosed).toBe(true);
		const sound = await next(0.5);
		expect(amplitudeOf(low.hertz, sound)).toBeCloseTo(toneAmplitude, 2);
		expect(amplitudeOf(high.hertz, sound)).toBeLessThan(0.001);
		await said('ended');
	});

	it('brings another next track when the queue changes', async () => {
		const other: Tone = { hertz: 1_103, seconds: 6.3 };
		const { player, heard, said, tap } = await inTheFade({ [fileC.id]: other });
		player.setNext(fileC);
		await said('advanced');
		await heard(fileC.id, 1.5);
		const end = tap.samples().slice(-4_410);
		expect(amplitudeOf(other.hertz, end)).toBeCloseTo(toneAmplitude, 1);
		expect(amplitudeOf(high.hertz, end)).toBeLessThan(0.001);
	});

	it('gives both tracks the same volume', async () => {
		const { player, next } = await inTheFade();
		player.setVolume(0);
		const sound = await next(0.5);
		expect(amplitudeOf(low.hertz, sound) + amplitudeOf(high.hertz, sound)).toBeLessThan(0.001);
	});
});

describe('what is left behind', () => {
	it('is nothing: every address is revoked, every deck and stream closed', async () => {
		const tones = { [fileA.id]: low, [houseB.id]: low, [fileC.id]: high };
		const { player, later, said, decks, closedStreams } = await openPlayer(tones);
		player.start(fileA);
		player.setNext(houseB);
		later.push(fileC);
		await said('ended');
		expect(decks.map(({ id, isClosed }) => [id, isClosed])).toEqual([
			[fileA.id, true],
			[houseB.id, true],
			[fileC.id, false]
		]);
		expect(liveAddresses.size).toBe(1);
		player.stop();
		expect(decks.every(({ isClosed }) => isClosed)).toBe(true);
		expect(liveAddresses.size).toBe(0);
		expect(closedStreams).toEqual([houseB.id]);
	});

	it('uses the same elements again, however many files are played', async () => {
		const tones = { [fileA.id]: low, [fileB.id]: high };
		const { player, decks, heard } = await openPlayer(tones);
		const tie = vi.spyOn(AudioContext.prototype, 'createMediaElementSource');
		for (let turn = 0; turn < 6; turn += 1) {
			const id = turn % 2 === 0 ? fileA : fileB;
			player.start(id);
			await until(() => (decks.at(-1)?.deck.positionSeconds() ?? 0) > 0.1);
		}
		await heard(fileB.id, 0.1);
		expect(tie.mock.calls.length).toBeLessThanOrEqual(2);
	});
});

describe('a file that cannot be played', () => {
	it('says that it cannot be reached', async () => {
		const { player, said, events } = await openPlayer({});
		player.start(fileA);
		await said('failed');
		expect(events.at(-1)).toMatchObject({ failure: { code: 'file-unreachable' } });
	});

	it('says so too when it has been changed or moved since its folder was read', async () => {
		const folder = await navigator.storage.getDirectory();
		const handle = await folder.getFileHandle('tone.wav', { create: true });
		const write = async (tone: Tone): Promise<void> => {
			const writing = await handle.createWritable();
			await writing.write(toneFile(tone));
			await writing.close();
		};
		await write(low);
		const stale = await handle.getFile();
		await write({ ...high, seconds: 1 });
		const { player, said, events } = await openPlayer({}, () => Promise.resolve(success(stale)));
		player.start(fileA);
		await said('failed');
		expect(events.at(-1)).toMatchObject({ failure: { code: 'file-unreachable' } });
		await folder.removeEntry('tone.wav');
	});

	it('says that this browser cannot decode it', async () => {
		const text = new File(['la la la'], 'song.mp3', { type: 'audio/mpeg' });
		const { player, said, events } = await openPlayer({}, () => Promise.resolve(success(text)));
		player.start(fileA);
		await said('failed');
		expect(events.at(-1)).toMatchObject({ failure: { code: 'unsupported' } });
	});

	it('lets the track before it play to its end', async () => {
		const { player, said, events, decks } = await openPlayer({ [fileA.id]: low });
		player.start(fileA);
		player.setNext(fileB);
		await said('ended');
		expect(events.some(({ kind }) => kind === 'failed' || kind === 'advanced')).toBe(false);
		expect(decks.map(({ id }) => id)).toEqual([fileA.id, fileB.id]);
	});
});
