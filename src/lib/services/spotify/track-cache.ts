/**
 * Titles and covers that came from Spotify, kept for a day at most (Developer Policy: no longer than
 * that), and so many at most; logging out deletes them.
 */
import * as v from 'valibot';
import type { SpotifyTrack } from '#lib/contracts/spotify.ts';
import type { Clock, TextStore } from './ports.ts';
import { cacheKey } from './session-key.ts';

const lifetimeMs = 24 * 60 * 60 * 1000;
/** About 200 KB. */
const maxTracks = 500;

const text = v.pipe(v.string(), v.maxLength(2000));
const size = v.nullable(v.number());
const trackSchema = v.object({
	id: text,
	title: text,
	artist: text,
	album: v.nullable(text),
	url: text,
	cover: v.nullable(v.object({ url: text, widthPx: size, heightPx: size }))
}) satisfies v.GenericSchema<unknown, SpotifyTrack>;

const cacheSchema = v.array(
	v.object({
		id: text,
		/** null: Spotify does not know it. */
		track: v.nullable(trackSchema),
		askedAtMs: v.number()
	})
);

type Kept = v.InferOutput<typeof cacheSchema>[number];

export class TrackCache {
	readonly #store: TextStore;
	readonly #clock: Clock;

	/** Throws away what is too old, whoever asks for what. */
	constructor(store: TextStore, clock: Clock) {
		this.#store = store;
		this.#clock = clock;
		this.#write(this.#read());
	}

	/** What is known of these. */
	get(ids: readonly string[]): Map<string, SpotifyTrack | null> {
		const wanted = new Set(ids);
		return new Map(this.#read().flatMap(({ id, track }) => (wanted.has(id) ? [[id, track]] : [])));
	}

	add(tracks: ReadonlyMap<string, SpotifyTrack | null>): void {
		if (tracks.size === 0) return;
		const askedAtMs = this.#clock.now();
		const added = Array.from(tracks, ([id, track]) => ({ id, track, askedAtMs }));
		const others = this.#read().filter(({ id }) => !tracks.has(id));
		this.#write([...others, ...added].slice(-maxTracks));
	}

	clear(): void {
		this.#store.remove(cacheKey);
	}

	#read(): readonly Kept[] {
		const parsed = v.safeParse(
			v.pipe(v.string(), v.parseJson(), cacheSchema),
			this.#store.get(cacheKey)
		);
		const now = this.#clock.now();
		return parsed.success
			? parsed.output.filter(({ askedAtMs }) => askedAtMs <= now && now - askedAtMs < lifetimeMs)
			: [];
	}

	#write(kept: readonly Kept[]): void {
		if (kept.length === 0) this.clear();
		else this.#store.set(cacheKey, JSON.stringify(kept));
	}
}
