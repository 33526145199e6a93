import { describe, expect, it } from 'vitest';
import { parseEncoder } from './encoder-plan.ts';
import { standardFrontEnd, tensorSizeBytes } from './encoder.ts';

function description(changes: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		id: 'small',
		frontEnd: standardFrontEnd,
		layers: [
			{ kind: 'time-statistics', statistics: ['mean'] },
			{ kind: 'dense', kernel: 'dense', bias: 'bias' }
		],
		tensors: [
			{ name: 'dense', shape: [96, 100], encoding: 'int8', offsetBytes: 0 },
			{ name: 'bias', shape: [100], encoding: 'float16', offsetBytes: 10_000 }
		],
		weightsSizeBytes: 10_200,
		...changes
	};
}

function fault(document: unknown): string {
	const parsed = parseEncoder(document);
	if (parsed.ok) return 'none';
	expect(parsed.failure.code).toBe('malformed');
	return parsed.failure.message;
}

describe('parseEncoder', () => {
	it('works out the shapes of a sound description', () => {
		const parsed = parseEncoder(description());
		expect(parsed.ok && parsed.value.layers.map(({ outputShape }) => outputShape)).toEqual([
			[96],
			[100]
		]);
	});

	it('names what does not fit', () => {
		expect(fault({})).toMatch(/^encoder: /);
		expect(fault(description({ layers: [{ kind: 'attention' }] }))).toMatch(/layers\.0\.kind/);
		expect(fault(description({ layers: [{ kind: 'flatten' }] }))).toMatch(
			/gives \[20736\], expected \[100\]/
		);
		expect(fault(description({ layers: [{ kind: 'dense', kernel: 'dense' }] }))).toMatch(
			/needs a vector/
		);
		expect(fault(description({ tensors: [] }))).toMatch(/no tensor is called dense/);
		expect(fault(description({ weightsSizeBytes: 10_199 }))).toMatch(/bias reaches beyond/);
		expect(fault(description({ frontEnd: { ...standardFrontEnd, melBands: 64 } }))).toMatch(
			/dense is \[96, 100\], expected \[64, \*\]/
		);
		expect(fault(description({ frontEnd: { ...standardFrontEnd, fftSize: 1000 } }))).toMatch(
			/power of two/
		);
		expect(
			fault(description({ layers: [{ kind: 'square', input: 'later' }, { kind: 'square' }] }))
		).toMatch(/no layer before it is called later/);
		expect(fault(description({ layers: [{ kind: 'max-pool', size: [97, 1] }] }))).toMatch(
			/nothing is left/
		);
	});
});

describe('tensorSizeBytes', () => {
	it('counts the scales behind int8 codes, from a multiple of four', () => {
		expect(tensorSizeBytes({ shape: [3, 3], encoding: 'int8' })).toBe(12 + 12);
		expect(tensorSizeBytes({ shape: [3, 3], encoding: 'float16' })).toBe(18);
		expect(tensorSizeBytes({ shape: [3, 3], encoding: 'float32' })).toBe(36);
	});
});
