/**
 * The scan: one tab at a time listens to what waits; pause, resume and cancel; how it stands.
 *
 * What must stay true:
 * - Only the tab that holds the lock analyses and weighs. Whoever has something to do waits for the
 *   lock, so that the work of a tab that is closed is taken over.
 * - Pausing and cancelling call off at once what is being listened to.
 * - While files are listed nothing is analysed: both would wait for the same worker, and the table
 *   is to fill first.
 */
import { internalFailure, success, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { LibraryTrack, ScanProgress } from '#lib/contracts/library.ts';
import type { AnalysisMode } from '#lib/contracts/listener.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import type { LibraryStorage } from '#lib/services/storage/library-storage.ts';
import { analyseWaiting, isWaiting } from './analyse-waiting.ts';
import { isFullBatch } from './batches.ts';
import type { LibraryRecords } from './library-records.ts';
import type { Clock, Locks } from './ports.ts';
import type { ReachableFiles } from './reachable-files.ts';
import { ScanPace } from './scan-pace.ts';
import type { TabMessage } from './tab-messages.ts';
import { unweighedTracks, weighTracks } from './weigh-batches.ts';

const lockName = 'deejai-library';

export interface ScanPorts {
	readonly records: LibraryRecords;
	readonly files: ReachableFiles;
	readonly storage: LibraryStorage;
	readonly listener: ListenerClient;
	readonly locks: Locks;
	readonly clock: Clock;
	readonly newId: () => string;
	readonly tell: (message: TabMessage) => void;
	readonly onChange: () => void;
	/** A track's file turned out not to be there. */
	readonly onUnreachable: (id: LibraryId) => void;
}

export class Scan {
	readonly #ports: ScanPorts;
	#mode: AnalysisMode = 'quick';
	/** Of the encoder that is in use, once it is known. */
	#revision: string | null = null;

	/** Waiting for the lock, or leading. */
	#isDriving = false;
	#isLeading = false;
	#isPaused = false;
	#isCancelling = false;
	#failure: Failure | null = null;
	/** How far another tab has come that leads. */
	#elsewhere: Omit<Extract<ScanProgress, { phase: 'elsewhere' }>, 'phase'> | null = null;
	/** Another tab has worked, and word of it may have been lost. */
	#mayHaveMissed = false;
	#listing: { readonly foundFiles: number; readonly readFiles: number } | null = null;
	#listings: Promise<unknown> = Promise.resolve();

	#doneFiles = 0;
	#brokenFiles = 0;
	#currentPath = '';
	readonly #pace = new ScanPace();

	/** In this tab's unweighed tracks, as far as they were analysed here. */
	#unweighedSlices = 0;
	#isWeighing = false;
	#canWeigh = true;

	#listingEnd = new AbortController();
	#lockWait = new AbortController();
	/** What is being listened to. */
	#run = new AbortController();
	readonly #end = new AbortController();
	#waiters: (() => void)[] = [];

	constructor(ports: ScanPorts) {
		this.#ports = ports;
	}

	get progress(): ScanProgress {
		const doneFiles = this.#doneFiles;
		if (this.#listing) return { phase: 'listing', ...this.#listing };
		if (this.#failure) {
			const totalFiles = doneFiles + this.#reachableWaiting().length;
			return { phase: 'stopped', failure: this.#failure, doneFiles, totalFiles };
		}
		if (this.#elsewhere) return { phase: 'elsewhere', ...this.#elsewhere };
		const waiting = this.#reachableWaiting().length;
		if (!this.#isLeading || doneFiles + waiting === 0) return { phase: 'idle' };
		const rate = this.#pace.rate(this.#ports.clock.now());
		return {
			phase: 'analysing',
			isPaused: this.#isPaused,
			doneFiles,
			totalFiles: doneFiles + waiting,
			rate,
			secondsLeft: rate > 0 ? waiting / rate : null,
			currentPath: this.#currentPath,
			brokenFiles: this.#brokenFiles
		};
	}

	setMode(mode: AnalysisMode): void {
		this.#mode = mode;
	}

	/** Begins whatever there is to do, unless it has begun. */
	wake(): void {
		if (this.#isDriving || this.#end.signal.aborted) return;
		if (!this.#elsewhere && !this.#hasWork()) return;
		this.#isDriving = true;
		this.#lockWait = new AbortController();
		void this.#drive();
	}

	/** Somebody asked for something: what stopped the scan may have been mended. */
	tryAgain(): void {
		this.#failure = null;
		this.#canWeigh = true;
		this.#changed();
		this.wake();
	}

	/** Lists files, after whatever is being listed already; its signal is aborted by `cancel`. */
	list<T>(
		work: (
			signal: AbortSignal,
			onProgress: (foundFiles: number, readFiles: number) => void
		) => Promise<T>
	): Promise<T> {
		const end = this.#listingEnd.signal;
		const listed = this.#listings.then(async () => {
			const report = (foundFiles: number, readFiles: number) => {
				this.#listing = { foundFiles, readFiles };
				this.#changed();
			};
			report(0, 0);
			try {
				return await work(end, report);
			} finally {
				this.#listing = null;
				this.#changed();
				this.wake();
			}
		});
		this.#listings = listed.catch(() => undefined);
		return listed;
	}

	pause(): void {
		if (this.#elsewhere) return this.#command('pause');
		if (!this.#isDriving && !this.#listing) return;
		this.#isPaused = true;
		this.#pace.rest(this.#ports.clock.now());
		this.#run.abort();
		if (this.#isLeading) this.#tellProgress();
		this.#changed();
	}

	resume(): void {
		if (this.#elsewhere) this.#command('resume');
		this.#isPaused = false;
		if (this.#isLeading) this.#tellProgress();
		this.tryAgain();
	}

	async cancel(): Promise<void> {
		if (this.#elsewhere) this.#command('cancel');
		this.#isCancelling = true;
		this.#listingEnd.abort();
		this.#lockWait.abort();
		this.#run.abort();
		this.#changed();
		await this.#listings;
		await this.#until(() => !this.#isDriving);
		const waiting = this.#reachableWaiting().map(({ id }) => id);
		await this.#ports.records.change(waiting, (stored) =>
			isWaiting(stored) ? beforeItWaited(stored) : stored
		);
		this.#listingEnd = new AbortController();
		this.#isCancelling = false;
		this.#isPaused = false;
		this.#failure = null;
		this.#forgetCounts();
		this.#changed();
		this.wake();
	}

	async close(): Promise<void> {
		this.#end.abort();
		for (const under of [this.#listingEnd, this.#lockWait, this.#run]) under.abort();
		this.#changed();
		await this.#listings;
		await this.#until(() => !this.#isDriving);
	}

	/** What another tab says of its scan, or asks of this one. */
	hear(message: TabMessage): void {
		switch (message.kind) {
			case 'working':
				if (this.#isLeading) return;
				this.#mayHaveMissed = true;
				this.#elsewhere = {
					isPaused: message.isPaused,
					doneFiles: message.doneFiles,
					totalFiles: message.totalFiles
				};
				break;
			case 'resting':
				this.#elsewhere = null;
				break;
			case 'ask':
				if (this.#isLeading) this.#tellProgress();
				return;
			case 'command':
				if (!this.#isLeading) return;
				if (message.command === 'cancel') void this.cancel();
				else this[message.command]();
				return;
			default:
				return;
		}
		this.#changed();
		this.wake();
	}

	/** From now on vectors of this encoder count: what another one made has to be listened to again. */
	async useRevision(revision: string): Promise<Result<void>> {
		this.#revision = revision;
		const outdated = [...this.#ports.records.tracks.values()]
			.filter(({ state }) => state.kind === 'analysed' && state.encoderRevision !== revision)
			.map(({ id }) => id);
		if (outdated.length === 0) return success(undefined);
		return this.#ports.records.change(outdated, (stored) =>
			stored?.state.kind === 'analysed' && stored.state.encoderRevision !== revision
				? { ...stored, state: { kind: 'waiting', previous: stored.state } }
				: stored
		);
	}

	async #drive(): Promise<void> {
		try {
			await this.#ports.locks.hold(lockName, this.#lockWait.signal, () => this.#lead());
		} catch (error) {
			this.#failure = internalFailure(error).failure;
		}
		this.#isDriving = false;
		this.#changed();
		this.wake();
	}

	async #lead(): Promise<void> {
		const { records, clock, tell } = this.#ports;
		this.#isLeading = true;
		this.#elsewhere = null;
		if (this.#mayHaveMissed) await records.load();
		this.#mayHaveMissed = false;
		if (!this.#hasWork()) {
			this.#isLeading = false;
			return;
		}
		this.#tellProgress();
		const worked = await this.#work();
		this.#pace.rest(clock.now());
		if (worked.ok) {
			if (!this.#end.signal.aborted) await this.#weigh('all');
			this.#forgetCounts();
		} else {
			this.#failure = worked.failure;
		}
		this.#currentPath = '';
		this.#isLeading = false;
		tell({ kind: 'resting' });
	}

	async #work(): Promise<Result<void>> {
		const { records, files, listener, clock } = this.#ports;
		for (;;) {
			await this.#until(() => this.#isOver() || (!this.#isPaused && !this.#listing));
			if (this.#isOver() || this.#reachableWaiting().length === 0) return success(undefined);
			this.#run = new AbortController();
			// Fetching the sound network may take long; nobody has to wait for it to call things off.
			const isCalledOff = this.#until(() => this.#isOver()).then(() => null);
			const ready = await Promise.race([listener.ready(), isCalledOff]);
			if (!ready?.ok) return ready ?? success(undefined);
			const { revision } = ready.value;
			const used = await this.useRevision(revision);
			if (!used.ok) return used;
			const { signal } = this.#run;
			this.#pace.start(clock.now());
			const analysed = await analyseWaiting(
				revision,
				{
					records,
					files,
					listener,
					mode: () => this.#mode,
					gate: () => this.#until(() => signal.aborted || !this.#listing),
					onBegin: (track) => {
						this.#currentPath = track.places[0]?.path ?? '';
						this.#changed();
					},
					onDone: (isBroken) => this.#countDone(isBroken),
					onStored: (sliceCount) => this.#weighWhenFull(sliceCount),
					onUnreachable: (id) => this.#ports.onUnreachable(id)
				},
				signal
			);
			if (!analysed.ok) return analysed;
		}
	}

	#countDone(isBroken: boolean): void {
		this.#doneFiles += 1;
		if (isBroken) this.#brokenFiles += 1;
		this.#pace.done(this.#ports.clock.now());
		this.#tellProgress();
		this.#changed();
	}

	async #weighWhenFull(sliceCount: number): Promise<void> {
		this.#unweighedSlices += sliceCount;
		if (isFullBatch(this.#unweighed().length, this.#unweighedSlices)) await this.#weigh('full');
	}

	async #weigh(which: 'full' | 'all'): Promise<void> {
		if (this.#isWeighing || !this.#canWeigh || this.#revision === null) return;
		this.#isWeighing = true;
		this.#unweighedSlices = 0;
		const weighed = await weighTracks(which, this.#revision, this.#ports);
		this.#isWeighing = false;
		// Means will do until somebody asks for something again.
		if (!weighed.ok) this.#canWeigh = false;
	}

	#unweighed(): readonly LibraryId[] {
		return this.#revision === null
			? []
			: unweighedTracks(this.#ports.records.tracks, this.#revision);
	}

	#reachableWaiting(): readonly LibraryTrack[] {
		const { records, files } = this.#ports;
		return [...records.tracks.values()].filter(
			(track) => isWaiting(track) && files.canReach(track)
		);
	}

	#hasWork(): boolean {
		if (this.#failure || this.#isCancelling) return false;
		return this.#reachableWaiting().length > 0 || (this.#canWeigh && this.#unweighed().length > 0);
	}

	#isOver(): boolean {
		return this.#end.signal.aborted || this.#isCancelling;
	}

	#forgetCounts(): void {
		this.#doneFiles = 0;
		this.#brokenFiles = 0;
	}

	#tellProgress(): void {
		const doneFiles = this.#doneFiles;
		const totalFiles = doneFiles + this.#reachableWaiting().length;
		this.#ports.tell({ kind: 'working', isPaused: this.#isPaused, doneFiles, totalFiles });
	}

	#command(command: 'pause' | 'resume' | 'cancel'): void {
		this.#ports.tell({ kind: 'command', command });
	}

	async #until(isSo: () => boolean): Promise<void> {
		while (!isSo()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
	}

	#changed(): void {
		for (const wake of this.#waiters.splice(0)) wake();
		this.#ports.onChange();
	}
}

/** What cancelling makes of a track: what it was, or nothing where it had never been analysed. */
function beforeItWaited(
	track: LibraryTrack & { readonly state: { readonly kind: 'waiting' } }
): LibraryTrack | undefined {
	const { previous } = track.state;
	return previous && { ...track, state: previous };
}
