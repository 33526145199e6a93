import { describe, expect, it } from 'vitest';
import { standardFrontEnd, type FrontEnd } from '#lib/contracts/encoder.ts';
import { createRandom } from '#lib/domain/random.ts';
import { kernelsModule } from '../test/compiled-kernels.ts';
import { worstDifference } from '../test/worst-difference.ts';
import { createCompiledMelSlicer } from './compiled-mel-slicer.ts';
import { createMelSlicer } from './mel-slices.ts';

const sliceSamples = 216 * 512;

function signal(sampleAt: (n: number) => number): Float32Array {
	return Float32Array.from({ length: sliceSamples }, (_, n) => sampleAt(n));
}

function noise(amplitude: number): Float32Array {
	const random = createRandom(`noise ${amplitude}`);
	return signal(() => amplitude * (2 * random.uniform() - 1));
}

function tone(hertz: number): Float32Array {
	return signal((n) => Math.sin((2 * Math.PI * hertz * n) / 22_050));
}

const signals: Record<string, Float32Array> = {
	silence: signal(() => 0),
	'a constant': signal(() => 0.5),
	'full-scale noise': noise(1),
	'quiet noise': noise(1e-4),
	'noise about as quiet as what counts as nothing': noise(2e-6),
	'noise too quiet to count': noise(1e-9),
	'noise that dies away': noise(1).map((x, n) => x * Math.exp(-n / 2000)),
	'a tone of 30 Hz': tone(30),
	'a tone of 1 kHz': tone(1000),
	'a tone of 10 kHz': tone(10_000),
	'a sweep': signal((n) => Math.sin(2 * Math.PI * 5500 * (n / sliceSamples) * (n / 22_050))),
	'a square wave': signal((n) => Math.sign(Math.sin(n * 0.05))),
	clicks: signal((n) => (n % 10_000 === 0 ? 1 : 0)),
	'one click': signal((n) => (n === 5000 ? 1 : 0)),
	'its end cut off': noise(0.5).subarray(0, 215 * 512),
	'one sample': noise(1).subarray(0, 1),
	'no samples': new Float32Array(0)
};

function worstOfSlice(frontEnd: FrontEnd, samples: Float32Array): number {
	const expected = createMelSlicer(frontEnd).slice(samples, 0);
	return worstDifference(
		createCompiledMelSlicer(frontEnd, kernelsModule).slice(samples, 0),
		expected
	);
}

describe('the compiled mel slicer', () => {
	describe.each(Object.entries(signals))('of %s makes the plain one’s slice', (_, samples) => {
		it('within 2e-5 with Deej-A.I.’s settings', () => {
			expect(worstOfSlice(standardFrontEnd, samples)).toBeLessThan(2e-5);
		});

		it('within 2e-5 below its own maximum', () => {
			const frontEnd: FrontEnd = { ...standardFrontEnd, reference: 'slice-maximum' };
			expect(worstOfSlice(frontEnd, samples)).toBeLessThan(2e-5);
		});

		it('within 1e-6 where nothing is cut off', () => {
			expect(worstOfSlice({ ...standardFrontEnd, topDb: null }, samples)).toBeLessThan(1e-6);
		});
	});

	it('follows any settings, within 1e-4 of 80 decibels', () => {
		const random = createRandom('front ends');
		for (let round = 0; round < 150; round++) {
			const sampleRateHz = random.pick([8000, 22_050, 44_100]);
			const frontEnd: FrontEnd = {
				sampleRateHz,
				fftSize: 2 ** (2 + random.integer(11)),
				hopSize: 1 + random.integer(1000),
				melBands: 1 + random.integer(40),
				melMinHz: random.integer(300),
				melMaxHz: sampleRateHz / 2 - random.integer(1000),
				sliceFrames: 1 + random.integer(11),
				reference: random.pick([1, 1024, 'slice-maximum']),
				amin: random.pick([1e-10, 1e-5]),
				topDb: random.pick([null, 20, 80, 120]),
				normalisation: 'none'
			};
			const samples = Float32Array.from(
				{ length: random.integer(20_000) },
				() => random.normal() / 4
			);
			const plain = createMelSlicer(frontEnd);
			const compiled = createCompiledMelSlicer(frontEnd, kernelsModule);
			const sliceCount = plain.sliceCount(samples.length);
			expect(compiled.sliceCount(samples.length)).toBe(sliceCount);
			// One more than there is: partly, or wholly, silence.
			const index = random.integer(sliceCount + 1);
			const difference = worstDifference(
				compiled.slice(samples, index),
				plain.slice(samples, index)
			);
			expect(difference, JSON.stringify({ frontEnd, index })).toBeLessThan(8e-3);
		}
	});

	it('stretches slices of any number of cells', () => {
		const samples = noise(1).map((x, n) => x * Math.exp(-n / 3000));
		for (const sliceFrames of [1, 2, 3, 4, 5, 7]) {
			for (const melBands of [1, 3, 5]) {
				const frontEnd: FrontEnd = { ...standardFrontEnd, melBands, sliceFrames, topDb: 40 };
				const worst = worstOfSlice(frontEnd, samples);
				expect(worst, `${melBands} bands, ${sliceFrames} frames`).toBeLessThan(1e-5);
			}
		}
	});

	it('leaves nothing of one slice in another, and gives out slices to keep', () => {
		const random = createRandom('recording');
		const recording = Float32Array.from({ length: 4.5 * sliceSamples }, () => random.normal() / 4);
		const slicer = createCompiledMelSlicer(standardFrontEnd, kernelsModule);
		const inOrder = [0, 1, 2, 3, 4].map((index) => slicer.slice(recording, index));
		for (const index of [3, 0, 4, 2, 1]) {
			const alone = createCompiledMelSlicer(standardFrontEnd, kernelsModule);
			expect(slicer.slice(recording, index)).toEqual(alone.slice(recording, index));
			expect(inOrder[index]).toEqual(alone.slice(recording, index));
		}
	});

	it('reads the slice’s samples and no others; what is no number stays none', () => {
		const recording = new Float32Array(4 * sliceSamples).fill(NaN);
		const first = 2 * sliceSamples - 1024;
		recording.set(noise(1), 2 * sliceSamples);
		recording.fill(0.25, first, 2 * sliceSamples);
		recording.fill(0.25, 3 * sliceSamples, first + 215 * 512 + 2048);
		const slicer = createCompiledMelSlicer(standardFrontEnd, kernelsModule);
		expect(slicer.slice(recording, 2).every(Number.isFinite)).toBe(true);
		for (const bad of [NaN, Infinity]) {
			recording[first + 1] = bad;
			expect(slicer.slice(recording, 2).every(Number.isFinite)).toBe(false);
		}
	});
});
