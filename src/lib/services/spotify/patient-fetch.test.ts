import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './patient-fetch.ts';

const nowMs = Date.parse('2026-03-01T12:00:00Z');

describe('Retry-After', () => {
	it.each([
		['30', 30],
		[' 0 ', 0],
		['Sun, 01 Mar 2026 12:01:30 GMT', 90],
		['Sun, 01 Mar 2026 11:00:00 GMT', 0],
		['soon', null],
		['-5', null],
		['', null],
		[null, null]
	])('%j is %j seconds', (value, seconds) => {
		expect(parseRetryAfter(value, nowMs)).toBe(seconds);
	});
});
