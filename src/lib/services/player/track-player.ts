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
	/** Counts what was started and stopped: who reports in an earlier turn is late. */
	#turn = 0;

	constructor(sources: readonly PlaybackSource[], listener: DeckListener) {
		this.#sources = sources;
		this.#listener = listener;
	}

	/** Stops what plays and plays this instead, from its beginning. */
	start(track: Track): void {
		this.#drop();
		const turn = this.#turn;
		const listener: DeckListener = (event) => {
			if (turn === this.#turn) this.#listener(event);
		};
		const deck =
			this.#sourceOf(track)?.open(track, listener) ??
			new SilentDeck(failed('unsupported', 'Nothing here plays this track').failure, listener);
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
		// First a pause, which also lets the audio device rest.
		this.#turn += 1;
		this.#deck?.pause();
		this.#drop();
	}

	close(): void {
		this.stop();
		for (const source of this.#sources) source.close();
	}

	#sourceOf(track: Track): PlaybackSource | undefined {
		return this.#sources.find((source) => source.canPlay(track));
	}

	#drop(): void {
		this.#turn += 1;
		this.#deck?.close();
		this.#deck = null;
	}
}
