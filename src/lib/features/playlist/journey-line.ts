/**
 * The line that stands for a playlist: where each track's dot lies, and the curve through them.
 */
import type { Pick } from '#lib/contracts/engine.ts';

export interface Point {
	readonly x: number;
	readonly y: number;
}

/**
 * How much more the sound spoke for each pick than the company, −1 … 1, relative to the strongest
 * in the playlist (the two spaces' cosines lie in different ranges, so only differences from the
 * playlist's own middle say something). Waypoints were not picked: they lie in the middle.
 */
export function journeyHeights(picks: readonly Pick[]): number[] {
	const lean = picks.map(({ reason }) =>
		reason.isWaypoint ? null : reason.soundScore - reason.playlistsScore
	);
	const picked = lean.filter((value) => value !== null);
	const middle = picked.reduce((sum, value) => sum + value, 0) / Math.max(1, picked.length);
	const widest = Math.max(0.08, ...picked.map((value) => Math.abs(value - middle)));
	return lean.map((value) => (value === null ? 0 : (value - middle) / widest));
}

/** A curve through all points that is level at each of them, so that it never overshoots one. */
export function smoothPath(points: readonly Point[]): string {
	const [first, ...rest] = points;
	if (first === undefined) return '';
	let previous = first;
	let path = `M${short(first.x)} ${short(first.y)}`;
	for (const point of rest) {
		const middle = short((previous.x + point.x) / 2);
		path += `C${middle} ${short(previous.y)} ${middle} ${short(point.y)} ${short(point.x)} ${short(point.y)}`;
		previous = point;
	}
	return path;
}

function short(value: number): string {
	return String(Math.round(value * 10) / 10);
}
