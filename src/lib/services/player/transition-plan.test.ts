import { describe, expect, it } from 'vitest';
import { planTransition, type Transition } from './transition-plan.ts';

const files: Transition = {
	outgoingSeconds: 240,
	incomingSeconds: 180,
	earliestSeconds: 10,
	crossfadeSeconds: 8,
	isExact: false
};

describe('a crossfade', () => {
	it('ends where the track ends, and the next one is opened some seconds before', () => {
		expect(planTransition(files)).toEqual({
			openAtSeconds: 227,
			startAtSeconds: 232,
			fadeSeconds: 8
		});
	});

	it('takes no more than a third of either track', () => {
		expect(planTransition({ ...files, outgoingSeconds: 18 }).fadeSeconds).toBe(6);
		expect(planTransition({ ...files, incomingSeconds: 12 }).fadeSeconds).toBe(4);
		expect(planTransition({ ...files, incomingSeconds: null }).fadeSeconds).toBe(8);
	});

	it('leaves the middle third of a short piece to itself', () => {
		const piece = { ...files, outgoingSeconds: 30, incomingSeconds: 30, crossfadeSeconds: 12 };
		const { fadeSeconds, startAtSeconds } = planTransition(piece);
		expect(fadeSeconds).toBe(10);
		expect(startAtSeconds).toBeGreaterThanOrEqual(2 * fadeSeconds);
	});

	it('is as long as what is left, when somebody seeks into it', () => {
		expect(planTransition({ ...files, earliestSeconds: 237 })).toMatchObject({
			startAtSeconds: 237,
			fadeSeconds: 3
		});
	});

	it('becomes a join where hardly anything is left, or the tracks are very short', () => {
		expect(planTransition({ ...files, earliestSeconds: 239.8 }).fadeSeconds).toBe(0.006);
		expect(planTransition({ ...files, outgoingSeconds: 1, earliestSeconds: 0 }).fadeSeconds).toBe(
			0.006
		);
	});
});

describe('without a crossfade', () => {
	it('tracks that are exact to the sample join at the end, others overlap by a few ms', () => {
		const off = { ...files, crossfadeSeconds: 0 };
		expect(planTransition({ ...off, isExact: true })).toEqual({
			openAtSeconds: 235,
			startAtSeconds: 240,
			fadeSeconds: 0
		});
		expect(planTransition(off)).toMatchObject({ startAtSeconds: 239.994, fadeSeconds: 0.006 });
	});

	it('starts the next at the very end where it is too late for anything else', () => {
		const late = { ...files, crossfadeSeconds: 0, earliestSeconds: 240.1 };
		expect(planTransition(late)).toMatchObject({ startAtSeconds: 240, fadeSeconds: 0 });
	});

	it('opens the next at once where the whole track is shorter than the preparation', () => {
		const short = { ...files, crossfadeSeconds: 0, outgoingSeconds: 3 };
		expect(planTransition(short).openAtSeconds).toBe(0);
	});
});
