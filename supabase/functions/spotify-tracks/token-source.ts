/**
 * The app's token: kept until a minute before its end, and asked for once, however many wait for it.
 */
import { FailureError, readFailure } from './failure.ts';

export interface SpotifyAccess {
	readonly clientId: string;
	readonly clientSecret: string;
	/** `https://accounts.spotify.com`. */
	readonly accountsUrl: string;
	/** `https://api.spotify.com/v1`. */
	readonly apiUrl: string;
	/** How long whoever asks waits at most. */
	readonly timeoutMs: number;
	readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
}

export interface TokenSource {
	/** @throws FailureError; whatever the signal aborts with, before there is one */
	token(signal: AbortSignal): Promise<string>;
	/** It was refused: the next is another. */
	forget(token: string): void;
}

const spareMs = 60_000;

export function createTokenSource(access: SpotifyAccess): TokenSource {
	const { clientId, clientSecret, accountsUrl, timeoutMs, fetch, now } = access;
	let current: { readonly token: string; readonly freshUntilMs: number } | undefined;
	let minting: Promise<string> | undefined;

	const mint = async (): Promise<string> => {
		const answer = await fetch(`${accountsUrl}/api/token`, {
			method: 'POST',
			headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
			body: new URLSearchParams({ grant_type: 'client_credentials' }),
			redirect: 'error',
			signal: AbortSignal.timeout(timeoutMs)
		});
		// 400 is how it says that the secret is wrong.
		if (answer.status === 400) {
			await answer.body?.cancel();
			throw new FailureError({ kind: 'refused', status: 400 });
		}
		if (!answer.ok) throw new FailureError(await readFailure(answer));
		const { access_token, expires_in } = await answer.json();
		if (typeof access_token !== 'string' || typeof expires_in !== 'number') {
			throw new FailureError({ kind: 'failed', status: answer.status });
		}
		current = { token: access_token, freshUntilMs: now() + expires_in * 1000 - spareMs };
		return access_token;
	};

	return {
		async token(signal) {
			if (current !== undefined && now() < current.freshUntilMs) return current.token;
			minting ??= mint().finally(() => (minting = undefined));
			return await Promise.race([minting, aborted(signal)]);
		},
		forget(token) {
			if (current?.token === token) current = undefined;
		}
	};
}

function aborted(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
}
