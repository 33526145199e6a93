/**
 * What an answer that is not the one that was hoped for means: to whom the fault belongs, whether it
 * passes, and what a person is told.
 */
import * as v from 'valibot';
import { failed, type Failed } from '#lib/contracts/failure.ts';
import { cleanText } from '#lib/domain/playlist-link.ts';

/** Where a server does not say how long to wait. */
const usualWaitS = 60;
/** A server that says longer is asked again after this. */
const longestWaitS = 24 * 60 * 60;

const maximumMessageLength = 300;

/** As PostgREST writes an error: SQLSTATE or a code of its own, and a message for people. */
const errorSchema = v.object({
	code: v.string(),
	message: v.string(),
	details: v.fallback(v.nullish(v.string()), null),
	hint: v.fallback(v.nullish(v.string()), null)
});

/** What the database says by SQLSTATE that a value is not allowed, and never will be. */
const isForbiddenValue = /^(23514|23502|22...)$/;

/** Whether the person is not who they were: the token is out of date or forged, or they are gone. */
export function isStranger(status: number, error: unknown): boolean {
	const parsed = v.safeParse(errorSchema, error);
	return status === 401 || (parsed.success && parsed.output.code === '23503');
}

/** @param status of HTTP */
export function refusal(status: number, error: unknown): Failed {
	const parsed = v.safeParse(errorSchema, error);
	const code = parsed.success ? parsed.output.code : '';
	const message = parsed.success ? cleanText(parsed.output.message, maximumMessageLength) : '';
	if (status === 429) {
		const hint = parsed.success ? cleanText(parsed.output.hint ?? '', maximumMessageLength) : '';
		const waitS = parsed.success ? Number(parsed.output.details) : 0;
		return tooMany([message, hint].filter(Boolean).join(' '), waitS);
	}
	if (code === 'PT404') return failed('not-found', message);
	if (code === 'PT403' || isForbiddenValue.test(code)) return failed('refused', message);
	if (status === 413) return failed('refused', 'This is too large to be shared.');
	return failed('unexpected-response', `the server answered with ${status} ${code}`.trim(), {
		retryable: true,
		details: { status }
	});
}

/** @param waitS as the server said it; anything but a positive number is the usual wait */
export function tooMany(message: string, waitS: number): Failed {
	const retryAfterS = waitS > 0 ? Math.min(Math.ceil(waitS), longestWaitS) : usualWaitS;
	return failed('too-many', message === '' ? 'too many requests' : message, {
		retryable: true,
		details: { retryAfterS }
	});
}
