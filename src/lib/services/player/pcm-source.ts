/**
 * The source for music that is made here: opens streams of samples and plays them through Web
 * Audio. Holds at most one prefetched track, whose beginning is rendered before it is asked for.
 */
import type { Track } from '#lib/contracts/engine.ts';
import { failed } from '#lib/contracts/failure.ts';
import { PcmDeck } from './pcm-deck.ts';
import type { PcmStreams } from './pcm-stream.ts';
import type { Deck, DeckListener, PlaybackSource } from './playback-source.ts';
import { RenderedTrack } from './rendered-track.ts';
import { SilentDeck } from './silent-deck.ts';
import { SystemPresence } from './system-presence.ts';

const prefetchSeconds = 3;

export class PcmSource implements PlaybackSource {
	readonly #streams: PcmStreams;
	readonly #output: () => BaseAudioContext | null;
	readonly #presence = new SystemPresence();
	#prefetched: { readonly trackId: string; readonly rendered: RenderedTrack } | null = null;

	/** @param output the context, made in the gesture that asked for sound */
	constructor(streams: PcmStreams, output: () => BaseAudioContext | null) {
		this.#streams = streams;
		this.#output = output;
	}

	canPlay(): boolean {
		return true;
	}

	open(track: Track, listener: DeckListener): Deck {
		const context = this.#output();
		if (context === null) {
			const refusal = failed('unsupported', 'This browser has no Web Audio');
			return new SilentDeck(refusal.failure, listener);
		}
		return new PcmDeck(context, this.#takePrefetched(track.id), (event) => {
			if (event.kind === 'playing') this.#presence.begin();
			else if (event.kind !== 'duration' && event.kind !== 'waiting') this.#presence.end();
			listener(event);
		});
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
