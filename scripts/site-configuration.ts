/**
 * What a site's host configures, when it is built: environment variables, or `.env` files as Vite
 * knows them. All of it ends up in the page (`_app/env.js`), for everybody to read.
 *
 * What this program does not know is never published, and the page's policy lets it connect to
 * exactly the hosts that are named here.
 */
import { loadEnv } from 'vite';

const prefix = 'PUBLIC_';

/** How each variable is read; the page gets them through `$env/dynamic/public`. */
const variables = {
	/** The folder of a catalogue, here or elsewhere; the house's without it. */
	PUBLIC_CATALOGUE_URL: (name, value) => {
		const here = 'http://here.invalid/';
		const url = parseUrl(name, value, here);
		return url.href.startsWith(here) ? [] : [url.origin];
	},
	/** The Supabase project that playlists are shared in; without it nothing is shared. */
	PUBLIC_SUPABASE_URL: (name, value) => [parseUrl(name, value).origin],
	PUBLIC_SUPABASE_PUBLISHABLE_KEY: (name, value) => {
		if (isSecretKey(value)) {
			throw new Error(`${name} is a secret key, which would be public: use the publishable one`);
		}
		return [];
	},
	/** The app registered at Spotify; without it nobody can log in there, and nothing says so. */
	PUBLIC_SPOTIFY_CLIENT_ID: (name, value) => {
		if (!/^[0-9A-Za-z]+$/.test(value)) {
			throw new Error(`${name} is "${value}", expected the letters and digits that Spotify gives`);
		}
		return [];
	},
	/** Spotify's own hosts, where they are not Spotify's: for a stand-in. See `spotify-sources.ts`. */
	PUBLIC_SPOTIFY_ACCOUNTS_URL: noConnection,
	PUBLIC_SPOTIFY_API_URL: noConnection,
	PUBLIC_SPOTIFY_WEB_URL: noConnection,
	/** Also says that tracks are to be played by Spotify's embed, where the catalogue lies elsewhere. */
	PUBLIC_SPOTIFY_EMBED_URL: noConnection
} as const satisfies Record<string, (name: string, value: string) => readonly string[]>;

type Variable = keyof typeof variables;

/** The values of those that are set and not empty. */
export type SiteConfiguration = Partial<Record<Variable, string>>;

/** Either both or none. */
const together = ['PUBLIC_SUPABASE_URL', 'PUBLIC_SUPABASE_PUBLISHABLE_KEY'] as const;

/**
 * @param env names and values from wherever they come
 * @throws an error that names the variable that is unknown, missing or not what it should be
 */
export function readConfiguration(
	env: Readonly<Record<string, string | undefined>>
): SiteConfiguration {
	const configuration: SiteConfiguration = {};
	for (const [name, value = ''] of Object.entries(env).sort()) {
		if (!name.startsWith(prefix)) continue;
		if (!isVariable(name)) {
			const known = Object.keys(variables).join(', ');
			throw new Error(`${name} would be public, and is not known here: there are ${known}`);
		}
		if (value === '') continue;
		variables[name](name, value);
		configuration[name] = value;
	}
	const [missing] = together.filter((name) => !(name in configuration));
	const [present] = together.filter((name) => name in configuration);
	if (missing !== undefined && present !== undefined) {
		throw new Error(`${present} is set, and ${missing} is not: they belong together`);
	}
	return configuration;
}

/** The other hosts that the page speaks to, as sources of its policy's `connect-src`. */
export function connectedOrigins(configuration: SiteConfiguration): readonly string[] {
	const origins = Object.entries(configuration).flatMap(([name, value]) =>
		isVariable(name) ? variables[name](name, value) : []
	);
	return [...new Set(origins)];
}

/**
 * What is configured in the environment and in the files of `folder`; the environment wins. Takes
 * out of the environment what only looks as if it was meant for us: Kit publishes whatever is there.
 * A name in a file that is not known is an error.
 */
export function loadConfiguration(folder: string): SiteConfiguration {
	for (const name of Object.keys(process.env)) {
		if (name.startsWith(prefix) && !isVariable(name)) Reflect.deleteProperty(process.env, name);
	}
	// Vite sets it before it reads any configuration.
	const mode = process.env.NODE_ENV ?? 'production';
	return readConfiguration(loadEnv(mode, folder, prefix));
}

/** As variables for a program that is started: what is not configured is empty, whatever a file says. */
export function asEnvironment(configuration: SiteConfiguration): Record<string, string> {
	const names = Object.keys(variables).filter(isVariable);
	return Object.fromEntries(names.map((name) => [name, configuration[name] ?? '']));
}

function isVariable(name: string): name is Variable {
	return Object.hasOwn(variables, name);
}

/** An address that is not for `connect-src` by itself. */
function noConnection(name: string, value: string): readonly string[] {
	parseUrl(name, value);
	return [];
}

/** @param base what a relative address is relative to; without it none is allowed */
function parseUrl(name: string, value: string, base?: string): URL {
	const url = URL.parse(value, base);
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
		const example =
			base === undefined ? 'https://host.example' : '/folder/ or https://host.example/folder/';
		throw new Error(`${name} is "${value}", expected an address such as ${example}`);
	}
	return url;
}

/** Of either kind: `sb_secret_…`, or a token whose role passes by every policy. */
function isSecretKey(key: string): boolean {
	if (key.startsWith('sb_secret_')) return true;
	const [, claims = ''] = key.split('.');
	return Buffer.from(claims, 'base64url').toString().includes('"service_role"');
}
