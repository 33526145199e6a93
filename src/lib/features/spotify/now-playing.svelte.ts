/**
 * What the person plays at Spotify, and where that is in the catalogue.
 *
 * Keeps true: it is looked up when a person asks, and once they have, when they come back to the
 * window; never by a timer. An answer to an earlier question changes nothing.
 */
import type { Failure, Result } from '#lib/contracts/failure.ts';
import type { NowPlaying } from '#lib/contracts/spotify.ts';
import { findInCatalogue, type CatalogueIndex, type Finding } from './find-in-catalogue.ts';

export type NowPlayingState =
	/** Nobody asked yet, or the answer was put away. */
	| { readonly kind: 'idle' }
	| { readonly kind: 'asking' }
	| { readonly kind: 'failed'; readonly failure: Failure }
	| {
			readonly kind: 'answered';
			readonly playing: NowPlaying;
			/** Null where it is nothing that could be found. */
			readonly finding: Finding | null;
	  };

/** Whoever switches windows to and fro does not ask each time. */
const restMs = 3_000;

export class NowPlayingLookUp {
	state = $state.raw<NowPlayingState>({ kind: 'idle' });
	/** Asked again while the earlier answer is still shown. */
	isAsking = $state(false);

	readonly #ask: (signal: AbortSignal) => Promise<Result<NowPlaying>>;
	readonly #index: CatalogueIndex;
	#asked: AbortController | null = null;
	#askedAtMs = Number.NEGATIVE_INFINITY;

	constructor(ask: (signal: AbortSignal) => Promise<Result<NowPlaying>>, index: CatalogueIndex) {
		this.#ask = ask;
		this.#index = index;
	}

	async ask(): Promise<void> {
		this.#asked?.abort();
		const asked = new AbortController();
		this.#asked = asked;
		this.#askedAtMs = Date.now();
		this.isAsking = true;
		if (this.state.kind !== 'answered') this.state = { kind: 'asking' };
		const state = await this.#answer(asked.signal);
		if (this.#asked !== asked) return;
		this.isAsking = false;
		this.state = state;
	}

	/** The window is looked at again. */
	async askAgain(): Promise<void> {
		const isWanted = this.state.kind === 'answered' || this.state.kind === 'failed';
		if (isWanted && Date.now() - this.#askedAtMs >= restMs) await this.ask();
	}

	/** Puts the answer away; nothing is asked until somebody asks. */
	dismiss(): void {
		this.#asked?.abort();
		this.#asked = null;
		this.isAsking = false;
		this.state = { kind: 'idle' };
	}

	async #answer(signal: AbortSignal): Promise<NowPlayingState> {
		const playing = await this.#ask(signal);
		if (!playing.ok) return { kind: 'failed', failure: playing.failure };
		const finding = await this.#find(playing.value);
		if (finding?.ok === false) return { kind: 'failed', failure: finding.failure };
		return { kind: 'answered', playing: playing.value, finding: finding?.value ?? null };
	}

	#find(playing: NowPlaying): Promise<Result<Finding>> | null {
		switch (playing.kind) {
			case 'track':
				return findInCatalogue(this.#index, playing.track.id, playing.track);
			case 'local-file':
				return findInCatalogue(this.#index, null, playing);
			case 'nothing':
			case 'episode':
			case 'advert':
			case 'unknown':
				return null;
		}
	}
}
