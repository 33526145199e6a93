import { describe, expect, it } from 'vitest';
import type { NearTrack } from '#lib/contracts/engine.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { Analysis, Impression } from '#lib/contracts/listener.ts';
import type { Capture, CaptureEnd } from '#lib/services/capture/capture.ts';
import { longestLiveSeconds, SoundQuery, type QueryListener } from './sound-query.svelte.ts';

const rateHz = 1000;
const sliceSeconds = 5;

/** A device that gives what a test gives it. */
class TestCapture implements Capture {
	readonly sampleRateHz = rateHz;
	isStopped = false;
	#onSamples: (samples: Float32Array<ArrayBuffer>) => void = () => {};
	#onEnd: (end: CaptureEnd) => void = () => {};

	onSamples(listener: (samples: Float32Array<ArrayBuffer>) => void): void {
		this.#onSamples = listener;
	}

	onEnd(listener: (end: CaptureEnd) => void): void {
		this.#onEnd = listener;
	}

	stop(): void {
		this.isStopped = true;
	}

	sound(seconds: number, level = 0.5): void {
		for (let quarter = 0; quarter < seconds * 4; quarter += 1) {
			this.#onSamples(new Float32Array(rateHz / 4).fill(level));
		}
	}

	unplug(): void {
		this.#onEnd('device-gone');
	}
}

/** One that hears a slice every five seconds; the first number of an impression is how many. */
function testListener() {
	let seconds = 0;
	let hasSound = false;
	let sliceCount = 0;
	const impression = (): Impression => {
		const sound = new Float32Array(100);
		sound[0] = sliceCount;
		return { sound, sliceCount, heardSeconds: seconds, level: 0, hasSound };
	};
	return {
		ready: async () => success({ revision: 'test', backend: 'reference' }),
		analyse: async () => success(analysisOf(2)),
		beginHearing: async () => {
			seconds = 0;
			return success(undefined);
		},
		hear: async (samples) => {
			seconds += samples.length / rateHz;
			hasSound ||= samples.some((sample) => sample !== 0);
			sliceCount = Math.floor(seconds / sliceSeconds);
			return success(impression());
		}
	} satisfies QueryListener;
}

function analysisOf(sliceCount: number): Analysis {
	return {
		slices: new Float32Array(100 * sliceCount).fill(1),
		sliceCount,
		durationSeconds: sliceSeconds * sliceCount,
		notes: [],
		timings: { decodingMs: 0, frontEndMs: 0, networkMs: 0 }
	};
}

/** Named after what was asked. */
function nearTrack(id: string): NearTrack {
	return { track: { id, artist: id, title: '' }, score: 0.9 };
}

function setUp(options: { listener?: QueryListener; opened?: Promise<Result<Capture>> } = {}) {
	const capture = new TestCapture();
	const listener = options.listener ?? testListener();
	const asked: number[] = [];
	const query = new SoundQuery({
		listener: () => listener,
		nearest: async ({ sound }) => {
			asked.push(sound[0] ?? NaN);
			return success([nearTrack(`like ${sound[0] ?? NaN}`)]);
		},
		openCapture: () => options.opened ?? Promise.resolve(success(capture))
	});
	const found = (): readonly string[] => query.matches.map(({ track }) => track.id);
	return { query, capture, asked, found };
}

/** Lets everything that has its answer go on. */
const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const file = (name: string): File => new File(['sound'], name);

describe('a file', () => {
	it('is found by the sum of its slices', async () => {
		const { query, asked, found } = setUp();
		await query.listenToFile(file('song.mp3'));
		expect(asked).toEqual([2]);
		expect(found()).toEqual(['like 2']);
		expect(query.stage).toBe('found');
		expect(query.file).toMatchObject({ sliceCount: 2, durationSeconds: 10 });
	});

	it('that a newer one replaced changes nothing, whenever its answer comes', async () => {
		const slow = Promise.withResolvers<Result<Analysis>>();
		const signals: (AbortSignal | undefined)[] = [];
		const { query, found } = setUp({
			listener: {
				...testListener(),
				analyse: (given, _mode, signal) => {
					signals.push(signal);
					return given.name === 'slow.mp3' ? slow.promise : Promise.resolve(success(analysisOf(3)));
				}
			}
		});
		const first = query.listenToFile(file('slow.mp3'));
		await idle();
		await query.listenToFile(file('newer.mp3'));
		expect(signals[0]?.aborted).toBe(true);
		slow.resolve(failed('not-audio', 'too late'));
		await first;
		expect(query.stage).toBe('found');
		expect(query.origin).toEqual({ kind: 'file', name: 'newer.mp3' });
		expect(found()).toEqual(['like 3']);
	});

	it('that cannot be listened to is a trouble with its reason', async () => {
		const { query } = setUp({
			listener: { ...testListener(), analyse: async () => failed('silent', 'nothing sounds') }
		});
		await query.listenToFile(file('silence.wav'));
		expect(query.stage).toBe('troubled');
		expect(query.trouble).toMatchObject({ kind: 'failure', failure: { code: 'silent' } });
	});
});

