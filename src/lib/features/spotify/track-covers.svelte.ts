/**
 * Covers of tracks that are on the screen, from Spotify: asked for when their row comes into sight,
 * several rows at once, and kept no longer than the page (the service keeps what it may for a day).
 */
import type { SpotifyTrack } from '#lib/contracts/spotify.ts';
import { SvelteMap } from 'svelte/reactivity';
import type { SpotifyAccess } from './spotify.svelte.ts';

/** As many as one question may hold. */
const batchSize = 10;
/** Rows that scroll past come into sight for less. */
const restMs = 250;

export class TrackCovers {
	/** Null: Spotify has none; undefined: it was asked. */
	readonly #known = new SvelteMap<string, SpotifyTrack | null | undefined>();
	#wanted: readonly string[] = [];
	readonly #access: Pick<SpotifyAccess, 'tracks' | 'canShowTracks'>;
	/** Counts how often it was told to forget: what was asked before that is not kept. */
	#life = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(access: Pick<SpotifyAccess, 'tracks' | 'canShowTracks'>) {
		this.#access = access;
	}

	/** Undefined: not known, or not yet. */
	of(id: string): SpotifyTrack | null | undefined {
		return this.#known.get(id);
	}

	/** Its row is in sight. @returns it is not any more */
	want(id: string): () => void {
		if (this.#known.has(id) || this.#wanted.includes(id)) return () => {};
		this.#wanted = [...this.#wanted, id];
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#ask(), restMs);
		return () => (this.#wanted = this.#wanted.filter((other) => other !== id));
	}

	/** Whoever logs out takes them along. */
	forget(): void {
		this.#life += 1;
		clearTimeout(this.#timer);
		this.#wanted = [];
		this.#known.clear();
	}

	async #ask(): Promise<void> {
		if (!this.#access.canShowTracks) return;
		const ids = this.#wanted.slice(0, batchSize);
		this.#wanted = this.#wanted.slice(batchSize);
		if (ids.length === 0) return;
		for (const id of ids) this.#known.set(id, undefined);
		const life = this.#life;
		const result = await this.#access.tracks(ids, (id, track) => {
			if (life === this.#life) this.#known.set(id, track);
		});
		// Without an answer rows stay as they were; it is no trouble that anybody has to hear of.
		if (result.ok && life === this.#life) await this.#ask();
	}
}
