/**
 * What the tabs of this site say to one another about the library. They may be of different versions
 * of the program: what does not parse is not heard.
 */
import * as v from 'valibot';
import { isLibraryId, type LibraryId } from '#lib/domain/library-id.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.custom<LibraryId>((value) => typeof value === 'string' && isLibraryId(value));

const messageSchema = v.variant('kind', [
	/** These tracks are not what they were, or not there any more. */
	v.object({ kind: v.literal('tracks'), ids: v.array(id) }),
	v.object({ kind: v.literal('folders') }),
	/** How far the tab that leads has come. */
	v.object({
		kind: v.literal('working'),
		isPaused: v.optional(v.boolean(), false),
		doneFiles: count,
		totalFiles: count
	}),
	v.object({ kind: v.literal('resting') }),
	/** Does anybody lead? */
	v.object({ kind: v.literal('ask') }),
	/** To the tab that leads. */
	v.object({ kind: v.literal('command'), command: v.picklist(['pause', 'resume', 'cancel']) })
]);

export type TabMessage = v.InferOutput<typeof messageSchema>;

export function parseTabMessage(message: unknown): TabMessage | undefined {
	const parsed = v.safeParse(messageSchema, message);
	return parsed.success ? parsed.output : undefined;
}
