/**
 * The source for music that is made here: opens streams of samples and plays them through Web
 * Audio. Holds at most one prefetched track, whose beginning is rendered before it is asked for.
 */
import type { Track } from '#lib/contracts/engine.ts';
import { failed } from '#lib/contracts/failure.ts';
import { isLibraryId } from '#lib/domain/library-id.ts';
import { PcmDeck } from './pcm-deck.ts';
import type { PcmStreams } from './pcm-stream.ts';
import type { Deck, DeckListener, PlaybackSource } from './playback-source.ts';
import { RenderedTrack } from './rendered-track.ts';
import { SilentDeck } from './silent-deck.ts';
import { SystemPresence } from './system-presence.ts';

const prefetchSeconds = 3;

export class PcmSource implements PlaybackSource {
	readonly #streams: PcmStreams;
	readonly #output: () => AudioNode | null;
	readonly #presence = new SystemPresence();
	#prefetched: { readonly trackId: string; readonly rendered: RenderedTrack } | null = null;

	/** @param output where sound goes, made in the gesture that asked for it; null: nowhere */
	constructor(streams: PcmStreams, output: () => AudioNode | null) {
		this.#streams = streams;
		this.#output = output;
	}

	canPlay({ id }: Track): boolean {
		return !isLibraryId(id);
	}

	open(track: Track, listener: DeckListener): Deck {
		const output = this.#output();
		if (output === null) {
			const refusal = failed('unsupported', 'This browser has no Web Audio');
			return new SilentDeck(refusal.failure, listener);
		}
		// Two decks sound while one track fades into another: the presence is for either.
		const user = {};
		const report: DeckListener = (event) => {
			if (event.kind === 'playing') this.#presence.begin(user);
			else if (event.kind !== 'duration' && event.kind !== 'waiting') this.#presence.end(user);
			listener(event);
		};
		return new PcmDeck(output, this.#takePrefetched(track.id), report, () =>
			this.#presence.end(user)
		);
	}

	prefetch(track: Track): void {
		if (this.#prefetched?.trackId === track.id) return;
		this.#dropPrefetched();
		const rendered = new RenderedTrack(this.#streams.open, track.id);
		rendered.want(prefetchSeconds);
		this.#prefetched = { trackId: track.id, rendered };
	}

	close(): void {
		this.#dropPrefetched();
		this.#presence.close();
		this.#streams.close();
	}

	#takePrefetched(trackId: string): RenderedTrack {
		const prefetched = this.#prefetched;
		if (prefetched?.trackId === trackId && prefetched.rendered.failure === null) {
			this.#prefetched = null;
			return prefetched.rendered;
		}
		this.#dropPrefetched();
		return new RenderedTrack(this.#streams.open, trackId);
	}

	#dropPrefetched(): void {
		this.#prefetched?.rendered.close();
		this.#prefetched = null;
	}
}
