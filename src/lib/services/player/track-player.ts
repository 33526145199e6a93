/**
 * Plays one track at a time, from whichever source can: the first that says so. What the sources
 * report goes to one listener, and never from a track that is no longer the current one.
 */
import type { Track } from '#lib/contracts/engine.ts';
import { failed } from '#lib/contracts/failure.ts';
import type { Deck, DeckListener, PlaybackSource } from './playback-source.ts';
import { SilentDeck } from './silent-deck.ts';

export class TrackPlayer {
	readonly #sources: readonly PlaybackSource[];
	readonly #listener: DeckListener;
	#deck: Deck | null = null;
	#volume = 1;

	constructor(sources: readonly PlaybackSource[], listener: DeckListener) {
		this.#sources = sources;
		this.#listener = listener;
	}

	/** Stops what plays and plays this instead, from its beginning. */
	start(track: Track): void {
		this.stop();
		const source = this.#sourceOf(track);
		const deck =
			source?.open(track, this.#listener) ??
			new SilentDeck(
				failed('unsupported', 'Nothing here plays this track').failure,
				this.#listener
			);
		this.#deck = deck;
		deck.setVolume(this.#volume);
		deck.play();
	}

	prefetch(track: Track): void {
		this.#sourceOf(track)?.prefetch(track);
	}

	resume(): void {
		this.#deck?.play();
	}

	pause(): void {
		this.#deck?.pause();
	}

	seek(seconds: number): void {
		this.#deck?.seek(seconds);
	}

	/** 0 … 1 */
	setVolume(volume: number): void {
		this.#volume = volume;
		this.#deck?.setVolume(volume);
	}

	positionSeconds(): number {
		return this.#deck?.positionSeconds() ?? 0;
	}

	stop(): void {
		this.#deck?.close();
		this.#deck = null;
	}

	close(): void {
		this.stop();
		for (const source of this.#sources) source.close();
	}

	#sourceOf(track: Track): PlaybackSource | undefined {
		return this.#sources.find((source) => source.canPlay(track));
	}
}
