/**
 * What goes wrong, on purpose. A fault is for the requests that match; it lets the first `skip` of
 * them pass and hits the next `times`. Preflights go through, as with the real service.
 */
import * as v from 'valibot';
import { apiPrefix } from './addresses.ts';
import { text, type Reply } from './exchange.ts';
import { matchesPath } from './request-log.ts';
import { apiCors, apiError } from './web-api.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const matching = {
	method: v.optional(v.string()),
	/** `*` stands for anything but a slash; without it every call of the Web API. */
	path: v.optional(v.string()),
	skip: v.optional(count, 0),
	/** Without it: all that follow. */
	times: v.optional(count)
};

export const faultSchema = v.variant('kind', [
	/** A refusal in plain text, as for people who are not on the allow-list. */
	v.object({ ...matching, kind: v.literal('plain-403'), message: v.optional(v.string()) }),
	/** Too many requests; without `isReadable` it has no CORS headers, and a page sees a TypeError. */
	v.object({
		...matching,
		kind: v.literal('too-many'),
		retryAfterS: v.optional(count, 1),
		isReadable: v.optional(v.boolean(), true)
	}),
	/** The account's quota is used up, for a long time. */
	v.object({ ...matching, kind: v.literal('quota'), retryAfterS: v.optional(count, 3600) }),
	v.object({ ...matching, kind: v.literal('invalid-grant') }),
	v.object({
		...matching,
		kind: v.literal('status'),
		status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
		message: v.optional(v.string(), 'Server error')
	}),
	/** The connection ends before anything is done. */
	v.object({ ...matching, kind: v.literal('cut') }),
	/** It is done, and the connection ends before the answer. */
	v.object({ ...matching, kind: v.literal('answer-lost') }),
	v.object({ ...matching, kind: v.literal('slow'), delayMs: count }),
	/** Waits until `release`, and then is done. */
	v.object({ ...matching, kind: v.literal('held') })
]);

export type Fault = v.InferOutput<typeof faultSchema>;
export type FaultInput = v.InferInput<typeof faultSchema>;

interface Running {
	readonly fault: Fault;
	matched: number;
}

export class Faults {
	#running: Running[] = [];
	#held: (() => void)[] = [];

	/** In place of those before. What is held is let go. */
	set(faults: readonly FaultInput[]): void {
		this.#running = faults.map((fault) => ({ fault: v.parse(faultSchema, fault), matched: 0 }));
		this.release();
	}

	release(): void {
		for (const go of this.#held.splice(0)) go();
	}

	/** @returns the first fault that hits this request; each one counts it */
	hit(method: string, path: string): Fault | undefined {
		if (method === 'OPTIONS') return undefined;
		const hits = this.#running.filter((running) => {
			const { fault } = running;
			const isMeant =
				method === (fault.method ?? method) &&
				(fault.path === undefined
					? path.startsWith(`${apiPrefix}/`)
					: matchesPath(fault.path, path));
			if (!isMeant) return false;
			running.matched += 1;
			const number = running.matched - fault.skip;
			return number > 0 && number <= (fault.times ?? Infinity);
		});
		return hits[0]?.fault;
	}

	untilReleased(): Promise<void> {
		return new Promise((resolve) => this.#held.push(resolve));
	}
}

/** @returns what is answered in place of the real answer; undefined for faults of the connection */
export function faultReply(fault: Fault): Reply | undefined {
	switch (fault.kind) {
		case 'plain-403':
			return text(
				403,
				fault.message ??
					'Check settings on developer.spotify.com/dashboard, the user may not be registered.',
				apiCors
			);
		case 'too-many': {
			const retryAfter = { 'retry-after': String(fault.retryAfterS) };
			return text(429, 'Too many requests', {
				...(fault.isReadable ? apiCors : {}),
				...retryAfter
			});
		}
		case 'quota': {
			const reply = apiError(429, 'API quota exceeded', 'QUOTA_EXCEEDED');
			return { ...reply, headers: { ...reply.headers, 'retry-after': String(fault.retryAfterS) } };
		}
		case 'invalid-grant':
			return {
				status: 400,
				headers: { ...apiCors, 'content-type': 'application/json' },
				body: '{"error":"invalid_grant","error_description":"Refresh token revoked"}'
			};
		case 'status':
			return apiError(fault.status, fault.message);
		case 'cut':
		case 'answer-lost':
		case 'slow':
		case 'held':
			return undefined;
	}
}
