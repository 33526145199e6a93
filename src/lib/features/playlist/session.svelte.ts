/**
 * The playlist page's state: a link, and the playlist that comes of it.
 *
 * The address is the truth. Every change here is written back to it, as a new step of the browser's
 * history where it can be taken back ("less like this"), in place where it is one of many (a slider
 * on its way). Writing waits a moment, because browsers refuse an address that changes too often.
 */
import type { Track } from '#lib/contracts/engine.ts';
import {
	defaultLink,
	formatPlaylistLink,
	parsePlaylistLink,
	type ParsedPlaylistLink,
	type PlaylistLink
} from '#lib/domain/playlist-link.ts';
import { Generation, type Generate } from './generation.svelte.ts';
import { randomSeed, requestOf } from './request.ts';

/** What `Again` raises noise to when there is none: enough for other tracks, not for another mood. */
const gentleNoise = 0.05;
const writeDelayMs = 250;
const againAttempts = 8;

export type WriteAddress = (fragment: `#${string}`, options: { replace: boolean }) => void;

export class PlaylistSession {
	/** Null until the address has been read, which the server cannot do. */
	parsed = $state.raw<ParsedPlaylistLink | null>(null);
	readonly link: PlaylistLink = $derived(
		this.parsed?.kind === 'playlist' ? this.parsed.link : defaultLink
	);
	readonly generation: Generation;

	readonly #generate: Generate;
	readonly #writeAddress: WriteAddress;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#written: string | null = null;

	constructor(generate: Generate, writeAddress: WriteAddress) {
		this.#generate = generate;
		this.#writeAddress = writeAddress;
		this.generation = new Generation(generate);
	}

	/** Takes over what the address says, unless it says what was written to it from here. */
	open(fragment: string): void {
		if (fragment === this.#written) return;
		clearTimeout(this.#timer);
		this.#written = fragment;
		this.parsed = parsePlaylistLink(fragment);
	}

	/** Asks for the playlist that the link describes. */
	async compute(): Promise<void> {
		if (this.parsed?.kind === 'playlist') await this.generation.run(requestOf(this.link));
	}

	/** A step that the browser's Back takes back. */
	step(change: Partial<PlaylistLink>): void {
		this.#change(change);
		this.#write(false);
	}

	/** One of many small changes. */
	slide(change: Partial<PlaylistLink>): void {
		this.#change(change);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#write(true), writeDelayMs);
	}

	/** The track becomes a waypoint, where the journey passes it. */
	moreLike(track: Track): void {
		const picks = this.generation.playlist?.picks ?? [];
		const position = picks.findIndex((pick) => pick.track.id === track.id);
		const isWaypointBefore = (id: string): boolean =>
			picks.slice(0, position).some((pick) => pick.track.id === id);
		const before = this.link.waypointIds.filter(isWaypointBefore).length;
		const waypointIds = this.link.waypointIds.filter((id) => id !== track.id);
		this.step({
			waypointIds: waypointIds.toSpliced(before, 0, track.id),
			lessLikeIds: this.link.lessLikeIds.filter((id) => id !== track.id)
		});
	}

	lessLike(track: Track): void {
		this.step({ lessLikeIds: [...this.link.lessLikeIds, track.id] });
	}

	withoutArtist(artist: string): void {
		this.step({ excludedArtists: [...this.link.excludedArtists, artist] });
	}

	withoutWaypoint(id: string): void {
		this.step({ waypointIds: this.link.waypointIds.filter((waypoint) => waypoint !== id) });
	}

	/**
	 * Another playlist for the same wish. Without noise the seed decides nothing (but the first track,
	 * where there is no waypoint), so a little noise comes in. Seeds are tried until one of them gives
	 * other tracks, noise growing, so that pressing the button is never for nothing.
	 * @returns whether noise was raised
	 */
	async again(): Promise<boolean> {
		const shown = trackIds(this.generation.playlist?.picks ?? []);
		const start = this.link;
		let noise = start.noise === 0 && start.waypointIds.length > 0 ? gentleNoise : start.noise;
		let seed = randomSeed();
		for (let attempt = 0; attempt < againAttempts; attempt += 1) {
			const result = await this.#generate(requestOf({ ...start, noise, seed }));
			if (!result.ok || trackIds(result.value.picks) !== shown) break;
			seed = randomSeed();
			if (attempt > 0) noise = Math.min(1, Math.round((noise + gentleNoise) * 100) / 100);
		}
		this.step({ noise, seed });
		return noise > start.noise;
	}

	#change(change: Partial<PlaylistLink>): void {
		this.parsed = { kind: 'playlist', link: { ...this.link, ...change } };
	}

	#write(replace: boolean): void {
		clearTimeout(this.#timer);
		const fragment = formatPlaylistLink(this.link);
		this.#written = fragment;
		this.#writeAddress(fragment, { replace });
	}
}

function trackIds(picks: readonly { readonly track: Track }[]): string {
	return picks.map(({ track }) => track.id).join();
}
