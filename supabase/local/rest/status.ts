/**
 * Which HTTP status an error of the database has: PostgREST's own table
 * (https://docs.postgrest.org/en/stable/references/errors.html).
 */

const byCode: Readonly<Record<string, number>> = {
	'21000': 500,
	'23503': 409,
	'23505': 409,
	'25006': 405,
	'42883': 404,
	'42P01': 404,
	'42P17': 500,
	'53400': 500,
	'57P01': 503,
	P0001: 400
};

const byClass: Readonly<Record<string, number>> = {
	'08': 503,
	'09': 500,
	'0L': 403,
	'0P': 403,
	'25': 500,
	'28': 403,
	'2D': 500,
	'38': 500,
	'39': 500,
	'3B': 500,
	'40': 500,
	'53': 503,
	'54': 500,
	'55': 500,
	'57': 500,
	'58': 500,
	F0: 500,
	HV: 500,
	P0: 500,
	XX: 500
};

/**
 * @param code SQLSTATE; `PT429` and its like are a status that our own functions ask for
 * @param isSignedIn whether the request came with a person's token
 */
export function statusOf(code: string, message: string, isSignedIn: boolean): number {
	const asked = /^PT([1-5]\d\d)$/.exec(code)?.[1];
	if (asked !== undefined) return Number(asked);
	if (code === '42501') return isSignedIn ? 403 : 401;
	if (code === '21000' && message.endsWith('requires a WHERE clause')) return 400;
	if (code === '22023' && /^role .* does not exist$/.test(message)) return 401;
	return byCode[code] ?? byClass[code.slice(0, 2)] ?? 400;
}
