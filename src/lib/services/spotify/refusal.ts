/**
 * What Spotify says when it says no, in a sentence for people.
 *
 * Its text may be JSON, plain text or a page of HTML, and somebody else's: it is shortened and
 * cleaned, and a token that it quotes is taken out.
 */
import * as v from 'valibot';
import { failed, type Failed } from '#lib/contracts/failure.ts';

const longestText = 200;

const hints = {
	'allow-list':
		'This site’s Spotify app is in development mode: its owner has to add your account to it first.',
	premium: 'The owner of this site’s Spotify app needs Spotify Premium for this to work.',
	scope: 'This needs a permission that you have not given. Disconnect, and log in again.',
	other: 'Spotify does not allow this.'
} as const;

export type RefusalReason = keyof typeof hints;

/** @param secrets what must not be in any message, whoever says it */
export function refused(body: string, secrets: readonly string[]): Failed {
	const said = cleanText(body, secrets);
	const reason = reasonOf(said);
	const message = said === '' ? hints[reason] : `${hints[reason]} (Spotify says: “${said}”)`;
	return failed('refused', message, { details: { reason } });
}

function reasonOf(said: string): RefusalReason {
	if (/premium/i.test(said)) return 'premium';
	if (/scope/i.test(said)) return 'scope';
	if (/registered|allow-?list|developer.*dashboard|development mode/i.test(said)) {
		return 'allow-list';
	}
	return 'other';
}

const errorSchema = v.union([
	v.pipe(
		v.object({ error: v.object({ message: v.string() }) }),
		v.transform(({ error }) => error.message)
	),
	v.pipe(
		v.object({ error_description: v.string() }),
		v.transform((answer) => answer.error_description)
	)
]);

/** What an answer says, on one line; empty where that is nothing for people. */
export function cleanText(body: string, secrets: readonly string[]): string {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), errorSchema), body);
	const isDocument = !parsed.success && /^\s*[<{[]/.test(body);
	if (isDocument) return '';
	let text = parsed.success ? parsed.output : body;
	for (const secret of secrets) text = text.replaceAll(secret, '…');
	const line = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
	return line.length <= longestText ? line : `${line.slice(0, longestText - 1).trimEnd()}…`;
}
