import { describe, expect, it } from 'vitest';
import { createRandom } from '#lib/domain/random.ts';
import { resample } from '../resample.ts';
import { kernelsModule } from '../test/compiled-kernels.ts';
import { worstDifference } from '../test/worst-difference.ts';
import { createCompiledResample, createCompiledResampler } from './compiled-resampler.ts';
import { polyphaseTaps } from './polyphase-taps.ts';
import { createResampler, type Resampler } from './resampler.ts';

const makers: [string, (fromHz: number, toHz: number) => Resampler][] = [
	['plain', createResampler],
	['compiled', (fromHz, toHz) => createCompiledResampler(fromHz, toHz, kernelsModule)]
];

const ordinaryRatesHz = [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000];
/** Too many phases to keep the taps of each. */
const oddRatesHz = [1001, 22_049, 44_101, 47_999];

function noise(name: string, length: number): Float32Array {
	const random = createRandom(name);
	return Float32Array.from({ length }, () => 2 * random.uniform() - 1);
}

function sine(hertz: number, sampleRateHz: number, length: number): Float32Array {
	return Float32Array.from({ length }, (_, n) =>
		Math.sin((2 * Math.PI * hertz * n) / sampleRateHz)
	);
}

function join(parts: readonly Float32Array[]): Float32Array {
	const joined = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}

describe.each(makers)('a %s resampler', (_, create) => {
	it.each([...ordinaryRatesHz, ...oddRatesHz])(
		'gives of %i Hz in chunks, to the last bit, what it gives of the whole',
		(fromHz) => {
			const random = createRandom(`chunks ${fromHz}`);
			const resampler = create(fromHz, 22_050);
			// More than a block goes in, and comes out, at a time.
			const samples = noise('chunked', 70_000);
			const whole = resampler.resample(samples);
			expect(whole.length).toBe(Math.ceil((samples.length * 22_050) / fromHz));
			for (const longest of [300, 40_000]) {
				const parts: Float32Array[] = [];
				for (let at = 0; at < samples.length;) {
					const end = at + random.integer(longest);
					parts.push(resampler.push(samples.subarray(at, end)));
					at = end;
				}
				parts.push(resampler.finish());
				expect(worstDifference(join(parts), whole)).toBe(0);
			}
		}
	);

	it('gives what is determined at once, not in the end', () => {
		const resampler = create(44_100, 22_050);
		// 119 samples to either side of an output.
		expect(resampler.push(new Float32Array(119)).length).toBe(0);
		expect(resampler.push(new Float32Array(1)).length).toBe(1);
		expect(resampler.push(new Float32Array(2000)).length).toBe(1000);
		expect(resampler.finish().length).toBe(1060 - 1001);
	});

	it.each([...ordinaryRatesHz, ...oddRatesHz])('from %i Hz keeps a tone true', (fromHz) => {
		const toneHz = 0.35 * Math.min(fromHz, 22_050);
		const output = create(fromHz, 22_050).resample(sine(toneHz, fromHz, fromHz / 2));
		const inside: [number, number] = [3000, output.length - 3000];
		const expected = sine(toneHz, 22_050, output.length);
		expect(worstDifference(output, expected, inside)).toBeLessThan(6e-5);
	});

	it.each([0, 1, 2, 100])('resamples %i samples', (length) => {
		for (const fromHz of [8000, 44_100, 44_101]) {
			const output = create(fromHz, 22_050).resample(noise('short', length));
			expect(output.length).toBe(Math.ceil((length * 22_050) / fromHz));
			expect(output.every(Number.isFinite)).toBe(true);
		}
	});

	it('takes nothing of a recording over into the next, not even what is no number', () => {
		const resampler = create(48_000, 22_050);
		const samples = noise('next', 5000);
		const expected = resampler.resample(samples);
		resampler.resample(new Float32Array(30_000).fill(NaN));
		expect(worstDifference(resampler.resample(samples), expected)).toBe(0);
		resampler.push(new Float32Array(30_000).fill(Infinity));
		resampler.finish();
		expect(worstDifference(join([resampler.push(samples), resampler.finish()]), expected)).toBe(0);
	});

	it.each([22_050, 44_100])(
		'gives out samples of %i Hz to keep, whatever the chunk’s buffer is filled with next',
		(fromHz) => {
			const chunk = noise('kept', 1000);
			const resampler = create(fromHz, 22_050);
			const given = resampler.push(chunk);
			const copy = given.slice();
			chunk.fill(0);
			resampler.push(chunk);
			expect(given).toEqual(copy);
		}
	);

	it('refuses rates that are not whole numbers', () => {
		for (const rateHz of [0, -1, 0.5, NaN, Infinity]) {
			expect(() => create(rateHz, 22_050)).toThrow(RangeError);
		}
	});
});

describe('the compiled resampler', () => {
	it.each([...ordinaryRatesHz, ...oddRatesHz])(
		'is the plain one from %i Hz, within 2e-6',
		(rate) => {
			const samples = noise('compared', 60_000);
			const compiled = createCompiledResample(kernelsModule);
			for (const [fromHz, toHz] of [
				[rate, 22_050],
				[22_050, rate]
			] as const) {
				const expected = resample(samples, fromHz, toHz);
				expect(worstDifference(compiled(samples, fromHz, toHz), expected)).toBeLessThan(2e-6);
			}
		}
	);

	it('is the same however many rates came between', () => {
		const samples = noise('rates', 3000);
		const compiled = createCompiledResample(kernelsModule);
		const expected = compiled(samples, 48_000, 22_050);
		for (const fromHz of [...ordinaryRatesHz, 48_000]) compiled(samples, fromHz, 22_050);
		expect(worstDifference(compiled(samples, 48_000, 22_050), expected)).toBe(0);
	});
});

describe('a resampling filter', () => {
	it('takes a megabyte or two, whatever the rates', () => {
		for (const fromHz of [...ordinaryRatesHz, ...oddRatesHz, 999_983, 1_000_000]) {
			for (const toHz of [22_050, 16_000, 44_101]) {
				expect(polyphaseTaps(fromHz, toHz).taps.length, `${fromHz} ${toHz}`).toBeLessThan(300_000);
			}
		}
	});

	it('has so many phases that a line between two of them is the filter, within 1e-6', () => {
		const { taps, rowLength, rows, isInterpolated } = polyphaseTaps(44_101, 22_050);
		expect(isInterpolated).toBe(true);
		const middles = taps.subarray(rowLength, (rows - 1) * rowLength);
		// A line across two intervals, four times as far off as one across one.
		const lines = middles.map((_, i) => ((taps[i] ?? NaN) + (taps[i + 2 * rowLength] ?? NaN)) / 2);
		expect(worstDifference(middles, lines)).toBeLessThan(4e-6);
	});
});
