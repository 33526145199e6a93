/**
 * Reads what waits to be sent back. What does not parse is absent: another version of the program may
 * have written it, and nothing is sent that is not understood.
 */
import * as v from 'valibot';
import type { Failure } from '#lib/contracts/failure.ts';
import { playlistRequestSchema } from '#lib/contracts/playlist-request.ts';
import type { OutboxEntry, SharingAction } from '#lib/contracts/sharing.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const name = v.pipe(v.string(), v.maxLength(200));

const playlistSchema = v.object({
	name,
	catalogueId: id,
	catalogueRevision: id,
	trackIds: v.array(id),
	titles: v.array(v.string()),
	request: playlistRequestSchema
});

const actionSchema: v.GenericSchema<unknown, SharingAction> = v.variant('kind', [
	v.object({ kind: v.literal('publish'), playlist: playlistSchema }),
	v.object({ kind: v.literal('rename'), playlistId: id, name }),
	v.object({ kind: v.literal('delete'), playlistId: id, name }),
	v.object({
		kind: v.literal('rate'),
		playlistId: id,
		name,
		stars: v.picklist([1, 2, 3, 4, 5])
	}),
	v.object({ kind: v.literal('count-upload'), playlistId: id, name })
]);

/** Only these two refuse for good; an entry with any other is as good as waiting. */
const refusalSchema: v.GenericSchema<unknown, Failure> = v.object({
	code: v.picklist(['refused', 'not-found']),
	message: v.string(),
	retryable: v.literal(false),
	details: v.record(v.string(), v.union([v.string(), v.number()]))
});

const entrySchema: v.GenericSchema<unknown, OutboxEntry> = v.object({
	id: v.pipe(v.string(), v.uuid()),
	createdAt: v.pipe(v.string(), v.isoTimestamp()),
	action: actionSchema,
	refusal: v.fallback(v.nullable(refusalSchema), null)
});

/** Those of the records that can be read, in their order. */
export function parseOutboxEntries(records: readonly unknown[]): readonly OutboxEntry[] {
	return records.flatMap((record) => {
		const parsed = v.safeParse(entrySchema, record);
		return parsed.success ? [parsed.output] : [];
	});
}
