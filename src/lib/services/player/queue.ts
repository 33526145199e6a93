/**
 * The queue: which track plays, what comes next, what comes before. Pure; a change gives a new
 * queue. It ends when its last track ends: nothing repeats by itself.
 */

/** Further into a track than this, "previous" goes back to its beginning first. */
export const restartAfterSeconds = 3;

export interface Queue<T> {
	readonly tracks: readonly T[];
	/** Position of the current track; −1 exactly when there is none. */
	readonly index: number;
}

export const emptyQueue: Queue<never> = { tracks: [], index: -1 };

/** An index outside the tracks is moved to the nearest that is inside. */
export function queueOf<T>(tracks: readonly T[], index = 0): Queue<T> {
	if (tracks.length === 0) return emptyQueue;
	return {
		tracks: [...tracks],
		index: Math.min(Math.max(Math.trunc(index), 0), tracks.length - 1)
	};
}

export function currentTrack<T>(queue: Queue<T>): T | null {
	return queue.tracks[queue.index] ?? null;
}

export function upcomingTracks<T>(queue: Queue<T>): readonly T[] {
	return queue.tracks.slice(queue.index + 1);
}

/** Null at the end. */
export function advanced<T>(queue: Queue<T>): Queue<T> | null {
	return jumped(queue, queue.index + 1);
}

/** Null at the beginning. */
export function retreated<T>(queue: Queue<T>): Queue<T> | null {
	return jumped(queue, queue.index - 1);
}

/** Null where the queue has no such position. */
export function jumped<T>(queue: Queue<T>, index: number): Queue<T> | null {
	return index in queue.tracks ? { tracks: queue.tracks, index } : null;
}

/**
 * Without the track at `index`. Where that is the current one, the track after it becomes current,
 * or the one before where it was the last.
 */
export function withoutTrack<T>(queue: Queue<T>, index: number): Queue<T> {
	if (!(index in queue.tracks)) return queue;
	const tracks = queue.tracks.filter((_, position) => position !== index);
	return queueOf(tracks, index < queue.index ? queue.index - 1 : queue.index);
}
