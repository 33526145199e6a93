/**
 * What plays, on the lock screen, the keyboard's media keys and the headphones' button.
 *
 * Every browser knows a part of this; what one doesn't know is left out silently, since the page
 * has all of it anyway.
 */
import type { Track } from '#lib/contracts/engine.ts';

export interface SystemActions {
	play(): void;
	pause(): void;
	next(): void;
	previous(): void;
	seek(seconds: number): void;
	/** From where it is. */
	seekBy(seconds: number): void;
}

const stepSeconds = 10;

export class SystemControls {
	readonly #session: MediaSession | null;
	readonly #actions: MediaSessionAction[] = [];

	constructor(actions: SystemActions) {
		this.#session = 'mediaSession' in navigator ? navigator.mediaSession : null;
		this.#on('play', () => actions.play());
		this.#on('pause', () => actions.pause());
		this.#on('stop', () => actions.pause());
		this.#on('nexttrack', () => actions.next());
		this.#on('previoustrack', () => actions.previous());
		this.#on('seekbackward', ({ seekOffset }) => actions.seekBy(-(seekOffset ?? stepSeconds)));
		this.#on('seekforward', ({ seekOffset }) => actions.seekBy(seekOffset ?? stepSeconds));
		this.#on('seekto', ({ seekTime }) => {
			if (seekTime !== undefined) actions.seek(seekTime);
		});
	}

	showTrack(track: Track | null): void {
		if (this.#session === null) return;
		this.#session.metadata =
			track === null
				? null
				: new MediaMetadata({ title: track.title || track.artist, artist: track.artist });
	}

	showState(isPlaying: boolean, positionSeconds: number, durationSeconds: number): void {
		if (this.#session === null) return;
		this.#session.playbackState = isPlaying ? 'playing' : 'paused';
		if (!(durationSeconds > 0)) return;
		try {
			this.#session.setPositionState({
				duration: durationSeconds,
				position: Math.min(Math.max(positionSeconds, 0), durationSeconds)
			});
		} catch {
			// Not known here, or refused: the lock screen then shows no position.
		}
	}

	close(): void {
		for (const action of this.#actions) this.#session?.setActionHandler(action, null);
		if (this.#session === null) return;
		this.#session.metadata = null;
		this.#session.playbackState = 'none';
	}

	#on(action: MediaSessionAction, handler: MediaSessionActionHandler): void {
		try {
			this.#session?.setActionHandler(action, handler);
			this.#actions.push(action);
		} catch {
			// This browser doesn't know the action.
		}
	}
}
