/**
 * Listens to the tracks that wait, two files at a time: one is decoded while the network hears the
 * other.
 *
 * What must stay true:
 * - A track's record, slices and vector are stored in one transaction before it counts as done.
 * - What is wrong with a file makes that file broken and stops nothing. What is wrong with the
 *   device (no room, no sound network) stops the scan and breaks no file.
 * - A file at which the worker died may be innocent: the other one in flight may have killed it. It
 *   is tried again, alone; if the worker dies again, the file is broken. That an analysis has begun
 *   is stored beforehand, so that a file that takes the whole page with it is alone the next time,
 *   and broken after the third.
 */
import { failed, success, type Failed, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { LibraryTrack } from '#lib/contracts/library.ts';
import type { Analysis, AnalysisMode } from '#lib/contracts/listener.ts';
import { vectorDims } from '#lib/contracts/manifest.ts';
import { sumOfSlices } from '#lib/contracts/slices.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import type { LibraryRecords } from './library-records.ts';
import type { ReachableFiles } from './reachable-files.ts';

const maxInFlight = 2;
const maxAttempts = 3;

/** Not the file's fault: nothing can be analysed until it is mended. */
const deviceFailures: ReadonlySet<Failure['code']> = new Set([
	'network-unreachable',
	'unexpected-response',
	'piece-corrupt',
	'no-catalogue',
	'storage-full',
	'storage-unavailable'
]);

/** Certainly the file's own. */
const fileFailures: ReadonlySet<Failure['code']> = new Set(['not-audio', 'silent', 'empty-file']);

export interface AnalysisPorts {
	readonly records: LibraryRecords;
	readonly files: ReachableFiles;
	readonly listener: Pick<ListenerClient, 'ready' | 'analyse'>;
	readonly mode: () => AnalysisMode;
	/** Resolves when the next file may be begun. */
	readonly gate: () => Promise<void>;
	readonly onBegin: (track: LibraryTrack) => void;
	readonly onDone: (isBroken: boolean) => void;
	/** Called after each analysis that was stored, with how many slices it has. */
	readonly onStored: (sliceCount: number) => Promise<void>;
	/** A track's file turned out not to be there. */
	readonly onUnreachable: (id: LibraryId) => void;
}

/** @param failure its message is cut to what a record holds */
export function brokenState({ code, message }: Failure): LibraryTrack['state'] {
	return { kind: 'broken', failure: { code, message: message.slice(0, 500) } };
}

type Waiting = LibraryTrack & { readonly state: { readonly kind: 'waiting' } };

export function isWaiting(track: LibraryTrack | undefined): track is Waiting {
	return track?.state.kind === 'waiting';
}

/**
 * Until nothing waits that can be reached, or the signal calls it off.
 * @returns the failure that stopped it
 */
export async function analyseWaiting(
	encoderRevision: string,
	ports: AnalysisPorts,
	signal: AbortSignal
): Promise<Result<void>> {
	const { records, files, gate } = ports;
	const inFlight = new Set<LibraryId>();
	const stops: Failed[] = [];

	function waiting(isAlone: boolean): LibraryId[] {
		return [...records.tracks.values()]
			.filter(
				(track) =>
					isWaiting(track) &&
					(track.state.attempts ?? 0) > 0 === isAlone &&
					!inFlight.has(track.id) &&
					files.canReach(track)
			)
			.sort(byPath)
			.map(({ id }) => id);
	}

	async function work(queue: LibraryId[], isAlone: boolean): Promise<void> {
		for (;;) {
			await gate();
			const id = queue.shift();
			if (id === undefined || stops.length > 0 || signal.aborted) return;
			const track = records.tracks.get(id);
			if (!isWaiting(track) || inFlight.has(id)) continue;
			inFlight.add(id);
			const analysed = await analyseOne(track, isAlone, encoderRevision, ports, signal);
			inFlight.delete(id);
			if (!analysed.ok) stops.push(analysed);
		}
	}

	for (;;) {
		const queue = waiting(false);
		if (queue.length > 0) {
			await Promise.all(Array.from({ length: maxInFlight }, () => work(queue, false)));
		} else {
			const suspects = waiting(true);
			if (suspects.length === 0) break;
			await work(suspects, true);
		}
		if (stops.length > 0 || signal.aborted) break;
	}
	return stops[0] ?? success(undefined);
}

/** @returns the failure that is to stop everything */
async function analyseOne(
	track: Waiting,
	isAlone: boolean,
	encoderRevision: string,
	ports: AnalysisPorts,
	signal: AbortSignal
): Promise<Result<void>> {
	const { records, files, listener, onBegin, onDone, onStored, onUnreachable } = ports;
	const { id } = track;
	const attempts = track.state.attempts ?? 0;

	const setState = (state: LibraryTrack['state']) =>
		records.change([id], (stored) => (isWaiting(stored) ? { ...stored, state } : stored));
	const giveBack = () => setState(withAttempts(track, attempts));
	/** Until its file is there again. What was broken before does not become any better by that. */
	const letWait = () => {
		onUnreachable(id);
		const { previous } = track.state;
		return previous?.kind === 'broken' ? setState(previous) : giveBack();
	};
	const breakIt = async (failure: Failure) => {
		const written = await setState(brokenState(failure));
		if (written.ok) onDone(true);
		return written;
	};

	if (attempts >= maxAttempts) {
		return breakIt(failed('internal', 'the page ended each time this was listened to').failure);
	}
	const located = await files.locate(track);
	if (!located.ok) return letWait();
	onBegin(track);
	const begun = await setState(withAttempts(track, attempts + 1));
	if (!begun.ok) return begun;
	const mode = ports.mode();
	const heard = usable(await listener.analyse(located.value, mode, signal));

	if (heard.ok) {
		const stored = await store(track, heard.value, mode, encoderRevision, records);
		if (!stored.ok) {
			await giveBack();
			return stored;
		}
		onDone(false);
		await onStored(heard.value.sliceCount);
		return success(undefined);
	}
	const { failure } = heard;
	if (signal.aborted) return giveBack();
	if (deviceFailures.has(failure.code)) {
		await giveBack();
		return heard;
	}
	if (failure.code === 'file-unreachable') {
		files.giveUp(track);
		return letWait();
	}
	const mayBeInnocent = failure.code === 'internal' || failure.retryable;
	if (mayBeInnocent && !isAlone) return success(undefined);
	if (!fileFailures.has(failure.code)) {
		// Is it the file, or is there nothing left that could listen to any?
		const ready = await listener.ready();
		if (!ready.ok) {
			await giveBack();
			return ready;
		}
	}
	return breakIt(failure);
}

function store(
	{ id }: LibraryTrack,
	analysis: Analysis,
	mode: AnalysisMode,
	encoderRevision: string,
	records: LibraryRecords
): Promise<Result<void>> {
	const slices = new Float32Array(analysis.slices);
	const sound = meanDirection(slices) ?? new Float32Array(vectorDims);
	const { durationSeconds } = analysis;
	const heardSeconds = Number.isFinite(durationSeconds) ? durationSeconds : null;
	return records.putAnalysis({ id, encoderRevision, sound }, { id, slices }, (stored) => ({
		...stored,
		// Files that were written as they were recorded state a length of nothing.
		durationSeconds: heardSeconds ?? stored.durationSeconds,
		state: { kind: 'analysed', encoderRevision, mode, notes: [...analysis.notes], batchId: null }
	}));
}

/** An analysis that cannot be compared with anything is none. */
function usable(heard: Result<Analysis>): Result<Analysis> {
	if (!heard.ok || meanDirection(heard.value.slices) !== null) return heard;
	return failed('not-audio', 'the sound network makes nothing of it');
}

/** The mean of the slices, at unit length; null where it has no direction. */
function meanDirection(slices: Float32Array): Float32Array<ArrayBuffer> | null {
	const sum = sumOfSlices(slices);
	const length = Math.sqrt(sum.reduce((square, x) => square + x * x, 0));
	if (!Number.isFinite(length) || length === 0) return null;
	return Float32Array.from(sum, (x) => x / length);
}

function withAttempts({ state }: Waiting, attempts: number): LibraryTrack['state'] {
	const { previous } = state;
	return {
		kind: 'waiting',
		...(previous ? { previous } : {}),
		...(attempts > 0 ? { attempts } : {})
	};
}

/** Albums together, in their order. */
function byPath(a: LibraryTrack, b: LibraryTrack): number {
	const [left = '', right = ''] = [a.places[0]?.path, b.places[0]?.path];
	return left < right ? -1 : left > right ? 1 : 0;
}
