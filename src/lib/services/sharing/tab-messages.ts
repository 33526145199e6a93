/**
 * What the tabs of this site say to one another about the outbox. They may be of different versions
 * of the program: what does not parse is not heard.
 */
import * as v from 'valibot';
import type { SharingOutcome } from '#lib/contracts/sharing.ts';
import type { Pause } from './back-off.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Any code of a failure: another version may have more of them. */
const failureSchema = v.object({
	code: v.picklist([
		'network-unreachable',
		'unexpected-response',
		'timed-out',
		'too-many',
		'malformed',
		'refused',
		'not-found',
		'storage-full',
		'storage-unavailable',
		'superseded',
		'internal'
	]),
	message: v.string(),
	retryable: v.boolean(),
	details: v.record(v.string(), v.union([v.string(), v.number()]))
});

const answerSchema = v.variant('kind', [
	v.object({
		kind: v.literal('publish'),
		id: v.string(),
		sharedName: v.string(),
		isNew: v.boolean(),
		isOwn: v.boolean()
	}),
	v.object({ kind: v.literal('rename'), name: v.string() }),
	v.object({ kind: v.literal('delete') }),
	v.object({
		kind: v.literal('rate'),
		score: v.number(),
		ratingCount: count,
		stars: v.picklist([1, 2, 3, 4, 5])
	}),
	v.object({ kind: v.literal('count-upload'), uploadCount: count })
]);

const outcomeSchema: v.GenericSchema<unknown, SharingOutcome> = v.variant('state', [
	v.object({ state: v.literal('done'), answer: answerSchema }),
	v.object({ state: v.literal('waiting'), failure: failureSchema }),
	v.object({ state: v.literal('refused'), failure: failureSchema })
]);

const pauseSchema: v.GenericSchema<unknown, Pause> = v.object({
	untilMs: v.number(),
	failures: count,
	failure: failureSchema
});

const messageSchema = v.variant('kind', [
	/** The outbox is not what it was. */
	v.object({ kind: v.literal('changed') }),
	/** What became of an entry, for the tab that it came from. */
	v.object({ kind: v.literal('settled'), id: v.string(), outcome: outcomeSchema }),
	/** It failed, and is left alone until then; null: it works again. */
	v.object({ kind: v.literal('paused'), pause: v.nullable(pauseSchema) })
]);

export type TabMessage = v.InferOutput<typeof messageSchema>;

export function parseTabMessage(message: unknown): TabMessage | undefined {
	const parsed = v.safeParse(messageSchema, message);
	return parsed.success ? parsed.output : undefined;
}
