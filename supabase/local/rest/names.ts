/** What may stand for a column in a request: a plain name, and nothing else. */
import { Refusal, unsupported } from '../refusal.ts';

/** @throws Refusal if it is anything but a plain name, quoted or not */
export function parseName(text: string): string {
	const [, quoted, plain] =
		/^(?:"([A-Za-z_][A-Za-z0-9_]*)"|([A-Za-z_][A-Za-z0-9_]*))$/.exec(text) ?? [];
	const name = quoted ?? plain;
	if (name !== undefined) return name;
	if (/->|::|\(|!|\./.test(text)) throw unsupported(`"${text}" in place of a column`);
	throw malformed(`"${text}" is not the name of a column`);
}

export function malformed(details: string): Refusal {
	return new Refusal(400, 'PGRST100', `failed to parse the query: ${details}`);
}
