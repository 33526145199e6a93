/**
 * Spotify's catalogue, asked with the app's credentials. There is no call for several tracks any
 * more: one request each, a few at a time. What is known is kept for less than a day, as the terms
 * have it; and while Spotify wants to be left alone it is not asked at all.
 */
import { FailureError, readFailure, type Failure } from './failure.ts';
import { createTokenSource, type SpotifyAccess } from './token-source.ts';
import { readTrack, type Track } from './track.ts';

export type Found =
	| { readonly isFound: true; readonly tracks: readonly Track[] }
	| { readonly isFound: false; readonly failure: Failure };

export interface Catalogue {
	/** Never rejects. @param ids each once */
	tracks(ids: readonly string[]): Promise<Found>;
}

interface Kept {
	/** Null where Spotify knows no such track. */
	readonly track: Track | null;
	readonly untilMs: number;
}

const keptMs = 23 * 3_600_000;
const maxKept = 2000;
const requestsAtATime = 4;

export function createCatalogue(access: SpotifyAccess): Catalogue {
	const { fetch, apiUrl, now, timeoutMs } = access;
	const tokens = createTokenSource(access);
	/** The oldest first. */
	const kept = new Map<string, Kept>();
	let pause: { readonly failure: Failure; readonly untilMs: number } | undefined;

	const recall = (id: string): Track | null | undefined => {
		const found = kept.get(id);
		return found && found.untilMs > now() ? found.track : undefined;
	};

	const keep = (id: string, track: Track | null): void => {
		kept.delete(id);
		for (const [oldest, { untilMs }] of kept) {
			if (kept.size < maxKept && untilMs > now()) break;
			kept.delete(oldest);
		}
		kept.set(id, { track, untilMs: now() + keptMs });
	};

	const ask = async (id: string, token: string, signal: AbortSignal): Promise<Response> => {
		if (signal.aborted) throw signal.reason;
		const headers = { authorization: `Bearer ${token}` };
		return await fetch(`${apiUrl}/tracks/${id}`, { headers, redirect: 'error', signal });
	};

	/** A token may be refused before its time: once, another one is tried. */
	const askAsApp = async (id: string, signal: AbortSignal): Promise<Response> => {
		const token = await tokens.token(signal);
		const answer = await ask(id, token, signal);
		if (answer.status !== 401) return answer;
		await answer.body?.cancel();
		tokens.forget(token);
		return ask(id, await tokens.token(signal), signal);
	};

	const look = async (id: string, signal: AbortSignal): Promise<Track | null> => {
		const answer = await askAsApp(id, signal);
		// 400: written like an id, and none.
		if (answer.status === 404 || answer.status === 400) {
			await answer.body?.cancel();
			return null;
		}
		if (!answer.ok) throw new FailureError(await readFailure(answer));
		const track = readTrack(id, await answer.json());
		if (track === undefined) throw new FailureError({ kind: 'failed', status: answer.status });
		return track;
	};

	const lookAll = async (ids: readonly string[]): Promise<ReadonlyMap<string, Track | null>> => {
		const tracks = new Map<string, Track | null>();
		const missing = ids.filter((id) => {
			const track = recall(id);
			if (track !== undefined) tracks.set(id, track);
			return track === undefined;
		});
		if (missing.length === 0) return tracks;
		if (pause !== undefined && pause.untilMs > now()) throw new FailureError(pauseLeft(pause));
		const ending = new AbortController();
		const timer = setTimeout(
			() => ending.abort(new FailureError({ kind: 'timed-out', status: 0 })),
			timeoutMs
		);
		const work = async (): Promise<void> => {
			for (let id = missing.shift(); id !== undefined; id = missing.shift()) {
				const track = await look(id, ending.signal);
				tracks.set(id, track);
				keep(id, track);
			}
		};
		try {
			await Promise.all(Array.from({ length: requestsAtATime }, work));
			return tracks;
		} finally {
			clearTimeout(timer);
			// After one failure nobody waits for the others.
			ending.abort();
		}
	};

	const pauseLeft = ({ failure, untilMs }: NonNullable<typeof pause>): Failure =>
		failure.kind === 'too-many'
			? { ...failure, retryAfterS: Math.ceil((untilMs - now()) / 1000) }
			: failure;

	return {
		async tracks(ids) {
			try {
				const tracks = await lookAll(ids);
				return { isFound: true, tracks: ids.flatMap((id) => tracks.get(id) ?? []) };
			} catch (error) {
				const failure = failureOf(error);
				const isPaused = pause !== undefined && pause.untilMs > now();
				if (failure.kind === 'too-many' && !isPaused) {
					pause = { failure, untilMs: now() + failure.retryAfterS * 1000 };
				}
				return { isFound: false, failure };
			}
		}
	};
}

function failureOf(error: unknown): Failure {
	if (error instanceof FailureError) return error.failure;
	const isLate = error instanceof DOMException && error.name === 'TimeoutError';
	return { kind: isLate ? 'timed-out' : 'failed', status: 0 };
}
