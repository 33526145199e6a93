/**
 * The Web API, as an app in development mode has it: the calls that this project makes, and the
 * refusals that it can meet. What was removed answers 403.
 */
import * as v from 'valibot';
import { apiPrefix } from './addresses.ts';
import {
	pageOf,
	playingAnswer,
	playlistAnswer,
	playlistSummary,
	profileAnswer,
	snapshotOf,
	trackAnswer
} from './answers.ts';
import { json, text, type Ask, type Reply } from './exchange.ts';
import type { Bearer, Grants, TokenRefusal } from './grants.ts';
import type { RegularError, Snapshot, TrackSearch } from './shapes.ts';
import type { FakePlaylist, FakeUser, World } from './world.ts';

/** Any page may ask; the token says who it is. */
export const apiCors = {
	'access-control-allow-origin': '*',
	'access-control-allow-headers':
		'Accept, App-Platform, Authorization, Content-Type, Origin, Retry-After, Spotify-App-Version, X-Cloud-Trace-Context, client-token, content-access-token',
	'access-control-allow-methods': 'GET, POST, OPTIONS, PUT, DELETE, PATCH',
	'access-control-max-age': '604800',
	'access-control-expose-headers': 'Retry-After'
};

const maxUris = 100;
const maxSearchLimit = 10;

export function apiError(status: number, message: string, reason?: string): Reply {
	const content: RegularError = {
		error: { status, message, ...(reason === undefined ? {} : { reason }) }
	};
	return json(status, content, apiCors);
}

const notFound = (): Reply => apiError(404, 'Resource not found');
const newPlaylist = v.object({
	name: v.pipe(v.string(), v.minLength(1)),
	description: v.optional(v.string(), ''),
	public: v.optional(v.boolean(), true)
});
const changes = v.object({
	name: v.optional(v.pipe(v.string(), v.minLength(1))),
	description: v.optional(v.string()),
	public: v.optional(v.boolean())
});
const uriList = v.object({ uris: v.array(v.string()) });

export class WebApi {
	readonly #world: World;
	readonly #grants: Grants;

	constructor(world: World, grants: Grants) {
		this.#world = world;
		this.#grants = grants;
	}

	handle(ask: Ask): Reply {
		if (ask.method === 'OPTIONS') return { status: 204, headers: apiCors };
		const [scheme, token] = (ask.headers.authorization ?? '').split(' ');
		const bearer = this.#grants.identify(scheme === 'Bearer' ? token : undefined);
		if (typeof bearer === 'string') return refuseToken(bearer);
		if (!this.#world.settings.hasOwnerPremium) {
			return text(403, 'Active premium subscription required for the owner of the app.', apiCors);
		}
		const user = bearer.userId === undefined ? undefined : this.#world.users.get(bearer.userId);
		if (user?.isAllowListed === false) {
			return text(
				403,
				'Check settings on developer.spotify.com/dashboard, the user may not be registered.',
				apiCors
			);
		}
		const call = `${ask.method} ${ask.path.slice(apiPrefix.length)}`;
		if (removed.some((pattern) => pattern.test(call))) return apiError(403, 'Forbidden');
		return this.#forEverybody(call, ask) ?? this.#forUser(call, ask, user, bearer);
	}

