import { describe, expect, it } from 'vitest';
import { cleanText, refused } from './refusal.ts';

const json = (message: string): string => JSON.stringify({ error: { status: 403, message } });

describe('what Spotify says', () => {
	it.each([
		['plain text', 'Not\n\tfor \u202Eyou\u0000', 'Not for you'],
		['its usual JSON', json('Insufficient client scope'), 'Insufficient client scope'],
		['the JSON of its accounts', '{"error":"x","error_description":"No"}', 'No'],
		['HTML', '<!doctype html><p>Forbidden</p>', ''],
		['JSON of another kind', '{"a":1}', ''],
		['nothing', '', '']
	])('is read from %s', (_what, body, expected) => {
		expect(cleanText(body, [])).toBe(expected);
	});

	it('is cut to a line', () => {
		expect(cleanText('word '.repeat(1000), [])).toHaveLength(200);
	});

	it('quotes no secret', () => {
		expect(cleanText(json('token BQD-1 is bad, BQD-1!'), ['BQD-1'])).toBe('token … is bad, …!');
	});
});

describe('a refusal', () => {
	it.each([
		['User not registered in the Developer Dashboard', 'allow-list'],
		[
			'Check settings on developer.spotify.com/dashboard, the user may not be registered.',
			'allow-list'
		],
		['Active premium subscription required for the owner of the app.', 'premium'],
		[json('Insufficient client scope'), 'scope'],
		[json('Forbidden'), 'other'],
		['', 'other']
	])('“%s” is of the kind %s', (body, reason) => {
		expect(refused(body, []).failure.details).toEqual({ reason });
	});
});
