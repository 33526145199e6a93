import { expect, it } from 'vitest';
import { ScanPace } from './scan-pace.ts';

it('knows no pace before anything is done', () => {
	const pace = new ScanPace();
	expect(pace.rate(0)).toBe(0);
	pace.start(1000);
	expect(pace.rate(5000)).toBe(0);
});

it('counts what was done while it worked, not while it rested', () => {
	const pace = new ScanPace();
	pace.start(0);
	for (let second = 1; second <= 10; second++) pace.done(second * 1000);
	expect(pace.rate(10_000)).toBe(1);
	pace.rest(10_000);
	expect(pace.rate(500_000)).toBe(1);
	pace.start(500_000);
	pace.done(501_000);
	expect(pace.rate(501_000)).toBe(1);
});

it('forgets what was done long ago', () => {
	const pace = new ScanPace();
	pace.start(0);
	for (let i = 1; i <= 100; i++) pace.done(i * 100);
	expect(pace.rate(10_000)).toBe(10);
	for (let second = 11; second <= 40; second++) pace.done(second * 1000);
	expect(pace.rate(40_000)).toBe(1);
});
