/**
 * The switches, for tests in the same process; and the same by HTTP for those in others, below
 * `/_fake/`, with the key in the header `x-fake-key`. Pages cannot send that: there is no CORS here.
 */
import * as v from 'valibot';
import { json, type Ask, type Reply } from './exchange.ts';
import { faultSchema, type FaultInput, type Faults } from './faults.ts';
import type { Grants } from './grants.ts';
import type { RequestLog } from './request-log.ts';
import type { FakePlaylist, FakeTrack, Playing, Settings, World } from './world.ts';

export const controlPrefix = '/_fake/';

const playingSchema = v.variant('kind', [
	v.object({ kind: v.literal('nothing') }),
	v.object({ kind: v.literal('track'), id: v.string(), isPlaying: v.optional(v.boolean(), true) }),
	v.object({ kind: v.literal('episode') }),
	v.object({ kind: v.literal('local-file'), title: v.string(), artist: v.string() }),
	v.object({ kind: v.literal('no-item') }),
	v.object({ kind: v.literal('advert') })
]);
const settingsSchema = v.strictObject({
	refresh: v.exactOptional(v.picklist(['rotates', 'keeps'])),
	accessTokenLifetimeS: v.exactOptional(v.number()),
	hasOwnerPremium: v.exactOptional(v.boolean()),
	isEmbedLoggedIn: v.exactOptional(v.boolean()),
	embedPreviewMs: v.exactOptional(v.number())
});
const tracksSchema = v.array(
	v.object({
		id: v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{22}$/)),
		title: v.string(),
		artists: v.array(v.string()),
		album: v.optional(v.string(), 'Singles'),
		durationMs: v.optional(v.number(), 180_000)
	})
);
const playlistSchema = v.object({
	ownerId: v.string(),
	name: v.string(),
	description: v.optional(v.string(), ''),
	isPublic: v.optional(v.boolean(), true),
	uris: v.optional(v.array(v.string()), []),
	followerIds: v.optional(v.array(v.string()), [])
});

export class Control {
	readonly #world: World;
	readonly #grants: Grants;
	readonly #faults: Faults;
	readonly #log: RequestLog;

	constructor(world: World, grants: Grants, faults: Faults, log: RequestLog) {
		this.#world = world;
		this.#grants = grants;
		this.#faults = faults;
		this.#log = log;
	}

	setPlaying(playing: Playing): void {
		this.#world.playing = playing;
	}

	changeSettings(changed: Partial<Settings>): void {
		this.#world.settings = { ...this.#world.settings, ...changed };
	}

	/** In place of those before; none: all is well again. */
	setFaults(...faults: readonly FaultInput[]): void {
		this.#faults.set(faults);
	}

	/** Lets go what a `held` fault holds. */
	release(): void {
		this.#faults.release();
	}

	/** The next call with an access token is 401; refreshing goes on. */
	expireAccessTokens(): void {
		this.#grants.expireAccessTokens();
	}

	/** All tokens are worth nothing: refreshing is `invalid_grant`. */
	revoke(): void {
		this.#grants.revoke();
	}

	advanceClock(byMs: number): void {
		this.#world.advanceClock(byMs);
	}

	addTracks(...tracks: readonly v.InferInput<typeof tracksSchema>[number][]): void {
		this.#world.addTracks(v.parse(tracksSchema, tracks));
	}

	/** @throws where nobody has the owner's id */
	addPlaylist(playlist: v.InferInput<typeof playlistSchema>): Readonly<FakePlaylist> {
		if (!this.#world.users.has(playlist.ownerId)) {
			throw new RangeError(`there is no user ${playlist.ownerId}`);
		}
		return { ...this.#world.addPlaylist(v.parse(playlistSchema, playlist)) };
	}

	playlists(): readonly Readonly<FakePlaylist>[] {
		return [...this.#world.playlists.values()].map((playlist) => ({ ...playlist }));
	}

	tracks(): readonly FakeTrack[] {
		return [...this.#world.tracks.values()];
	}

	/** As if it had just started; the tokens that were given are worth nothing. */
	reset(): void {
		this.#world.reset();
		this.#grants.revoke();
		this.#faults.set([]);
		this.#log.clear();
	}

	/** @returns undefined where there is no such switch */
	handle(ask: Ask): Reply | undefined {
		const done: Reply = { status: 204 };
		const content = (): unknown => (ask.body === '' ? undefined : JSON.parse(ask.body));
		switch (`${ask.method} ${ask.path.slice(controlPrefix.length)}`) {
			case 'PUT playing':
				this.setPlaying(v.parse(playingSchema, content()));
				return done;
			case 'PUT settings':
				this.changeSettings(v.parse(settingsSchema, content()));
				return done;
			case 'PUT faults':
				this.setFaults(...v.parse(v.array(faultSchema), content()));
				return done;
			case 'POST release':
				this.release();
				return done;
			case 'POST expire':
				this.expireAccessTokens();
				return done;
			case 'POST revoke':
				this.revoke();
				return done;
			case 'POST clock':
				this.advanceClock(v.parse(v.object({ byMs: v.number() }), content()).byMs);
				return done;
			case 'POST tracks':
				this.addTracks(...v.parse(tracksSchema, content()));
				return done;
			case 'POST playlists':
				return json(201, this.addPlaylist(v.parse(playlistSchema, content())));
			case 'GET playlists':
				return json(200, this.playlists());
			case 'GET tracks':
				return json(200, this.tracks());
			case 'GET requests':
				return json(200, this.#log.list());
			case 'DELETE requests':
				this.#log.clear();
				return done;
			case 'POST reset':
				this.reset();
				return done;
			default:
				return undefined;
		}
	}
}
