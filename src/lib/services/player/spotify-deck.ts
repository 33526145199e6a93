/**
 * Plays a track in Spotify's embed. What happens in there is known from its updates alone, which
 * come about once a second; between two of them the position is reckoned.
 *
 * Keeps true: an update that was on its way when something was asked for is not taken for the answer
 * to it; a browser that wants a press in the frame itself is reported as that, not as a failure.
 */
import { failed, type FailureCode } from '#lib/contracts/failure.ts';
import type { Deck, DeckEvent, DeckListener } from './playback-source.ts';
import type { EmbedListener, EmbedUpdate, SpotifyEmbed } from './spotify-embed.ts';
import type { EmbedController } from './spotify-frame-api.ts';

export interface Patience {
	/** A frame that shows the track and still does not sound waits for a press. */
	readonly soundMs: number;
	/** A frame that says nothing at all does not come any more. */
	readonly frameMs: number;
}

const usualPatience: Patience = { soundMs: 4_000, frameMs: 20_000 };

/** A track whose last update was so near its end, and that then stands, is over. */
const endSeconds = 1.5;
/** For so long an update may still be one from before it was asked to pause. */
const settleMs = 1_000;

export class SpotifyDeck implements Deck, EmbedListener {
	/** The sound of another host's frame is not to be had. */
	readonly mixable = null;
	readonly #embed: SpotifyEmbed;
	readonly #uri: string;
	readonly #listener: DeckListener;
	readonly #patience: Patience;
	#controller: EmbedController | null = null;
	#isShown = false;
	#isClosed = false;
	/** It was asked to sound and has not yet. */
	#isAwaited = false;
	#isRunning = false;
	#hasEnded = false;
	/** Until then, in `performance.now()`'s time, an update that it runs is from before. */
	#quietUntilMs = 0;
	#durationSeconds = 0;
	#position = { seconds: 0, atMs: 0 };
	/** Where to go once it sounds; null: where it is. */
	#wantedSeconds: number | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		embed: SpotifyEmbed,
		uri: string,
		listener: DeckListener,
		patience: Patience = usualPatience
	) {
		this.#embed = embed;
		this.#uri = uri;
		this.#listener = listener;
		this.#patience = patience;
	}

	play(): void {
		if (this.#isClosed) return;
		this.#isAwaited = true;
		this.#quietUntilMs = 0;
		this.#report({ kind: 'waiting', isSlow: false });
		if (!this.#isShown) void this.#show();
		else if (this.#controller !== null) {
			this.#controller.resume();
			this.#awaitSound();
		}
	}

	pause(): void {
		this.#isAwaited = false;
		this.#halt();
		clearTimeout(this.#timer);
		this.#quietUntilMs = performance.now() + settleMs;
		this.#controller?.pause();
		this.#report({ kind: 'paused' });
	}

	seek(seconds: number): void {
		const position = Math.max(0, seconds);
		this.#hasEnded = false;
		this.#position = { seconds: position, atMs: performance.now() };
		if (this.#controller === null || this.#isAwaited) this.#wantedSeconds = position;
		else this.#controller.seek(position);
	}

	/** A frame of another host has a volume of its own. */
	setVolume(): void {}

	positionSeconds(): number {
		const { seconds, atMs } = this.#position;
		const elapsed = this.#isRunning ? (performance.now() - atMs) / 1000 : 0;
		return Math.min(seconds + elapsed, this.#durationSeconds || Number.POSITIVE_INFINITY);
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		clearTimeout(this.#timer);
		this.#embed.leave(this);
		if (this.#isRunning || this.#isAwaited) this.#controller?.pause();
	}

	onReady(): void {
		if (!this.#isAwaited) return;
		// Said again: whether it heard what was said before it was ready is not promised.
		this.#controller?.play();
		this.#awaitSound();
	}

	onUpdate(update: EmbedUpdate): void {
		const { isPaused, isBuffering, durationSeconds } = update;
		if (durationSeconds > 0 && durationSeconds !== this.#durationSeconds) {
			this.#durationSeconds = durationSeconds;
			this.#report({ kind: 'duration', seconds: durationSeconds });
		}
		if (isPaused) this.#onStill(update);
		else if (performance.now() < this.#quietUntilMs) return;
		else if (isBuffering) this.#onBuffering(update);
		else this.#onRunning(update);
	}

	onError(reason: string): void {
		this.#fail('track-not-found', 'Spotify does not play this track', reason);
	}

	async #show(): Promise<void> {
		this.#isShown = true;
		const { frameMs } = this.#patience;
		const shown = await this.#embed.show(this.#uri, this);
		if (this.#isClosed) return;
		if (!shown.ok) {
			this.#isShown = false;
			this.#isAwaited = false;
			this.#report({ kind: 'failed', failure: shown.failure });
			return;
		}
		this.#controller = shown.value;
		if (!this.#isAwaited) return;
		this.#controller?.play();
		this.#timer = setTimeout(() => {
			this.#fail('unexpected-response', 'Spotify’s player does not answer', 'timeout');
		}, frameMs);
	}

	#awaitSound(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#isAwaited = false;
			this.#report({ kind: 'blocked' });
		}, this.#patience.soundMs);
	}

	#onRunning({ positionSeconds }: EmbedUpdate): void {
		const wasRunning = this.#isRunning;
		clearTimeout(this.#timer);
		this.#isAwaited = false;
		this.#isRunning = true;
		this.#hasEnded = false;
		this.#position = { seconds: positionSeconds, atMs: performance.now() };
		if (this.#wantedSeconds !== null) {
			const wanted = this.#wantedSeconds;
			this.#wantedSeconds = null;
			this.seek(wanted);
		}
		if (!wasRunning) this.#report({ kind: 'playing' });
		if (this.#durationSeconds > 0 && positionSeconds >= this.#durationSeconds) this.#end();
	}

	#onBuffering({ positionSeconds }: EmbedUpdate): void {
		this.#halt();
		this.#position = { seconds: positionSeconds, atMs: performance.now() };
		// It may take as long as it likes: it does what it was asked to.
		clearTimeout(this.#timer);
		this.#report({ kind: 'waiting', isSlow: false });
	}

	#onStill({ positionSeconds }: EmbedUpdate): void {
		this.#quietUntilMs = 0;
		if (this.#isAwaited) return this.#onShown();
		// Its last word is that it stands at the beginning again.
		if (this.#hasEnded) return;
		const wasRunning = this.#isRunning;
		const left = this.#durationSeconds - this.positionSeconds();
		const isAtAnEnd = positionSeconds < 0.5 || this.#durationSeconds - positionSeconds < 0.5;
		this.#halt();
		if (wasRunning && this.#durationSeconds > 0 && left < endSeconds && isAtAnEnd) {
			return this.#end();
		}
		this.#position = { seconds: positionSeconds, atMs: performance.now() };
		if (wasRunning) this.#report({ kind: 'paused' });
	}

	/** The track is there, standing: from here on it is the browser that it waits for. */
	#onShown(): void {
		if (this.#hasFrameAnswered) return;
		this.#hasFrameAnswered = true;
		this.#awaitSound();
	}
	#hasFrameAnswered = false;

	#end(): void {
		this.#isRunning = false;
		this.#hasEnded = true;
		this.#position = { seconds: this.#durationSeconds, atMs: performance.now() };
		this.#report({ kind: 'ended' });
	}

	/** The position stays where it has come to. */
	#halt(): void {
		this.#position = { seconds: this.positionSeconds(), atMs: performance.now() };
		this.#isRunning = false;
	}

	#fail(code: FailureCode, message: string, reason: string): void {
		clearTimeout(this.#timer);
		this.#halt();
		this.#isAwaited = false;
		this.#report({
			kind: 'failed',
			failure: failed(code, message, { retryable: true, details: { uri: this.#uri, reason } })
				.failure
		});
	}

	#report(event: DeckEvent): void {
		if (!this.#isClosed) this.#listener(event);
	}
}
