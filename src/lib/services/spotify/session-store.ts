/**
 * The login, as this site's own storage keeps it: tokens, and who it is.
 *
 * What must stay true: what is stored counts, not what this tab remembers, since other tabs log in,
 * log out and renew tokens too; a login of another client id or of another service is none.
 */
import * as v from 'valibot';
import type { SpotifyConfiguration } from './spotify.ts';
import { sessionKey } from './session-key.ts';
import type { TextStore } from './ports.ts';

const token = v.pipe(v.string(), v.minLength(1), v.maxLength(5000));
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

const storedSchema = v.object({
	version: v.literal(1),
	/** Whose tokens: client id and service. */
	issuedBy: text,
	accessToken: token,
	refreshToken: token,
	/** By this machine's clock, milliseconds since 1970. */
	expiresAtMs: v.pipe(v.number(), v.finite()),
	/** Tells one login from the next. */
	loggedInAtMs: v.pipe(v.number(), v.finite()),
	account: v.nullable(v.object({ id: text, name: text }))
});

type Stored = v.InferOutput<typeof storedSchema>;
export type Login = Readonly<Omit<Stored, 'version' | 'issuedBy'>>;

export class SessionStore {
	readonly #store: TextStore;
	readonly #issuedBy: string;
	readonly #listeners = new Set<() => void>();
	readonly #stopFollowing: () => void;

	constructor(store: TextStore, { clientId, accountsUrl }: SpotifyConfiguration) {
		this.#store = store;
		this.#issuedBy = `${clientId} ${accountsUrl}`;
		this.#stopFollowing = store.onChange(sessionKey, () => this.#tell());
	}

	read(): Login | null {
		const parsed = v.safeParse(
			v.pipe(v.string(), v.parseJson(), storedSchema),
			this.#store.get(sessionKey)
		);
		if (!parsed.success || parsed.output.issuedBy !== this.#issuedBy) return null;
		const { accessToken, refreshToken, expiresAtMs, loggedInAtMs, account } = parsed.output;
		return { accessToken, refreshToken, expiresAtMs, loggedInAtMs, account };
	}

	write(login: Login): void {
		const stored: Stored = { version: 1, issuedBy: this.#issuedBy, ...login };
		this.#store.set(sessionKey, JSON.stringify(stored));
		this.#tell();
	}

	/** Changes the login if it is still the one that was begun then: others may have logged out since. */
	change(loggedInAtMs: number, change: (login: Login) => Login): void {
		const login = this.read();
		if (login?.loggedInAtMs === loggedInAtMs) this.write(change(login));
	}

	forget(): void {
		this.#store.remove(sessionKey);
		this.#tell();
	}

	/** When the login changes, here or in another tab. */
	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	close(): void {
		this.#stopFollowing();
		this.#listeners.clear();
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
	}
}
