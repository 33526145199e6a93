/**
 * The playlist that is being thought about: its waypoints, and the seed that its preview is made
 * with, so that creating it gives exactly what the preview showed.
 */
import { createContext } from 'svelte';
import * as v from 'valibot';
import type { Track } from '#lib/contracts/engine.ts';

const text = v.pipe(v.string(), v.maxLength(500));
const waypointsSchema = v.pipe(
	v.array(v.object({ id: v.pipe(text, v.minLength(1)), artist: text, title: text })),
	v.maxLength(50)
);

const maximumWaypoints = 50;

export class Draft {
	waypoints = $state.raw<readonly Track[]>([]);
	seed = $state(1);

	/** False when it is a waypoint already, or there are too many. */
	add(track: Track): boolean {
		const isThere = this.waypoints.some(({ id }) => id === track.id);
		if (isThere || this.waypoints.length >= maximumWaypoints) return false;
		this.waypoints = [...this.waypoints, track];
		return true;
	}

	remove(id: string): void {
		this.waypoints = this.waypoints.filter((track) => track.id !== id);
	}

	move(from: number, to: number): void {
		const track = this.waypoints[from];
		if (track === undefined || to < 0 || to >= this.waypoints.length) return;
		this.waypoints = this.waypoints.toSpliced(from, 1).toSpliced(to, 0, track);
	}

	replace(waypoints: readonly Track[]): void {
		this.waypoints = waypoints;
	}

	/** What `restore` takes. */
	toJson(): readonly { id: string; artist: string; title: string }[] {
		return this.waypoints.map(({ id, artist, title }) => ({ id, artist, title }));
	}

	/** Takes over what was remembered, if that is what it is and nothing was chosen meanwhile. */
	restore(stored: unknown): void {
		const parsed = v.safeParse(waypointsSchema, stored);
		if (parsed.success && this.waypoints.length === 0) this.waypoints = parsed.output;
	}
}

export const [useDraft, provideDraft] = createContext<Draft>();
