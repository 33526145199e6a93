import { expect, it } from 'vitest';
import { ElementClock } from './element-clock.ts';

it('takes the earliest of the last readings: positions lag, and never lead', () => {
	const clock = new ElementClock();
	expect(clock.beganAt).toBeNull();
	for (const lag of [0.002, 0, 0.003]) clock.read(5, 2 - lag);
	expect(clock.beganAt).toBe(3);
});

it('follows where two clocks drift apart', () => {
	const clock = new ElementClock();
	for (let second = 0; second < 100; second += 1) clock.read(10 + second * 1.001, second);
	expect(clock.beganAt).toBeGreaterThan(10.09);
});

it('knows nothing after a reset', () => {
	const clock = new ElementClock();
	clock.read(5, 2);
	clock.reset();
	expect(clock.beganAt).toBeNull();
});
