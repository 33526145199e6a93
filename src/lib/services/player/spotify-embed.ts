/**
 * Spotify's player in the page: one frame, used for one track after the other.
 *
 * Keeps true: what it reports goes to whoever showed the latest track, and what it still says of the
 * track before is not passed on; a frame whose place left the page is given up, and the next track
 * gets a new one.
 */
import * as v from 'valibot';
import type { Result } from '#lib/contracts/failure.ts';
import { success } from '#lib/contracts/failure.ts';
import type { EmbedPlace } from './embed-place.ts';
import type { EmbedController, FrameApi } from './spotify-frame-api.ts';

/** Spotify's compact form. */
const embedHeightPx = 80;

export interface EmbedUpdate {
	readonly isPaused: boolean;
	readonly isBuffering: boolean;
	readonly positionSeconds: number;
	/** 0: not known. Without a subscription a preview's. */
	readonly durationSeconds: number;
}

export interface EmbedListener {
	onReady(): void;
	onUpdate(update: EmbedUpdate): void;
	/** It does not play this track. */
	onError(reason: string): void;
}

const milliseconds = v.fallback(v.pipe(v.number(), v.minValue(0)), 0);
const updateSchema = v.object({
	data: v.object({
		isPaused: v.boolean(),
		isBuffering: v.fallback(v.boolean(), false),
		position: milliseconds,
		duration: milliseconds,
		playingURI: v.fallback(v.string(), '')
	})
});
const errorSchema = v.object({ data: v.object({ message: v.string() }) });

interface Frame {
	readonly controller: EmbedController;
	/** What it lies in; empty and out of the page once somebody took it away. */
	readonly holder: HTMLElement;
}

export class SpotifyEmbed {
	readonly #loadApi: () => Promise<Result<FrameApi>>;
	readonly #place: EmbedPlace;
	#frame: Frame | null = null;
	#uri = '';
	/** The track before, of which an update may still be on its way. */
	#leftUri = '';
	#listener: EmbedListener | null = null;
	/** Counts what was shown: a script that arrives for an earlier track is late. */
	#shown = 0;

	constructor(loadApi: () => Promise<Result<FrameApi>>, place: EmbedPlace) {
		this.#loadApi = loadApi;
		this.#place = place;
	}

	/** @returns its controls; null where something else was shown meanwhile */
	async show(uri: string, listener: EmbedListener): Promise<Result<EmbedController | null>> {
		this.#shown += 1;
		const shown = this.#shown;
		this.#listener = listener;
		const isSame = this.#uri === uri;
		this.#leftUri = isSame ? '' : this.#uri;
		this.#uri = uri;
		const api = await this.#loadApi();
		if (!api.ok) return api;
		const place = await this.#place.element();
		if (shown !== this.#shown) return success(null);
		const kept = this.#kept();
		if (kept !== null) {
			// What is loaded already is not loaded again: it would go on from where it stands.
			if (isSame) kept.seek(0);
			else kept.loadUri(uri);
			return success(kept);
		}
		const controller = await this.#createController(api.value, place, uri);
		return success(shown === this.#shown ? controller : null);
	}

	/** From now on this listener hears nothing. */
	leave(listener: EmbedListener): void {
		if (this.#listener === listener) this.#listener = null;
	}

	close(): void {
		this.#shown += 1;
		this.#listener = null;
		this.#destroy();
	}

	#kept(): EmbedController | null {
		if (this.#frame?.holder.isConnected) return this.#frame.controller;
		this.#destroy();
		return null;
	}

	#destroy(): void {
		const frame = this.#frame;
		this.#frame = null;
		frame?.controller.destroy();
		frame?.holder.remove();
	}

	#createController(api: FrameApi, place: HTMLElement, uri: string): Promise<EmbedController> {
		const holder = document.createElement('div');
		// Theirs to replace.
		const throwaway = document.createElement('div');
		holder.append(throwaway);
		place.append(holder);
		return new Promise((resolve) => {
			const options = { uri, width: '100%', height: embedHeightPx };
			api.createController(throwaway, options, (controller) => {
				this.#frame = { controller, holder };
				const frame = holder.querySelector('iframe');
				if (frame?.title === '') frame.title = 'Spotify player';
				this.#listenTo(controller);
				resolve(controller);
			});
		});
	}

	#listenTo(controller: EmbedController): void {
		const isCurrent = (): boolean => this.#frame?.controller === controller;
		controller.addListener('ready', () => {
			if (isCurrent()) this.#listener?.onReady();
		});
		controller.addListener('playback_update', (event) => {
			const parsed = v.safeParse(updateSchema, event);
			if (!parsed.success || !isCurrent()) return;
			const { isPaused, isBuffering, position, duration, playingURI } = parsed.output.data;
			if (playingURI !== '' && playingURI === this.#leftUri) return;
			this.#listener?.onUpdate({
				isPaused,
				isBuffering,
				positionSeconds: position / 1000,
				durationSeconds: duration / 1000
			});
		});
		controller.addListener('error', (event) => {
			const parsed = v.safeParse(errorSchema, event);
			if (isCurrent()) this.#listener?.onError(parsed.success ? parsed.output.data.message : '');
		});
	}
}
