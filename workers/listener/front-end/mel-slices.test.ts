import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { standardFrontEnd, type FrontEnd } from '#lib/contracts/encoder.ts';
import { kernelsModule } from '../test/compiled-kernels.ts';
import { readWav } from '../wav.ts';
import { createCompiledMelSlicer } from './compiled-mel-slicer.ts';
import { melFilters } from './mel-filters.ts';
import { createMelSlicer, type MelSlicer } from './mel-slices.ts';

function fixture(file: string): Uint8Array {
	return new Uint8Array(readFileSync(new URL(`./fixtures/${file}`, import.meta.url)));
}

function clip(): Float32Array {
	const read = readWav(fixture('clip.wav'), 'clip.wav');
	if (!read.ok) throw new Error(read.failure.message);
	return read.value.samples;
}

const slicers: [string, (frontEnd: FrontEnd) => MelSlicer][] = [
	['plain', createMelSlicer],
	['compiled', (frontEnd) => createCompiledMelSlicer(frontEnd, kernelsModule)]
];

describe.each(slicers)('%s mel slices', (_, createSlicer) => {
	it('are librosa’s within 1e-4', () => {
		const samples = clip();
		const slicer = createSlicer(standardFrontEnd);
		expect(slicer.sliceCount(samples.length)).toBe(2);
		// librosa 0.10.2's slices of this clip, every fifth number of the two together.
		const bytes = fixture('clip.mel-every-5th.f32');
		const expected = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
		const actual = [0, 1].flatMap((index) => [...slicer.slice(samples, index)]);
		let worst = 0;
		expected.forEach((value, i) => {
			worst = Math.max(worst, Math.abs(value - (actual[i * 5] ?? NaN)));
		});
		expect(expected.length).toBe(Math.ceil((2 * 96 * 216) / 5));
		expect(worst).toBeLessThan(1e-4);
	});

	it('drop what does not fill a slice', () => {
		const slicer = createSlicer(standardFrontEnd);
		expect(slicer.sliceCount(0)).toBe(0);
		expect(slicer.sliceCount(215 * 512 - 1)).toBe(0);
		expect(slicer.sliceCount(215 * 512)).toBe(1);
		expect(slicer.sliceCount(431 * 512)).toBe(2);
	});

	it('leave a constant slice as it is: silence has no range to stretch', () => {
		const slice = createSlicer(standardFrontEnd).slice(new Float32Array(120_000), 0);
		expect(new Set(slice).size).toBe(1);
		expect(slice[0]).toBeCloseTo(10 * Math.log10(1e-10 / 1024), 3);
	});

	it('do not depend on loudness when the reference is the slice’s own maximum', () => {
		const loud = clip();
		const quiet = loud.map((x) => x / 4);
		const slicer = createSlicer({
			...standardFrontEnd,
			reference: 'slice-maximum',
			normalisation: 'none'
		});
		const a = slicer.slice(loud, 0);
		const b = slicer.slice(quiet, 0);
		let worst = 0;
		a.forEach((value, i) => (worst = Math.max(worst, Math.abs(value - (b[i] ?? NaN)))));
		expect(worst).toBeLessThan(1e-3);
		expect(Math.max(...a)).toBeCloseTo(0, 4);
		expect(Math.min(...a)).toBeGreaterThanOrEqual(-80.001);
	});
});

describe('mel filters', () => {
	it('have librosa’s normalisation: the same area each', () => {
		const binHz = 22_050 / 2048;
		for (const { weights } of melFilters(standardFrontEnd).slice(20)) {
			const area = weights.reduce((sum, weight) => sum + weight * binHz, 0);
			expect(Math.abs(area - 1)).toBeLessThan(0.06);
		}
	});
});
