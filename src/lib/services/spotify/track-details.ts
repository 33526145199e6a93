/**
 * Title, artist and cover of tracks: what is kept, else from Spotify with a login, else by the
 * look-up that works without one.
 */
import { success, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { SpotifyTrack } from '#lib/contracts/spotify.ts';
import { isSpotifyId } from '#lib/domain/spotify-id.ts';
import { linkSignals } from './linked-signal.ts';
import { calledOff } from './patient-fetch.ts';
import type { TrackLookUp } from './spotify.ts';
import { signedOut } from './token-endpoint.ts';
import type { TrackCache } from './track-cache.ts';
import type { WebApi } from './web-api.ts';

/** As many as the look-up takes. */
const lookedUpAtOnce = 10;

export interface TrackDetailsParts {
	readonly api: WebApi;
	readonly cache: TrackCache;
	readonly lookUpTracks: TrackLookUp | undefined;
	readonly isSignedIn: () => boolean;
}

type OnTrack = (id: string, track: SpotifyTrack | null) => void;

export class TrackDetails {
	readonly #parts: TrackDetailsParts;
	/** Aborted when all that came from Spotify is to be forgotten: then nothing is kept any more. */
	#life = new AbortController();

	constructor(parts: TrackDetailsParts) {
		this.#parts = parts;
	}

	async of(
		ids: readonly string[],
		signal: AbortSignal | undefined,
		onTrack: OnTrack = () => undefined
	): Promise<Result<ReadonlyMap<string, SpotifyTrack | null>>> {
		const { cache } = this.#parts;
		const { signal: life } = this.#life;
		const known = cache.get(ids);
		for (const id of ids) if (!isSpotifyId(id)) known.set(id, null);
		for (const [id, track] of known) onTrack(id, track);

		const missing = [...new Set(ids)].filter((id) => !known.has(id));
		const found = new Map<string, SpotifyTrack | null>();
		const take: OnTrack = (id, track) => {
			found.set(id, track);
			onTrack(id, track);
		};
		const asked = await this.#ask(missing, signal, take);
		if (life.aborted) return signedOut();
		cache.add(found);
		return asked.ok ? success(new Map([...known, ...found])) : asked;
	}

	forget(): void {
		this.#life.abort();
		this.#life = new AbortController();
		this.#parts.cache.clear();
	}

	async #ask(
		ids: readonly string[],
		signal: AbortSignal | undefined,
		take: OnTrack
	): Promise<Result<void>> {
		if (ids.length === 0) return success(undefined);
		const { isSignedIn, lookUpTracks } = this.#parts;
		if (isSignedIn()) return this.#askSpotify(ids, signal, take);
		return lookUpTracks === undefined ? signedOut() : this.#lookUp(ids, lookUpTracks, signal, take);
	}

	/** All are in the queue at once; when one cannot be had for a reason that all share, so do none. */
	async #askSpotify(
		ids: readonly string[],
		signal: AbortSignal | undefined,
		take: OnTrack
	): Promise<Result<void>> {
		const setbacks = new AbortController();
		const linked = linkSignals(signal, setbacks.signal);
		let setback: Result<void> = success(undefined);
		await Promise.all(
			ids.map(async (id) => {
				const asked = await this.#parts.api.track(id, linked.signal);
				if (asked.ok) take(id, asked.value);
				else if (isUnknown(asked.failure)) take(id, null);
				else if (setback.ok) {
					setback = asked;
					setbacks.abort();
				}
			})
		);
		linked.release();
		return setback;
	}

	async #lookUp(
		ids: readonly string[],
		lookUpTracks: TrackLookUp,
		signal: AbortSignal | undefined,
		take: OnTrack
	): Promise<Result<void>> {
		for (let first = 0; first < ids.length; first += lookedUpAtOnce) {
			if (signal?.aborted) return calledOff();
			const some = ids.slice(first, first + lookedUpAtOnce);
			const found = await lookUpTracks(some, signal);
			if (!found.ok) return found;
			const byId = new Map(found.value.map((track) => [track.id, track]));
			for (const id of some) take(id, byId.get(id) ?? null);
		}
		return success(undefined);
	}
}

/** Whether it is this id that Spotify does not know: 404, or 400 for what it takes for no id. */
function isUnknown({ code, details }: Failure): boolean {
	return code === 'not-found' || (code === 'unexpected-response' && details['status'] === 400);
}
