import { describe, expect, test } from 'vitest';
import { standardFrontEnd } from '#lib/contracts/encoder.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { Analysis, AnalysisMode } from '#lib/contracts/listener.ts';
import { analyse } from './analyse.ts';
import { decodedRecording, type Recording } from './decoding/recording.ts';
import { createEar, type Ear } from './ear.ts';
import { createMelSlicer } from './front-end/mel-slices.ts';
import { mostSlices, quickSlices } from './which-slices.ts';

const rate = standardFrontEnd.sampleRateHz;
const sliceSamples = standardFrontEnd.sliceFrames * standardFrontEnd.hopSize;

/** Answers with the slice's own number, which the recordings below hold as their loudness. */
const ear: Ear = {
	frontEnd: standardFrontEnd,
	sliceCount: (sampleCount) => createMelSlicer(standardFrontEnd).sliceCount(sampleCount),
	async embed(excerpts) {
		const embeddings = new Float32Array(excerpts.length * 100);
		excerpts.forEach((excerpt, k) => embeddings.fill(numberOf(excerpt), k * 100, (k + 1) * 100));
		return { embeddings, frontEndMs: 1, networkMs: 2 };
	}
};

function numberOf(excerpt: Float32Array): number {
	return Math.round((excerpt[excerpt.length / 2] ?? NaN) * 1e4);
}

/** Slices of constant sound, whose height is their number from 10 on. */
function recordingOf(sliceCount: number, changes: Partial<Recording> = {}): Recording {
	const recording: Recording = {
		durationSeconds: (sliceCount * sliceSamples) / rate,
		isCutShort: false,
		decodingMs: 5,
		async excerpt(firstSample, count) {
			const index = Math.round(firstSample / sliceSamples);
			return success(new Float32Array(count).fill((10 + index) / 1e4));
		},
		close: () => undefined,
		...changes
	};
	return recording;
}

function listen(
	recording: Recording,
	mode: AnalysisMode = 'thorough',
	signal = new AbortController().signal
): Promise<Result<Analysis>> {
	return analyse(new Blob(['x']), {
		openRecording: async () => success(recording),
		ear,
		mode,
		signal
	});
}

/** The numbers of the slices that were heard, in the order of the answer. */
function heard(result: Result<Analysis>): readonly number[] {
	if (!result.ok) throw new Error(result.failure.message);
	const { slices, sliceCount } = result.value;
	expect(slices).toHaveLength(sliceCount * 100);
	return Array.from({ length: sliceCount }, (_, k) => (slices[k * 100] ?? NaN) - 10);
}

