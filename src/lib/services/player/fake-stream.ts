/** A stream whose signal is known to the sample, and whose pace a test decides. For tests only. */
import { failed, success, type Failure } from '#lib/contracts/failure.ts';
import type { OpenPcmStream } from './pcm-stream.ts';

export const fakeRateHz = 44_100;

/** Two tones that fit no chunk's length: a gap, an overlap or a lost sample shows anywhere. */
export function fakeSample(channel: 0 | 1, frame: number): number {
	const hertz = channel === 0 ? 440.3 : 331.7;
	return 0.5 * Math.sin((2 * Math.PI * hertz * frame) / fakeRateHz);
}

export interface FakeStream {
	readonly open: OpenPcmStream;
	readonly opened: string[];
	readonly closed: string[];
	/** Seconds that `next` gives out before it waits; raise it to let more through. */
	allow(seconds: number): void;
	/** Every answer from now on. */
	failWith(failure: Failure): void;
}

export function createFakeStream(options: {
	readonly seconds: number;
	/** Chunks come in whatever size the stream likes, as long as it is no more than asked for. */
	readonly chunkFrames?: number;
	readonly allowedSeconds?: number;
	readonly unknownIds?: readonly string[];
}): FakeStream {
	const { seconds, chunkFrames = 7_919, unknownIds = [] } = options;
	const totalFrames = Math.round(seconds * fakeRateHz);
	const opened: string[] = [];
	const closed: string[] = [];
	let allowedFrames = (options.allowedSeconds ?? Number.POSITIVE_INFINITY) * fakeRateHz;
	let failure: Failure | null = null;
	let waiting: (() => void)[] = [];

	function wake(): void {
		const woken = waiting;
		waiting = [];
		for (const resolve of woken) resolve();
	}

	return {
		opened,
		closed,
		allow(more) {
			allowedFrames = more * fakeRateHz;
			wake();
		},
		failWith(what) {
			failure = what;
			wake();
		},
		open: (trackId) => {
			opened.push(trackId);
			if (unknownIds.includes(trackId)) {
				return Promise.resolve(failed('track-not-found', `no track ${trackId}`));
			}
			let position = 0;
			return Promise.resolve(
				success({
					sampleRateHz: fakeRateHz,
					totalFrames,
					async next(frames: number) {
						while (position >= allowedFrames && failure === null) {
							await new Promise<void>((resolve) => waiting.push(resolve));
						}
						if (failure !== null) return { ok: false as const, failure };
						const count = Math.min(frames, chunkFrames, totalFrames - position);
						if (count === 0) return success(null);
						const start = position;
						position += count;
						const channel = (which: 0 | 1) =>
							Float32Array.from({ length: count }, (_, i) => fakeSample(which, start + i));
						return success({ left: channel(0), right: channel(1) });
					},
					close: () => void closed.push(trackId)
				})
			);
		}
	};
}
