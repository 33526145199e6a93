/** The developer's registration: one app, with its id, its secret and where it may redirect to. */
import { timingSafeEqual } from 'node:crypto';

const loopback = new Set(['127.0.0.1', '[::1]']);

export class App {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Beside every address of this machine. */
	readonly #redirectUris: ReadonlySet<string>;

	constructor(clientId: string, clientSecret: string, redirectUris: readonly string[]) {
		this.clientId = clientId;
		this.clientSecret = clientSecret;
		this.#redirectUris = new Set(redirectUris);
	}

	/** @returns what is wrong, if something is */
	checkRedirect(redirectUri: string): string | undefined {
		if (!URL.canParse(redirectUri)) return 'Invalid redirect URI';
		const url = new URL(redirectUri);
		if (url.hash !== '') return 'Invalid redirect URI';
		if (url.protocol === 'http:' && !loopback.has(url.hostname)) return 'Insecure redirect URI';
		const isRegistered = loopback.has(url.hostname) || this.#redirectUris.has(redirectUri);
		return isRegistered ? undefined : 'redirect_uri: Not matching configuration';
	}

	/** In the header (Basic) or in the form. */
	isItsSecret(authorization: string | undefined, form: URLSearchParams): boolean {
		const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
		const given =
			basic === undefined
				? `${form.get('client_id') ?? ''}:${form.get('client_secret') ?? ''}`
				: Buffer.from(basic, 'base64').toString();
		const expected = Buffer.from(`${this.clientId}:${this.clientSecret}`);
		const bytes = Buffer.from(given);
		return bytes.length === expected.length && timingSafeEqual(bytes, expected);
	}
}
