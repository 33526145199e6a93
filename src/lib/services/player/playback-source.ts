/**
 * What plays tracks: one interface for everything that makes a sound, be it rendered here, read
 * from a file, streamed from an address or played by somebody else's embed.
 *
 * A source opens a track as a `Deck`. A deck reports what happens to it; after `close()` it is
 * silent and reports nothing more.
 */
import type { Track } from '#lib/contracts/engine.ts';
import type { Failure } from '#lib/contracts/failure.ts';
import type { DeckOutput } from './deck-output.ts';

export type DeckEvent =
	/** It sounds. */
	| { readonly kind: 'playing' }
	/** It should sound but has nothing to play yet; `isSlow`: it ran dry, its maker can't keep up. */
	| { readonly kind: 'waiting'; readonly isSlow: boolean }
	/** It is silent because it was asked to be, or because the system or the browser wants it so. */
	| { readonly kind: 'paused' }
	/** It stands until somebody presses play in the embed itself: the browser wants it so. */
	| { readonly kind: 'blocked' }
	| { readonly kind: 'duration'; readonly seconds: number }
	| { readonly kind: 'ended' }
	| { readonly kind: 'failed'; readonly failure: Failure };

export type DeckListener = (event: DeckEvent) => void;

export interface Deck {
	play(): void;
	pause(): void;
	/** Outside the track: its nearest end. */
	seek(seconds: number): void;
	/** 0 … 1, as loud as it seems to the ear. */
	setVolume(volume: number): void;
	positionSeconds(): number;
	/** Null where the sound does not pass through Web Audio: then one track just follows another. */
	readonly mixable: Mixable | null;
	close(): void;
}

/** What one track needs to give way to the next in time. All times are the audio context's. */
export interface Mixable {
	readonly output: DeckOutput;
	/** Whether it begins and ends to the sample where it says; else to a few milliseconds. */
	readonly isExact: boolean;
	/** Whether it would sound at once. */
	isReady(): boolean;
	/** When its end will sound if it is left alone; null as long as it stands or that is unknown. */
	endsAt(): number | null;
	/** Plays so that its sound begins then; to be asked a quarter of a second before, faded in. */
	playAt(whenSeconds: number): void;
}

export interface PlaybackSource {
	canPlay(track: Track): boolean;
	/** Opens it, silent until `play()`. Never throws: what goes wrong is reported. */
	open(track: Track, listener: DeckListener): Deck;
	/** Prepares the beginning of a track that is likely to be opened next. */
	prefetch(track: Track): void;
	/** Gives back everything that it holds. */
	close(): void;
}

/** Loudness grows with about the square of the amplitude's slider: the gain for a volume of 0 … 1. */
export function gainOf(volume: number): number {
	const clamped = Math.min(Math.max(volume, 0), 1);
	return clamped * clamped;
}