describe('an analysis', () => {
	test('hears every slice in the order of time, and says where the time went', async () => {
		const result = await listen(recordingOf(11));
		expect(heard(result)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(result).toMatchObject({
			value: { notes: [], timings: { frontEndMs: 3, networkMs: 6 } }
		});
	});

	test('hears a spread of slices when it is to be quick', async () => {
		expect(heard(await listen(recordingOf(48), 'quick'))).toHaveLength(quickSlices);
	});

	test('hears a spread of ten hours, and never holds more than a few slices of them', async () => {
		let asked = 0;
		let most = 0;
		const recording = recordingOf(7000);
		const result = await analyse(new Blob(['x']), {
			openRecording: async () =>
				success({
					...recording,
					excerpt: (first, count) => {
						most = Math.max(most, ++asked);
						return recording.excerpt(first, count);
					}
				}),
			ear: {
				...ear,
				embed: async (excerpts) => {
					asked -= excerpts.length;
					return ear.embed(excerpts);
				}
			},
			mode: 'thorough',
			signal: new AbortController().signal
		});
		expect(heard(result)).toHaveLength(mostSlices);
		expect(result).toMatchObject({ value: { notes: ['sampled'] } });
		expect(most).toBeLessThanOrEqual(8);
	});

	test('pads what is shorter than a slice', async () => {
		const short = { ...recordingOf(1), durationSeconds: 1 };
		const result = await listen(short);
		expect(heard(result)).toEqual([0]);
		expect(result).toMatchObject({ value: { notes: ['padded'] } });
	});

	test('leaves out silent slices, and fails where there are no others', async () => {
		const silentFrom = (silent: number): Recording => {
			const whole = recordingOf(9);
			return {
				...whole,
				excerpt: (first, count) =>
					first >= silent * sliceSamples - 1024
						? Promise.resolve(success(new Float32Array(count)))
						: whole.excerpt(first, count)
			};
		};
		expect(heard(await listen(silentFrom(3)))).toEqual([0, 1, 2]);
		expect(await listen(silentFrom(0))).toMatchObject({ failure: { code: 'silent' } });
	});

	test('leaves out what cannot be decoded; says so of the end, and fails where nothing can', async () => {
		const without = (isMissing: (index: number) => boolean): Recording => {
			const whole = recordingOf(6);
			return {
				...whole,
				excerpt: (first, count) =>
					isMissing(Math.round(first / sliceSamples))
						? Promise.resolve(success(null))
						: whole.excerpt(first, count)
			};
		};
		const middle = await listen(without((index) => index === 2));
		expect(heard(middle)).toEqual([0, 1, 3, 4, 5]);
		expect(middle).toMatchObject({ value: { notes: [] } });
		const end = await listen(without((index) => index > 3));
		expect(heard(end)).toEqual([0, 1, 2, 3]);
		expect(end).toMatchObject({ value: { notes: ['cut-short'] } });
		expect(await listen(without(() => true))).toMatchObject({ failure: { code: 'not-audio' } });
	});

	test('says of a recording that was cut short that it is', async () => {
		const result = await listen(recordingOf(2, { isCutShort: true }));
		expect(result).toMatchObject({ value: { notes: ['cut-short'] } });
	});

	test('stops soon after it is told to', async () => {
		const stop = new AbortController();
		let decoded = 0;
		const whole = recordingOf(200);
		const result = await listen(
			{
				...whole,
				excerpt: (first, count) => {
					if (++decoded === 10) stop.abort();
					return whole.excerpt(first, count);
				}
			},
			'thorough',
			stop.signal
		);
		expect(result).toMatchObject({ failure: { code: 'superseded' } });
		expect(decoded).toBeLessThan(20);
	});

	test('closes the recording, however it ends', async () => {
		let closed = 0;
		const close = (): void => {
			closed++;
		};
		await listen(recordingOf(2, { close }));
		await listen(recordingOf(2, { close, excerpt: async () => success(null) }));
		await listen(recordingOf(2, { close, excerpt: async () => failed('internal', 'broken') }));
		await expect(
			listen(recordingOf(2, { close, excerpt: () => Promise.reject(new Error('a bug')) }))
		).rejects.toThrow('a bug');
		expect(closed).toBe(4);
	});
});

test('an ear embeds each slice as the network does, whichever come together', async () => {
	const slicer = createMelSlicer(standardFrontEnd);
	const together = createEar(standardFrontEnd, slicer, {
		summary: { backend: 'reference' },
		async embed(slices, count) {
			const length = slices.length / count;
			return Float32Array.from(
				{ length: count * 100 },
				(_, k) => slices[Math.floor(k / 100) * length + (k % 100)] ?? NaN
			);
		}
	});
	const recording = decodedRecording(
		Float32Array.from({ length: 2 * sliceSamples }, (_, n) => Math.sin(n * n * 1e-6)),
		rate
	);
	const excerpts = await Promise.all(
		[0, 1].map(async (index) => {
			const excerpt = await recording.excerpt(index * sliceSamples - 1024, sliceSamples + 1536);
			return excerpt.ok && excerpt.value ? excerpt.value : new Float32Array(0);
		})
	);
	const { embeddings } = await together.embed(excerpts);
	for (const [k, excerpt] of excerpts.entries()) {
		const alone = await together.embed([excerpt]);
		expect(embeddings.slice(k * 100, (k + 1) * 100)).toEqual(alone.embeddings);
	}
	expect(embeddings.slice(0, 100)).not.toEqual(embeddings.slice(100));
});