	#forEverybody(call: string, ask: Ask): Reply | undefined {
		const track = /^GET \/tracks\/([^/]+)$/.exec(call);
		if (track) return this.#track(track[1] ?? '');
		if (call === 'GET /search') return this.#search(ask);
		return undefined;
	}

	#forUser(call: string, ask: Ask, user: FakeUser | undefined, bearer: Bearer): Reply {
		if (user === undefined) return apiError(401, 'Valid user authentication required');
		const allow = (...scopes: readonly string[]): boolean =>
			scopes.some((scope) => bearer.scopes.includes(scope));
		const noScope = (): Reply => apiError(403, 'Insufficient client scope');
		switch (call) {
			case 'GET /me':
				return json(200, profileAnswer(this.#world.url, user), apiCors);
			case 'GET /me/player/currently-playing':
				return allow('user-read-currently-playing', 'user-read-playback-state')
					? this.#playing(ask)
					: noScope();
			case 'GET /me/playlists':
				return this.#playlists(ask, user, allow('playlist-read-private'));
			case 'POST /me/playlists':
				return this.#create(ask, user, bearer);
		}
		const target = /^(?:GET|PUT|POST) \/playlists\/([^/]+)(\/items)?$/.exec(call);
		const playlist = this.#world.playlists.get(target?.[1] ?? '');
		if (!target || !playlist) return notFound();
		if (ask.method === 'GET') return this.#read(playlist, user, target[2] !== undefined);
		if (ask.method === 'POST' && target[2] === undefined) return { status: 405, headers: apiCors };
		if (playlist.ownerId !== user.id) return apiError(403, 'Forbidden');
		if (!allow(modifyScope(playlist.isPublic))) return noScope();
		return target[2] === undefined ? rename(ask, playlist) : putItems(ask, playlist);
	}

	#playing(ask: Ask): Reply {
		const { playing } = this.#world;
		const takesEpisodes = (ask.query.get('additional_types') ?? '').split(',').includes('episode');
		const content = playingAnswer(this.#world, playing);
		if (content === undefined) return { status: 204, headers: apiCors };
		const item = playing.kind === 'episode' && !takesEpisodes ? null : content.item;
		return json(200, { ...content, item }, apiCors);
	}

	#playlists(ask: Ask, user: FakeUser, seesPrivate: boolean): Reply {
		const range = rangeOf(ask, 20, 50);
		if (typeof range === 'string') return apiError(400, range);
		const all = this.#world
			.libraryOf(user.id)
			.filter(({ isPublic }) => isPublic || seesPrivate)
			.map((playlist) => playlistSummary(this.#world, playlist));
		return json(200, pageOf(this.#href(ask), all, range.offset, range.limit), apiCors);
	}

	#create(ask: Ask, user: FakeUser, { scopes }: Bearer): Reply {
		const body = readJson(newPlaylist, ask);
		if (typeof body === 'string') return apiError(400, body);
		if (!scopes.includes(modifyScope(body.public))) {
			return apiError(403, 'Insufficient client scope');
		}
		const { name, description, public: isPublic } = body;
		const playlist = this.#world.addPlaylist({ ownerId: user.id, name, description, isPublic });
		return json(201, playlistAnswer(this.#world, playlist, user.id), apiCors);
	}

	#read(playlist: FakePlaylist, user: FakeUser, isItemsOnly: boolean): Reply {
		const content = playlistAnswer(this.#world, playlist, user.id);
		if (!isItemsOnly) return json(200, content, apiCors);
		return content.items ? json(200, content.items, apiCors) : apiError(403, 'Forbidden');
	}

	#track(id: string): Reply {
		if (!isBase62Id(id)) return apiError(400, 'Invalid base62 id');
		const track = this.#world.tracks.get(id);
		return track ? json(200, trackAnswer(this.#world.url, track), apiCors) : notFound();
	}

	#search(ask: Ask): Reply {
		const words = (ask.query.get('q') ?? '').trim();
		if (words === '') return apiError(400, 'No search query');
		if (ask.query.get('type') !== 'track') return apiError(400, 'Missing parameter type');
		const range = rangeOf(ask, 5, maxSearchLimit);
		if (typeof range === 'string') return apiError(400, range);
		const wanted = words
			.toLowerCase()
			.replace(/\b(?:track|artist):/g, ' ')
			.split(/[\s"]+/)
			.filter(Boolean);
		const found = [...this.#world.tracks.values()]
			.filter(({ title, artists }) => {
				const name = `${artists.join(' ')} ${title}`.toLowerCase();
				return wanted.every((word) => name.includes(word));
			})
			.map((track) => trackAnswer(this.#world.url, track));
		const content: TrackSearch = {
			tracks: pageOf(this.#href(ask), found, range.offset, range.limit)
		};
		return json(200, content, apiCors);
	}

	#href({ path, query }: Ask): string {
		return `${this.#world.url}${path}?${query}`;
	}
}

/** Gone for apps in development mode since February 2026. */
const removed = [
	/ \/playlists\/[^/]+\/(?:tracks|followers)$/,
	/ \/users\//,
	/^GET \/(?:tracks|albums|artists|episodes|shows)$/,
	/ \/(?:audio-features|audio-analysis|recommendations|browse|markets)(?:\/|$)/
];

function refuseToken(refusal: TokenRefusal): Reply {
	const messages = {
		none: 'No token provided',
		unknown: 'Invalid access token',
		expired: 'The access token expired'
	};
	const reply = apiError(401, messages[refusal]);
	const description = `Bearer realm="spotify", error="invalid_token"`;
	return { ...reply, headers: { ...reply.headers, 'www-authenticate': description } };
}

function rename(ask: Ask, playlist: FakePlaylist): Reply {
	const body = readJson(changes, ask);
	if (typeof body === 'string') return apiError(400, body);
	playlist.name = body.name ?? playlist.name;
	playlist.description = body.description ?? playlist.description;
	playlist.isPublic = body.public ?? playlist.isPublic;
	playlist.revision += 1;
	return { status: 200, headers: apiCors };
}

/** PUT replaces what is there, POST adds at the end. */
function putItems(ask: Ask, playlist: FakePlaylist): Reply {
	const body = readJson(uriList, ask);
	if (typeof body === 'string') return apiError(400, body);
	const { uris } = body;
	if (uris.length > maxUris) {
		return apiError(400, `You can add a maximum of ${maxUris} tracks per request.`);
	}
	if (uris.length === 0 && ask.method === 'POST') return apiError(400, 'No uris provided');
	for (const uri of uris) {
		const [scheme, kind, id = '', ...rest] = uri.split(':');
		if (scheme !== 'spotify' || kind !== 'track' || !isBase62Id(id) || rest.length > 0) {
			return apiError(400, `Invalid track uri: ${uri}`);
		}
	}
	playlist.uris = ask.method === 'PUT' ? uris : [...playlist.uris, ...uris];
	playlist.revision += 1;
	const content: Snapshot = { snapshot_id: snapshotOf(playlist) };
	return json(ask.method === 'PUT' ? 200 : 201, content, apiCors);
}

function modifyScope(isPublic: boolean): string {
	return isPublic ? 'playlist-modify-public' : 'playlist-modify-private';
}

function isBase62Id(id: string): boolean {
	return /^[0-9A-Za-z]{22}$/.test(id);
}

/** @returns a sentence, where the body is not what it should be */
function readJson<Schema extends v.GenericSchema>(
	schema: Schema,
	{ headers, body }: Ask
): v.InferOutput<Schema> | string {
	if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return 'Error parsing JSON.';
	let content: unknown;
	try {
		content = JSON.parse(body);
	} catch {
		return 'Error parsing JSON.';
	}
	const parsed = v.safeParse(schema, content);
	return parsed.success ? parsed.output : `Invalid body: ${parsed.issues[0].message}`;
}

/** @returns a sentence, where `limit` or `offset` is out of bounds */
function rangeOf(
	{ query }: Ask,
	usualLimit: number,
	maxLimit: number
): { readonly offset: number; readonly limit: number } | string {
	const limit = Number(query.get('limit') ?? usualLimit);
	if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) return 'Invalid limit';
	const offset = Number(query.get('offset') ?? 0);
	if (!Number.isInteger(offset) || offset < 0 || offset > 100_000) return 'Invalid offset';
	return { offset, limit };
}
