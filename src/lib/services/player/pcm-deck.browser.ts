import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { failed } from '#lib/contracts/failure.ts';
import { until } from '#lib/services/test/until.ts';
import { createFakeStream, fakeRateHz, fakeSample, type FakeStream } from './fake-stream.ts';
import { PcmDeck } from './pcm-deck.ts';
import type { DeckEvent } from './playback-source.ts';
import { RenderedTrack } from './rendered-track.ts';

/** Web Audio takes samples as they are; what differs is how floats are rounded. */
const exact = 1e-6;

/** Renders a track's first four seconds (less than it schedules ahead) as fast as it can. */
async function renderOffline(options: {
	contextRateHz: number;
	chunkFrames: number;
	from?: number;
}): Promise<AudioBuffer> {
	const context = new OfflineAudioContext(2, 4 * options.contextRateHz, options.contextRateHz);
	const stream = createFakeStream({ seconds: 3.5, chunkFrames: options.chunkFrames });
	const track = new RenderedTrack(stream.open, 'a');
	const deck = new PcmDeck(context.destination, track, () => {});
	track.want(10);
	await until(() => track.isComplete);
	if (options.from !== undefined) deck.seek(options.from);
	deck.play();
	return context.startRendering();
}

/** The deck leaves the audio thread this long before it sounds. */
const startFrame = Math.ceil(0.02 * fakeRateHz);

describe('what reaches the loudspeakers', () => {
	it.each([{ chunkFrames: 7_919 }, { chunkFrames: 128 * 40 }, { chunkFrames: 997 }])(
		'is the track to the sample, whatever the chunks ($chunkFrames frames)',
		async ({ chunkFrames }) => {
			const sound = await renderOffline({ contextRateHz: fakeRateHz, chunkFrames });
			const total = Math.round(3.5 * fakeRateHz);
			for (const channel of [0, 1] as const) {
				const samples = sound.getChannelData(channel);
				let worst = 0;
				for (let frame = 0; frame < total; frame += 1) {
					const error = Math.abs((samples[startFrame + frame] ?? 0) - fakeSample(channel, frame));
					worst = Math.max(worst, error);
				}
				expect(worst).toBeLessThan(exact);
				expect(samples.slice(startFrame + total).every((sample) => sample === 0)).toBe(true);
			}
		}
	);

	it('has no gap in a context of another rate either', async () => {
		const rate = 48_000;
		const sound = await renderOffline({ contextRateHz: rate, chunkFrames: 7_919 });
		const samples = sound.getChannelData(0);
		// A gap or a click is a step; the tone itself never steps further than its slope allows.
		const steepest = 0.5 * 2 * Math.PI * (440.3 / rate);
		let step = 0;
		for (let i = Math.ceil(0.03 * rate); i < 3.4 * rate; i += 1) {
			step = Math.max(step, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)));
		}
		expect(step).toBeLessThan(steepest * 1.05);
	});

	it('is the right place after a seek, faded in', async () => {
		const from = 1.2345;
		const sound = await renderOffline({ contextRateHz: fakeRateHz, chunkFrames: 7_919, from });
		const samples = sound.getChannelData(0);
		const firstFrame = Math.round(from * fakeRateHz);
		const fadeFrames = Math.ceil(0.009 * fakeRateHz);
		let worst = 0;
		for (let frame = fadeFrames; frame < 2 * fakeRateHz; frame += 1) {
			const error = (samples[startFrame + frame] ?? 0) - fakeSample(0, firstFrame + frame);
			worst = Math.max(worst, Math.abs(error));
		}
		expect(worst).toBeLessThan(exact);
		expect(Math.abs(samples[startFrame] ?? 1)).toBeLessThan(0.01);
	});
});

