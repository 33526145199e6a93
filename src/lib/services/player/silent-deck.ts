/** What a source opens when it can't play: says so, and takes every command without effect. */
import type { Failure } from '#lib/contracts/failure.ts';
import type { Deck, DeckListener } from './playback-source.ts';

export class SilentDeck implements Deck {
	readonly mixable = null;
	#isClosed = false;

	constructor(failure: Failure, listener: DeckListener) {
		// Afterwards, so that whoever opens it holds the deck when the news arrives.
		queueMicrotask(() => {
			if (!this.#isClosed) listener({ kind: 'failed', failure });
		});
	}

	play(): void {}
	pause(): void {}
	seek(): void {}
	setVolume(): void {}

	positionSeconds(): number {
		return 0;
	}

	close(): void {
		this.#isClosed = true;
	}
}
