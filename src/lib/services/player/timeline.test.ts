import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextTimeOf, leadSeconds, startRun, trackFrameAt } from './timeline.ts';

describe('a run', () => {
	it('never begins before it may, and at most a frame later', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 10_000, noNaN: true }), (earliest) => {
				const begins = contextTimeOf(startRun(0, 44_100, earliest, 44_100), 0);
				expect(begins).toBeGreaterThan(earliest - 1e-9);
				expect(begins).toBeLessThan(earliest + 1.001 / 44_100);
			})
		);
	});

	it('puts every frame on a frame of a context of the same rate', () => {
		fc.assert(
			fc.property(fc.nat(60_000_000), fc.nat(20_000_000), (later, from) => {
				const run = startRun(from, 44_100, 1.2345, 44_100);
				const frame = contextTimeOf(run, from + later) * 44_100;
				expect(Math.abs(frame - Math.round(frame))).toBeLessThan(1e-6);
			})
		);
	});

	it('takes as long in a context of another rate', () => {
		const run = startRun(0, 44_100, 2, 48_000);
		expect(contextTimeOf(run, 441_000)).toBeCloseTo(12, 9);
	});

	it('knows which frame sounds when', () => {
		const run = startRun(1_000, 44_100, 5, 48_000);
		expect(trackFrameAt(run, contextTimeOf(run, 90_000))).toBeCloseTo(90_000, 3);
		expect(trackFrameAt(run, 0)).toBe(1_000);
	});
});

it('gathers more after every time that it ran dry, within reason', () => {
	const leads = [0, 1, 2, 3].map(leadSeconds);
	expect(leads[0]).toBeLessThanOrEqual(1);
	expect(leads).toEqual([...leads].sort((a, b) => a - b));
	expect(new Set(leads).size).toBe(4);
	expect(leadSeconds(50)).toBeLessThanOrEqual(10);
});