describe('what is heard live', () => {
	it('is asked about whenever another slice is full, and stays after the stop', async () => {
		const { query, capture, asked, found } = setUp();
		await query.listenLive('microphone');
		capture.sound(4.75);
		await idle();
		expect(asked).toEqual([]);
		capture.sound(0.25);
		await idle();
		expect(found()).toEqual(['like 1']);
		capture.sound(5);
		await idle();
		expect(asked).toEqual([1, 2]);
		query.stop();
		await idle();
		expect(capture.isStopped).toBe(true);
		expect(query.stage).toBe('found');
		expect(query.end).toBe('stopped');
		expect(found()).toEqual(['like 2']);
	});

	it('waits for the sound network, and nothing of it is lost', async () => {
		const loading = Promise.withResolvers<Awaited<ReturnType<QueryListener['ready']>>>();
		const { query, capture, found } = setUp({
			listener: { ...testListener(), ready: () => loading.promise }
		});
		await query.listenLive('microphone');
		capture.sound(10);
		query.stop();
		await idle();
		expect(query.stage).toBe('settling');
		expect(query.isLoadingListener).toBe(true);
		loading.resolve(success({ revision: 'test', backend: 'reference' }));
		await idle();
		expect(query.stage).toBe('found');
		expect(found()).toEqual(['like 2']);
	});

	it('ends by itself once it has heard enough', async () => {
		const { query, capture } = setUp();
		await query.listenLive('microphone');
		capture.sound(longestLiveSeconds + 10);
		await idle();
		expect(query.end).toBe('enough');
		expect(query.heardSeconds).toBe(longestLiveSeconds);
		expect(capture.isStopped).toBe(true);
		expect(query.stage).toBe('found');
	});

	it('never asks the engine twice at once: the latest impression comes next', async () => {
		const asked: number[] = [];
		let answer: () => void = () => {};
		const listener = testListener();
		const capture = new TestCapture();
		const query = new SoundQuery({
			listener: () => listener,
			nearest: ({ sound }) => {
				asked.push(sound[0] ?? NaN);
				return new Promise((resolve) => (answer = () => resolve(success([]))));
			},
			openCapture: async () => success(capture)
		});
		await query.listenLive('microphone');
		capture.sound(20);
		await idle();
		expect(asked).toEqual([1]);
		answer();
		await idle();
		expect(asked).toEqual([1, 4]);
	});

	it('is given back when the dialog closes, also while the browser still asks', async () => {
		const asking = Promise.withResolvers<Result<Capture>>();
		const { query } = setUp({ opened: asking.promise });
		const capture = new TestCapture();
		const opening = query.listenLive('microphone');
		query.leave();
		asking.resolve(success(capture));
		await opening;
		expect(capture.isStopped).toBe(true);
		expect(query.stage).toBe('choosing');
	});

	it('says when it hears only silence, and stops saying so when something sounds', async () => {
		const { query, capture } = setUp();
		await query.listenLive('microphone');
		capture.sound(2, 0);
		expect(query.isSilent).toBe(false);
		capture.sound(2, 0);
		expect(query.isSilent).toBe(true);
		capture.sound(0.25);
		expect(query.isSilent).toBe(false);
	});

	it('that was silent to the end has nothing to show for it', async () => {
		const { query, capture, asked } = setUp();
		await query.listenLive('microphone');
		capture.sound(longestLiveSeconds, 0);
		await idle();
		expect(asked).toEqual([]);
		expect(query.trouble).toEqual({ kind: 'heard-silence', source: 'microphone' });
	});

	it('that ends too early says how it ended', async () => {
		const { query, capture } = setUp();
		await query.listenLive('microphone');
		capture.sound(2);
		capture.unplug();
		await idle();
		expect(query.trouble).toEqual({ kind: 'heard-too-little', end: 'device-gone' });
	});

	it('that was refused is a trouble of its own', async () => {
		const refused = failed('not-allowed', 'Permission denied', { details: { fault: 'refused' } });
		const { query } = setUp({ opened: Promise.resolve(refused) });
		await query.listenLive('tab');
		expect(query.trouble).toEqual({ kind: 'capture', source: 'tab', fault: 'refused' });
	});

	it('gives the device back when the listener fails', async () => {
		const { query, capture } = setUp({
			listener: { ...testListener(), hear: async () => failed('internal', 'the worker died') }
		});
		await query.listenLive('microphone');
		capture.sound(1);
		await idle();
		expect(query.stage).toBe('troubled');
		expect(capture.isStopped).toBe(true);
	});
});
