/**
 * ffmpeg, which tests make audio files of every format with. The program itself never needs it.
 */
import { spawnSync } from 'node:child_process';

/** Name or path; `FFMPEG_PATH` names another. */
export const ffmpegPath = process.env.FFMPEG_PATH || 'ffmpeg';

export function hasFfmpeg(): boolean {
	return spawnSync(ffmpegPath, ['-version'], { stdio: 'ignore' }).status === 0;
}

/** @throws with what it said, when it fails */
export function runFfmpeg(args: readonly string[], input?: Float32Array): void {
	const { status, stderr, error } = spawnSync(
		ffmpegPath,
		['-hide_banner', '-loglevel', 'error', '-y', ...args],
		{ ...(input ? { input } : {}), stdio: ['pipe', 'ignore', 'pipe'] }
	);
	if (error) throw error;
	if (status !== 0) throw new Error(`ffmpeg ${args.join(' ')}: ${stderr.toString()}`);
}
