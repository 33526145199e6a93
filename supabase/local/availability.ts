/** Whether this machine can run the local stack; the site starts without it where it cannot. */
import { findDeno } from './deno-binary.ts';
import { findPostgres } from './postgres-binaries.ts';

export type Availability =
	{ readonly isAvailable: true } | { readonly isAvailable: false; readonly reason: string };

/** The reason is a sentence for whoever started the site. */
export function stackAvailability(): Availability {
	const machine = `${process.platform} on ${process.arch}`;
	if (process.platform === 'win32') {
		return unavailable('the local database runs on Linux and macOS only');
	}
	if (findPostgres() === undefined) {
		return unavailable(`PostgreSQL for ${machine} is not among the installed packages`);
	}
	if (findDeno() === undefined) {
		return unavailable(`Deno for ${machine} is not among the installed packages`);
	}
	return { isAvailable: true };
}

function unavailable(reason: string): Availability {
	return { isAvailable: false, reason };
}
