/**
 * The house's music for a player: open a track, take its next frames, close it. Pure, so the same
 * object runs in a worker, in the page's tests and in Node; the worker adds only the transfer.
 */
import { failed, type Result, success } from '#lib/contracts/failure.ts';
import { houseTrack } from './catalogue.ts';
import { createTrackRenderer, type StereoAudio, type TrackRenderer } from './render.ts';

export interface OpenedTrack {
	/** To be given to `next` and `close`. */
	readonly handle: number;
	readonly sampleRateHz: number;
	readonly totalFrames: number;
}

export interface HouseApi {
	open(trackId: string, options?: { sampleRateHz?: number }): Result<OpenedTrack>;
	/** Up to `frames` frames; shorter at the end, length 0 when over. */
	next(handle: number, frames: number): Result<StereoAudio>;
	close(handle: number): void;
}

export function createHouseApi(): HouseApi {
	const renderers = new Map<number, TrackRenderer>();
	let lastHandle = 0;

	return {
		open(trackId, options = {}) {
			const track = houseTrack(trackId);
			if (!track) {
				return failed('track-not-found', `The house has no track ${trackId}.`, {
					details: { trackId }
				});
			}
			const renderer = createTrackRenderer(track, options);
			const handle = ++lastHandle;
			renderers.set(handle, renderer);
			const { sampleRateHz, totalFrames } = renderer;
			return success({ handle, sampleRateHz, totalFrames });
		},
		next(handle, frames) {
			const renderer = renderers.get(handle);
			if (!renderer) {
				return failed('track-not-found', `No track is open as ${handle}.`, { details: { handle } });
			}
			return success(renderer.next(frames));
		},
		close(handle) {
			renderers.delete(handle);
		}
	};
}
