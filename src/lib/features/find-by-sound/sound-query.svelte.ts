/**
 * A question asked by sound: a file, the microphone or a tab goes in, the tracks that sound most
 * like it come out.
 *
 * Must stay true: only the newest question counts, and what an older one still answers changes
 * nothing; whatever ends a question gives back the device that was opened for it.
 */
import type { NearestRequest, NearTrack, PlayFrom } from '#lib/contracts/engine.ts';
import { failed, success, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { Analysis } from '#lib/contracts/listener.ts';
import { sumOfSlices } from '#lib/contracts/slices.ts';
import {
	captureFault,
	type Capture,
	type CaptureEnd,
	type CaptureFault,
	type CaptureSource
} from '#lib/services/capture/capture.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import { LiveHearing } from './live-hearing.ts';
import { settleMatches } from './settle-matches.ts';

/**
 * `opening`: the browser asks the person; `listening`: to a file, or live; `settling`: live listening
 * has ended, and the last of it is being thought about.
 */
export type SoundQueryStage =
	'choosing' | 'opening' | 'listening' | 'settling' | 'found' | 'troubled';

export type SoundOrigin =
	{ readonly kind: 'file'; readonly name: string } | { readonly kind: CaptureSource };

/** How live listening ended: somebody stopped it, it had heard enough, or the sound went away. */
export type LiveEnd = 'stopped' | 'enough' | CaptureEnd;

/** Why there is no answer. */
export type SoundTrouble =
	| { readonly kind: 'failure'; readonly failure: Failure }
	| { readonly kind: 'capture'; readonly source: CaptureSource; readonly fault: CaptureFault }
	/** It ended before there was enough to go by. */
	| { readonly kind: 'heard-too-little'; readonly end: LiveEnd }
	| { readonly kind: 'heard-silence'; readonly source: CaptureSource };

/** What a person is told of a file that was listened to. */
export type HeardFile = Pick<Analysis, 'sliceCount' | 'durationSeconds' | 'notes'>;

export type QueryListener = Pick<ListenerClient, 'ready' | 'analyse' | 'beginHearing' | 'hear'>;

export interface SoundQueryPorts {
	/** Asked for when there is something to listen to. */
	readonly listener: () => QueryListener | Promise<QueryListener>;
	readonly nearest: (request: NearestRequest) => Promise<Result<readonly NearTrack[]>>;
	readonly openCapture: (source: CaptureSource) => Promise<Result<Capture>>;
	/** Which collection's tracks are looked for. */
	readonly from?: () => PlayFrom;
}

const matchCount = 20;
/** An impression hardly changes any more after this. */
export const longestLiveSeconds = 30;
const silentForSeconds = 3;

export class SoundQuery {
	stage = $state<SoundQueryStage>('choosing');
	origin = $state.raw<SoundOrigin | null>(null);
	/** Best first, but for differences that nobody hears. */
	matches = $state.raw<readonly NearTrack[]>([]);
	trouble = $state.raw<SoundTrouble | null>(null);
	/** The sound network is on its way to this tab. */
	isLoadingListener = $state(false);
	/** The file that was listened to; null until it has been, and when live. */
	file = $state.raw<HeardFile | null>(null);
	heardSeconds = $state(0);
	/** Loudness in the last chunk, bit by bit, root mean squares 0 … 1; a new array for each chunk. */
	levels = $state.raw<readonly number[]>([]);
	/** Nothing has sounded for a while. */
	isSilent = $state(false);
	/** Null while live listening goes on, and for a file. */
	end = $state<LiveEnd | null>(null);

	readonly #ports: SoundQueryPorts;
	/** Aborted when another question is asked, or this one has failed: what it still answers is late. */
	#question = new AbortController();
	#live: LiveHearing | null = null;

	constructor(ports: SoundQueryPorts) {
		this.#ports = ports;
	}

	async listenToFile(file: File): Promise<void> {
		const question = this.#begin({ kind: 'file', name: file.name }, 'listening');
		const answered = await this.#analyse(file, question);
		if (isOver(question)) return;
		if (answered.ok) {
			this.matches = answered.value;
			this.stage = 'found';
		} else {
			this.#fail(answered.failure);
		}
	}

	/** Call it straight from a click: browsers ask for a microphone or a tab only then. */
	async listenLive(source: CaptureSource): Promise<void> {
		const question = this.#begin({ kind: source }, 'opening');
		const opening = this.#ports.openCapture(source);
		// Meanwhile, as the person is being asked.
		const listener = this.#loadListener(question);
		const opened = await opening;
		if (!opened.ok) {
			if (!isOver(question)) this.#failToOpen(source, opened.failure);
		} else if (isOver(question)) {
			opened.value.stop();
		} else {
			this.#hear(opened.value, listener, question);
		}
	}

	/** Ends live listening and keeps what was found. */
	stop(): void {
		if (this.stage === 'opening') this.reset();
		else void this.#endLive('stopped');
	}

	/** Back to the ways in. */
	reset(): void {
		this.#begin(null, 'choosing');
	}

	/** Nobody is looking any more: nothing goes on, what was found is kept. */
	leave(): void {
		if (this.stage !== 'found') this.reset();
	}

	#begin(origin: SoundOrigin | null, stage: SoundQueryStage): AbortSignal {
		this.#drop();
		this.#question = new AbortController();
		this.origin = origin;
		this.stage = stage;
		this.matches = [];
		this.trouble = null;
		this.file = null;
		this.heardSeconds = 0;
		this.levels = [];
		this.isSilent = false;
		this.end = null;
		return this.#question.signal;
	}

	#drop(): void {
		this.#question.abort();
		this.#live?.stop();
		this.#live = null;
		this.isLoadingListener = false;
	}

	async #loadListener(question: AbortSignal): Promise<Result<QueryListener>> {
		this.isLoadingListener = true;
		const listener = await this.#fetchListener();
		const ready = listener.ok ? await listener.value.ready() : listener;
		if (!isOver(question)) this.isLoadingListener = false;
		return ready.ok ? listener : ready;
	}

	/** The part of the program that listens is fetched when it is first needed. */
	async #fetchListener(): Promise<Result<QueryListener>> {
		try {
			return success(await this.#ports.listener());
		} catch (thrown) {
			const message = thrown instanceof Error ? thrown.message : String(thrown);
			return failed('network-unreachable', message, { retryable: true });
		}
	}

	async #analyse(file: File, question: AbortSignal): Promise<Result<readonly NearTrack[]>> {
		const listener = await this.#loadListener(question);
		if (!listener.ok || isOver(question)) return listener.ok ? superseded : listener;
		const analysed = await listener.value.analyse(file, 'thorough', question);
		if (!analysed.ok || isOver(question)) return analysed.ok ? superseded : analysed;
		const { slices, sliceCount, durationSeconds, notes } = analysed.value;
		this.file = { sliceCount, durationSeconds, notes };
		return this.#findNearest(sumOfSlices(slices));
	}

	#findNearest(sound: Float32Array | Float64Array): Promise<Result<readonly NearTrack[]>> {
		const from = this.#ports.from?.();
		return this.#ports.nearest({ sound, limit: matchCount, ...(from && { from }) });
	}

	#fail(failure: Failure): void {
		this.#giveUp({ kind: 'failure', failure });
	}

	#giveUp(trouble: SoundTrouble): void {
		this.#drop();
		this.trouble = trouble;
		this.stage = 'troubled';
	}

	#failToOpen(source: CaptureSource, failure: Failure): void {
		const fault = captureFault(failure);
		if (fault === null) this.#fail(failure);
		else this.#giveUp({ kind: 'capture', source, fault });
	}

	#hear(capture: Capture, listener: Promise<Result<QueryListener>>, signal: AbortSignal): void {
		const live = new LiveHearing(capture, {
			listener,
			findNearest: (sound) => this.#findNearest(sound),
			onMatches: (matches) => (this.matches = settleMatches(this.matches, matches)),
			onFailure: (failure) => this.#fail(failure),
			signal
		});
		this.#live = live;
		this.stage = 'listening';
		capture.onSamples((samples) => this.#take(live, samples));
		capture.onEnd((end) => void this.#endLive(end));
	}

	#take(live: LiveHearing, samples: Float32Array<ArrayBuffer>): void {
		if (this.stage !== 'listening' || live !== this.#live) return;
		live.take(samples);
		this.heardSeconds = live.heardSeconds;
		this.levels = live.levels;
		this.isSilent = live.heardSeconds - live.soundedAtSeconds >= silentForSeconds;
		if (live.heardSeconds >= longestLiveSeconds) void this.#endLive('enough');
	}

	async #endLive(end: LiveEnd): Promise<void> {
		const live = this.#live;
		if (live === null || this.stage !== 'listening') return;
		live.stop();
		this.end = end;
		this.isSilent = false;
		this.stage = 'settling';
		await live.settled();
		if (live !== this.#live) return;
		this.#live = null;
		if (this.matches.length > 0) this.stage = 'found';
		else this.#giveUp(this.#nothingHeard(live, end));
	}

	#nothingHeard(live: LiveHearing, end: LiveEnd): SoundTrouble {
		const { origin } = this;
		const isSilence = live.soundedAtSeconds === 0 && live.heardSeconds >= silentForSeconds;
		return isSilence && origin !== null && origin.kind !== 'file'
			? { kind: 'heard-silence', source: origin.kind }
			: { kind: 'heard-too-little', end };
	}
}

const superseded = failed('superseded', 'something else was asked');

/** Asked after every wait, so that what came late is noticed. */
function isOver(question: AbortSignal): boolean {
	return question.aborted;
}