describe('a deck that plays', () => {
	const closing: (() => unknown)[] = [];
	afterEach(async () => {
		for (const close of closing.splice(0)) await close();
	});

	async function openContext(): Promise<AudioContext> {
		const context = new AudioContext({ sampleRate: fakeRateHz });
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

	async function openDeck(stream: FakeStream) {
		const context = await openContext();
		const events: DeckEvent[] = [];
		const deck = new PcmDeck(context.destination, new RenderedTrack(stream.open, 'a'), (event) => {
			events.push(event);
		});
		closing.unshift(() => deck.close());
		const kinds = () => events.map(({ kind }) => kind);
		const said = (kind: DeckEvent['kind']) => until(() => kinds().includes(kind));
		return { context, deck, events, kinds, said };
	}

	it('announces its length, sounds, and ends when it is over', async () => {
		const { deck, events, kinds, said } = await openDeck(createFakeStream({ seconds: 0.9 }));
		deck.play();
		await said('ended');
		expect(kinds().filter((kind) => kind !== 'duration')).toEqual(['waiting', 'playing', 'ended']);
		expect(events).toContainEqual({ kind: 'duration', seconds: 0.9 });
		expect(deck.positionSeconds()).toBeCloseTo(0.9, 3);
	});

	it('sounds as soon as half a second is there', async () => {
		const stream = createFakeStream({ seconds: 60, allowedSeconds: 0.5 });
		const { deck, said } = await openDeck(stream);
		deck.play();
		await said('playing');
		await until(() => deck.positionSeconds() > 0);
	});

	it('says that it waits when the renderer is too slow, and goes on from there', async () => {
		const stream = createFakeStream({ seconds: 4, allowedSeconds: 0.7 });
		const { deck, events, said } = await openDeck(stream);
		deck.play();
		await said('playing');
		await until(() => events.some((event) => event.kind === 'waiting' && event.isSlow));
		const stoppedAt = deck.positionSeconds();
		expect(stoppedAt).toBeGreaterThanOrEqual(0.7);
		stream.allow(60);
		await until(() => events.at(-1)?.kind === 'playing');
		await until(() => deck.positionSeconds() > stoppedAt);
		expect(deck.positionSeconds()).toBeLessThan(stoppedAt + 1);
	});

	it('plays what it has before it says that the renderer failed', async () => {
		const stream = createFakeStream({ seconds: 4, allowedSeconds: 0.7 });
		const { deck, events, said } = await openDeck(stream);
		deck.play();
		await said('playing');
		const { failure } = failed('internal', 'gone', { retryable: true });
		stream.failWith(failure);
		await said('failed');
		expect(events.at(-1)).toEqual({ kind: 'failed', failure });
		expect(deck.positionSeconds()).toBeGreaterThanOrEqual(0.7);
	});

	it('stands still while it is paused', async () => {
		const { context, deck, kinds, said } = await openDeck(createFakeStream({ seconds: 20 }));
		deck.play();
		await said('playing');
		await until(() => deck.positionSeconds() > 0.1);
		deck.pause();
		expect(kinds().at(-1)).toBe('paused');
		await until(() => context.state === 'suspended');
		const stoodAt = deck.positionSeconds();
		deck.play();
		await until(() => kinds().at(-1) === 'playing');
		await until(() => deck.positionSeconds() > stoodAt);
		expect(deck.positionSeconds()).toBeLessThan(stoodAt + 1);
	});

	it('seeks into what is yet to be rendered, and back into what is', async () => {
		const stream = createFakeStream({ seconds: 30, allowedSeconds: 6 });
		const { deck, kinds, said } = await openDeck(stream);
		deck.play();
		await said('playing');
		deck.seek(20);
		expect(deck.positionSeconds()).toBe(20);
		expect(kinds().at(-1)).toBe('waiting');
		stream.allow(60);
		await until(() => deck.positionSeconds() > 20.05);
		deck.seek(1);
		await until(() => deck.positionSeconds() > 1.05);
		expect(deck.positionSeconds()).toBeLessThan(3);
		expect(stream.opened).toEqual(['a']);
	});

	it('ends when it is sought past its end', async () => {
		const { deck, said } = await openDeck(createFakeStream({ seconds: 2 }));
		deck.play();
		await said('playing');
		deck.seek(99);
		await said('ended');
	});

	it('says nothing after it was closed, and closes its stream', async () => {
		const stream = createFakeStream({ seconds: 5, allowedSeconds: 1 });
		const { deck, events, said } = await openDeck(stream);
		deck.play();
		await said('playing');
		deck.close();
		const before = events.length;
		stream.failWith(failed('internal', 'too late').failure);
		deck.play();
		await until(() => stream.closed.length === 1);
		expect(events.length).toBe(before);
	});
});
