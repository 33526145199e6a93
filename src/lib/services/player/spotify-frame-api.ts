/**
 * Spotify's script for controlling its embed, loaded when it is first needed and never before: it is
 * the first thing that this page asks of Spotify.
 * https://developer.spotify.com/documentation/embeds/references/iframe-api
 *
 * Keeps true: a script that did not come (no network, a blocker) is asked for again by the next call.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';

export interface EmbedController {
	/** Shows another track in the same frame, standing still. */
	loadUri(uri: string): void;
	play(): void;
	pause(): void;
	resume(): void;
	seek(seconds: number): void;
	/** Takes the frame out of the page. */
	destroy(): void;
	addListener(event: EmbedEvent, listener: (event: unknown) => void): void;
}

export type EmbedEvent = 'ready' | 'playback_update' | 'error';

export interface FrameApi {
	/** Puts a frame in the place of `element`, which is gone then. */
	createController(
		element: HTMLElement,
		options: { readonly uri: string; readonly width: string; readonly height: number },
		callback: (controller: EmbedController) => void
	): void;
}

declare global {
	interface Window {
		onSpotifyIframeApiReady?: (api: FrameApi) => void;
	}
}

export const spotifyEmbedUrl = 'https://open.spotify.com';
const timeoutMs = 20_000;

const loading = new Map<string, Promise<Result<FrameApi>>>();

/** @param baseUrl Spotify's, or a stand-in's */
export function loadFrameApi(baseUrl: string): Promise<Result<FrameApi>> {
	const known = loading.get(baseUrl);
	if (known !== undefined) return known;
	const started = requestScript(`${baseUrl}/embed/iframe-api/v1`);
	loading.set(baseUrl, started);
	void started.then((result) => {
		if (!result.ok) loading.delete(baseUrl);
	});
	return started;
}

function requestScript(address: string): Promise<Result<FrameApi>> {
	return new Promise((resolve) => {
		const script = document.createElement('script');
		const fail = (reason: string): void => {
			clearTimeout(timer);
			script.remove();
			// Left by a script whose second half did not come; the next one would take it for itself.
			Reflect.deleteProperty(window, 'SpotifyIframeConfig');
			const details = { address, reason };
			resolve(
				failed('network-unreachable', 'Spotify’s player could not be loaded', {
					retryable: true,
					details
				})
			);
		};
		const timer = setTimeout(() => fail('timeout'), timeoutMs);
		window.onSpotifyIframeApiReady = (api) => {
			clearTimeout(timer);
			resolve(success(api));
		};
		script.onerror = () => fail('refused');
		script.src = address;
		document.head.append(script);
	});
}
