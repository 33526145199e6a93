import { expect, it } from 'vitest';
import { clockTime, spokenTime } from './track-time.ts';

it.each([
	[0, '0:00', '0 seconds'],
	[1.99, '0:01', '1 second'],
	[65, '1:05', '1 minute 5 seconds'],
	[120, '2:00', '2 minutes'],
	[3665, '1:01:05', '1 hour 1 minute 5 seconds'],
	[-1, '0:00', '0 seconds'],
	[Number.NaN, '–:––', '0 seconds'],
	[Number.POSITIVE_INFINITY, '–:––', '0 seconds']
])('writes and says %d seconds', (seconds, written, spoken) => {
	expect(clockTime(seconds)).toBe(written);
	expect(spokenTime(seconds)).toBe(spoken);
});
