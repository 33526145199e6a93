/**
 * A request that the gateway answers with an error.
 *
 * It is thrown, not returned: a refusal in the midst of a transaction has to roll it back, as an
 * error of the database does, and both become an answer in one place (gateway.ts).
 */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly status: number;
	/** What clients tell it by: a code of PostgREST or of the sign-in service. */
	readonly code: string;
	readonly details: string | null;
	readonly hint: string | null;

	constructor(
		status: number,
		code: string,
		message: string,
		{ details = null, hint = null }: { details?: string | null; hint?: string | null } = {}
	) {
		super(message);
		this.status = status;
		this.code = code;
		this.details = details;
		this.hint = hint;
	}
}

/** Hosted Supabase can do it, this gateway cannot: better said than answered differently. */
export function unsupported(what: string): Refusal {
	return new Refusal(501, 'unsupported', `the local gateway does not know ${what}`, {
		hint: 'Hosted Supabase may. Teach it to supabase/local, or ask in another way.'
	});
}
