/**
 * From chunks of sound, as they come, to ever better matches.
 *
 * Must stay true: chunks are heard in their order, those that come before the sound network is ready
 * wait for it; questions to the engine never queue up, the next is asked with the latest impression;
 * after its question is over (`signal`) nothing is reported any more.
 */
import type { NearTrack } from '#lib/contracts/engine.ts';
import type { Failure, Result } from '#lib/contracts/failure.ts';
import type { Impression } from '#lib/contracts/listener.ts';
import type { Capture } from '#lib/services/capture/capture.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import { levelsOf } from './levels.ts';

export interface LiveHearingPorts {
	/** The listener once its network is there. */
	readonly listener: Promise<Result<Pick<ListenerClient, 'beginHearing' | 'hear'>>>;
	readonly findNearest: (sound: Float32Array) => Promise<Result<readonly NearTrack[]>>;
	readonly onMatches: (matches: readonly NearTrack[]) => void;
	/** It can't go on; whoever asked ends the question. */
	readonly onFailure: (failure: Failure) => void;
	/** Aborted when the question is over. */
	readonly signal: AbortSignal;
}

/** Below −66 dB of full scale nothing is playing; a microphone's own noise is about there. */
const silentLevel = 0.0005;

export class LiveHearing {
	heardSeconds = 0;
	/** When something last sounded; 0 while nothing has. */
	soundedAtSeconds = 0;
	/** Loudness in the last chunk, bit by bit. */
	levels: readonly number[] = [];
	impression: Impression | null = null;

	readonly #capture: Capture;
	readonly #ports: LiveHearingPorts;
	/** What was heard so far, thought about in turn. */
	#hearing: Promise<void>;
	#listener: Pick<ListenerClient, 'hear'> | null = null;
	#asking: Promise<void> = Promise.resolve();
	#isAsking = false;
	/** How many slices the engine was last asked about. */
	#askedSlices = 0;

	constructor(capture: Capture, ports: LiveHearingPorts) {
		this.#capture = capture;
		this.#ports = ports;
		this.#hearing = this.#begin();
	}

	/** Takes a chunk, and its memory with it. */
	take(samples: Float32Array<ArrayBuffer>): void {
		this.heardSeconds += samples.length / this.#capture.sampleRateHz;
		this.levels = levelsOf(samples);
		if (Math.max(...this.levels) > silentLevel) this.soundedAtSeconds = this.heardSeconds;
		this.#hearing = this.#hearing.then(() => this.#hear(samples));
	}

	/** Gives the device back. What was taken until now is still thought about. */
	stop(): void {
		this.#capture.stop();
	}

	/** Resolves once everything that was heard is in the matches. */
	async settled(): Promise<void> {
		await this.#hearing;
		await this.#asking;
	}

	#isOver(): boolean {
		return this.#ports.signal.aborted;
	}

	async #begin(): Promise<void> {
		const { listener, onFailure } = this.#ports;
		const ready = await listener;
		if (this.#isOver()) return;
		const begun = ready.ok ? await ready.value.beginHearing(this.#capture.sampleRateHz) : ready;
		if (this.#isOver()) return;
		if (begun.ok && ready.ok) this.#listener = ready.value;
		else if (!begun.ok) onFailure(begun.failure);
	}

	async #hear(samples: Float32Array<ArrayBuffer>): Promise<void> {
		if (this.#listener === null || this.#isOver()) return;
		const heard = await this.#listener.hear(samples);
		if (this.#isOver()) return;
		if (!heard.ok) {
			this.#ports.onFailure(heard.failure);
			return;
		}
		this.impression = heard.value;
		if (!this.#isAsking) this.#asking = this.#ask();
	}

	async #ask(): Promise<void> {
		const { findNearest, onMatches, onFailure } = this.#ports;
		this.#isAsking = true;
		for (;;) {
			const { impression } = this;
			if (!impression?.hasSound || this.soundedAtSeconds === 0) break;
			if (impression.sliceCount === this.#askedSlices) break;
			this.#askedSlices = impression.sliceCount;
			const found = await findNearest(impression.sound);
			if (this.#isOver()) return;
			if (found.ok) onMatches(found.value);
			else if (found.failure.code !== 'superseded') onFailure(found.failure);
		}
		this.#isAsking = false;
	}
}
