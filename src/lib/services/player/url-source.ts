/**
 * The source for catalogues whose tracks have addresses: the browser's own player does the work.
 *
 * The element reports its own state, whoever changed it (the system's media keys do, too), so the
 * deck only passes on what it says.
 */
import type { Track } from '#lib/contracts/engine.ts';
import { failed, type Failure } from '#lib/contracts/failure.ts';
import { isLibraryId } from '#lib/domain/library-id.ts';
import { gainOf, type Deck, type DeckListener, type PlaybackSource } from './playback-source.ts';

export class UrlSource implements PlaybackSource {
	readonly #addressOf: (track: Track) => string;

	/** @param template an address, in which `{id}` stands for the track's id */
	constructor(template: string, baseUrl: string) {
		this.#addressOf = ({ id }) =>
			new URL(
				template.replaceAll('{id}', () => encodeURIComponent(id)),
				baseUrl
			).href;
	}

	canPlay({ id }: Track): boolean {
		return !isLibraryId(id);
	}

	open(track: Track, listener: DeckListener): Deck {
		return new ElementDeck(this.#addressOf(track), listener);
	}

	/** The browser's cache would hold it, but a person on a phone pays for what they never hear. */
	prefetch(): void {}

	close(): void {}
}

class ElementDeck implements Deck {
	/** Another host's sound may be heard, but seldom be handed to Web Audio, which would be silent. */
	readonly mixable = null;
	readonly #audio = new Audio();
	readonly #listening = new AbortController();

	readonly #listener: DeckListener;

	constructor(address: string, listener: DeckListener) {
		this.#listener = listener;
		const audio = this.#audio;
		const on = (event: keyof HTMLMediaElementEventMap, report: () => void): void =>
			audio.addEventListener(event, report, { signal: this.#listening.signal });
		on('playing', () => listener({ kind: 'playing' }));
		on('waiting', () => listener({ kind: 'waiting', isSlow: audio.currentTime > 0 }));
		on('play', () => listener({ kind: 'waiting', isSlow: false }));
		on('pause', () => {
			if (!audio.ended) listener({ kind: 'paused' });
		});
		on('ended', () => listener({ kind: 'ended' }));
		on('durationchange', () => {
			// A stream without an end has an infinite duration: that is not a length to show.
			if (Number.isFinite(audio.duration)) {
				listener({ kind: 'duration', seconds: audio.duration });
			}
		});
		on('error', () => listener({ kind: 'failed', failure: failureOf(audio.error, address) }));
		audio.preload = 'auto';
		audio.src = address;
	}

	play(): void {
		this.#audio.play().catch(() => {
			// Refused outside a gesture, which no event says. What is wrong with the address, `error` says.
			const isClosed = this.#listening.signal.aborted;
			if (!isClosed && this.#audio.error === null) this.#listener({ kind: 'paused' });
		});
	}

	pause(): void {
		this.#audio.pause();
	}

	seek(seconds: number): void {
		this.#audio.currentTime = Math.max(0, seconds);
	}

	setVolume(volume: number): void {
		this.#audio.volume = gainOf(volume);
	}

	positionSeconds(): number {
		return this.#audio.currentTime;
	}

	close(): void {
		this.#listening.abort();
		this.#audio.pause();
		// Ends the download; taking `src` away alone doesn't.
		this.#audio.removeAttribute('src');
		this.#audio.load();
	}
}

function failureOf(error: MediaError | null, address: string): Failure {
	const details = { address, reason: error?.message ?? '' };
	switch (error?.code) {
		case MediaError.MEDIA_ERR_NETWORK:
			return failed('network-unreachable', 'The track stopped arriving', {
				retryable: true,
				details
			}).failure;
		case MediaError.MEDIA_ERR_DECODE:
			return failed('unsupported', 'The track cannot be decoded', { details }).failure;
		default:
			// Browsers do not say whether it is missing, no audio, or in a format they don't know.
			return failed('unexpected-response', 'There is no playable audio at the address', {
				retryable: true,
				details
			}).failure;
	}
}
