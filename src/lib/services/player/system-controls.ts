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
	/** Counts what was shown: a cover that arrives for an earlier track is late. */
	#shown = 0;

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

	/** @param cover its picture, which may take a while; null where there is none */
	showTrack(track: Track | null, cover: Promise<Blob | null> | null = null): void {
		this.#shown += 1;
		if (this.#session === null) return;
		this.#session.metadata = track === null ? null : new MediaMetadata(namesOf(track));
		if (track !== null && cover !== null) void this.#showCover(track, cover, this.#shown);
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
		this.#shown += 1;
		for (const action of this.#actions) this.#session?.setActionHandler(action, null);
		if (this.#session === null) return;
		this.#session.metadata = null;
		this.#session.playbackState = 'none';
	}

	async #showCover(track: Track, cover: Promise<Blob | null>, shown: number): Promise<void> {
		let picture: Blob | null = null;
		let src = '';
		try {
			picture = await cover;
			if (picture !== null) src = await dataUrlOf(picture);
		} catch {
			// It cannot be read: the names are shown without it.
		}
		if (picture === null || src === '' || shown !== this.#shown || this.#session === null) return;
		const artwork = [{ src, type: picture.type }];
		this.#session.metadata = new MediaMetadata({ ...namesOf(track), artwork });
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

function namesOf({ title, artist }: Track): { readonly title: string; readonly artist: string } {
	return { title: title || artist, artist };
}

/** The page's policy lets pictures come from data only; and data needs nobody to give it back. */
function dataUrlOf(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
		reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
		reader.readAsDataURL(blob);
	});
}
