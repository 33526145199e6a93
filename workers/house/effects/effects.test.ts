import { createRandom } from '#lib/domain/random.ts';
import { describe, expect, it } from 'vitest';
import { LookAheadLimiter } from './dynamics.ts';
import { createInsert } from './inserts.ts';
import { Reverb } from './reverb.ts';

const SAMPLE_RATE_HZ = 22_050;

function powerOf(samples: Float32Array): number {
	return samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
}

describe('the limiter', () => {
	it('lets nothing past its ceiling, and leaves what is quiet as it was', () => {
		const random = createRandom('limiter');
		const limiter = new LookAheadLimiter(0.97, SAMPLE_RATE_HZ);
		const late = limiter.latencyFrames;
		const left = Float32Array.from({ length: 20_000 }, (_, i) =>
			i < 5_000 ? 0.5 * Math.sin(i * 0.1) : 4 * random.normal()
		);
		const input = left.slice();
		const right = left.slice();
		limiter.process(left, right, left.length);
		expect(left.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0)).toBeLessThanOrEqual(
			Math.fround(0.97)
		);
		const changed = left.slice(late, 4_000).map((x, i) => Math.abs(x - (input[i] ?? 0)));
		expect(Math.max(...changed)).toBeLessThan(1e-6);
	});
});

describe('the reverb', () => {
	it('loses sixty decibels in the time it is set to', () => {
		const settings = { seconds: 1, size: 0.8, damping: 0, preDelaySeconds: 0.001 };
		const reverb = new Reverb(settings, SAMPLE_RATE_HZ);
		const left = new Float32Array(2 * SAMPLE_RATE_HZ);
		const right = new Float32Array(2 * SAMPLE_RATE_HZ);
		left[0] = 1;
		right[0] = 1;
		reverb.process(left, right, left.length);
		const span = Math.round(0.1 * SAMPLE_RATE_HZ);
		const early = powerOf(left.subarray(3 * span, 4 * span));
		const late = powerOf(left.subarray(8 * span, 9 * span));
		const lostDb = 10 * Math.log10(early / late);
		// Half a second later: thirty decibels.
		expect(lostDb).toBeGreaterThan(25);
		expect(lostDb).toBeLessThan(35);
	});
});

describe('effects on a part', () => {
	it('leave silence silent', () => {
		const definitions = [
			{ kind: 'drive', amount: 0.9, cabinetHz: 4_000 },
			{ kind: 'chorus', rateHz: 1, depth: 1, mix: 0.5 },
			{ kind: 'tremolo', rateHz: 5, depth: 0.5, stereo: 1 },
			{ kind: 'wah', lowHz: 400, highHz: 2_000, sensitivity: 3, rateHz: 1 },
			{ kind: 'crush', bits: 8, holdHz: 9_000 },
			{ kind: 'wow', rateHz: 0.6, depth: 1 }
		] as const;
		for (const definition of definitions) {
			const insert = createInsert(definition, SAMPLE_RATE_HZ);
			const left = new Float32Array(128);
			const right = new Float32Array(128);
			insert.process(left, right, 128);
			expect(powerOf(left) + powerOf(right)).toBe(0);
		}
	});
});
