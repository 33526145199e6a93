/**
 * From a track to sound, a few frames at a time. What has been asked for is the same whatever the
 * sizes of the requests: the engine always works in blocks of its own and a request drains them.
 */
import { composeTrack, type HouseTrack } from './catalogue.ts';
import { ScoreEngine } from './score-engine.ts';

export interface StereoAudio {
	readonly sampleRateHz: number;
	readonly left: Float32Array;
	readonly right: Float32Array;
}

export interface TrackRenderer {
	readonly sampleRateHz: number;
	readonly totalFrames: number;
	/** Fills and returns up to `frames` next frames; shorter at the end, length 0 when over. */
	next(frames: number): StereoAudio;
}

const DEFAULT_SAMPLE_RATE_HZ = 44_100;
/** Rooms and long notes need this long to be heard when rendering starts inside a piece. */
const WARM_UP_SECONDS = 5;

function createRendererAt(
	track: HouseTrack,
	sampleRateHz: number,
	startSeconds: number
): TrackRenderer {
	const score = composeTrack(track);
	const engine = new ScoreEngine(score, sampleRateHz, Math.max(0, startSeconds - WARM_UP_SECONDS));
	const totalFrames = Math.round(track.durationSeconds * sampleRateHz);
	let position = engine.startFrame;

	const next = (frames: number): StereoAudio => {
		const count = Math.max(0, Math.min(Math.floor(frames), totalFrames - position));
		const left = new Float32Array(count);
		const right = new Float32Array(count);
		engine.read(left, right);
		position += count;
		return { sampleRateHz, left, right };
	};
	const skipped = Math.round(startSeconds * sampleRateHz) - position;
	if (skipped > 0) next(skipped);
	return { sampleRateHz, totalFrames, next };
}

/** A renderer of the whole track from its beginning; 44,100 Hz unless said otherwise. */
export function createTrackRenderer(
	track: HouseTrack,
	options: { sampleRateHz?: number } = {}
): TrackRenderer {
	return createRendererAt(track, options.sampleRateHz ?? DEFAULT_SAMPLE_RATE_HZ, 0);
}

/**
 * A stretch of a track, by default all of it. What lies before `startSeconds` is skipped but for a few
 * seconds of warm-up, so the result is the same music, not the same bits, as that part of the whole.
 */
export function renderTrack(
	track: HouseTrack,
	options: { sampleRateHz?: number; startSeconds?: number; seconds?: number } = {}
): StereoAudio {
	const sampleRateHz = options.sampleRateHz ?? DEFAULT_SAMPLE_RATE_HZ;
	const startSeconds = Math.max(0, options.startSeconds ?? 0);
	const seconds = options.seconds ?? track.durationSeconds;
	const renderer = createRendererAt(track, sampleRateHz, startSeconds);
	return renderer.next(Math.round(seconds * sampleRateHz));
}
