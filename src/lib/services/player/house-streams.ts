/**
 * The house's music as streams: the worker that renders it, behind an interface that never throws
 * and always answers.
 *
 * Keeps true: a worker that dies, or is silent for too long, ends every stream it was making with a
 * failure that says to try again, and the next stream gets a new worker.
 */
import { failed, type Failed, type Result } from '#lib/contracts/failure.ts';
import { raceWithEnd } from '#lib/domain/race-with-end.ts';
import type { HouseApi, OpenedTrack } from '#workers/house/api.ts';
import type { OpenPcmStream, PcmStream, PcmStreams } from './pcm-stream.ts';

type Asked<Call> = Call extends (...question: infer Question) => infer Answer
	? (...question: Question) => Promise<Answer>
	: never;

/** What is asked of the worker, from the other side of a message. */
export type HouseRenderer = { readonly [Name in keyof HouseApi]: Asked<HouseApi[Name]> };

export interface HouseConnection {
	readonly renderer: HouseRenderer;
	/** Settles when the worker has died. */
	readonly death: Promise<Failed>;
	end(): void;
}

/** Rendering half a second takes a slow phone a second; this is silence, not slowness. */
const silenceMs = 20_000;

export class HouseStreams implements PcmStreams {
	readonly #connect: () => HouseConnection;
	readonly #silenceMs: number;
	#connection: HouseConnection | null = null;

	constructor(connect: () => HouseConnection, timeoutMs: number = silenceMs) {
		this.#connect = connect;
		this.#silenceMs = timeoutMs;
	}

	readonly open: OpenPcmStream = async (trackId) => {
		const connection = this.#connected();
		const opened = await this.#ask(connection, (renderer) => renderer.open(trackId));
		return opened.ok ? { ok: true, value: this.#stream(connection, opened.value) } : opened;
	};

	close(): void {
		this.#connection?.end();
		this.#connection = null;
	}

	#connected(): HouseConnection {
		if (this.#connection !== null) return this.#connection;
		const connection = this.#connect();
		this.#connection = connection;
		void connection.death.then(() => this.#forget(connection));
		return connection;
	}

	#forget(connection: HouseConnection): void {
		if (this.#connection === connection) this.#connection = null;
	}

	#stream(connection: HouseConnection, rendering: OpenedTrack): PcmStream {
		const { handle, sampleRateHz, totalFrames } = rendering;
		return {
			sampleRateHz,
			totalFrames,
			next: async (frames) => {
				const answer = await this.#ask(connection, (renderer) => renderer.next(handle, frames));
				if (!answer.ok) return answer;
				return { ok: true, value: answer.value.left.length === 0 ? null : answer.value };
			},
			close: () => {
				// A worker that is gone has forgotten it already.
				if (this.#connection === connection) connection.renderer.close(handle).catch(() => {});
			}
		};
	}

	async #ask<T>(
		connection: HouseConnection,
		question: (renderer: HouseRenderer) => Promise<Result<T>>
	): Promise<Result<T>> {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const silence = new Promise<Failed>((resolve) => {
			timer = setTimeout(() => {
				this.#forget(connection);
				connection.end();
				resolve(failed('internal', 'the house’s worker does not answer', { retryable: true }));
			}, this.#silenceMs);
		});
		try {
			const answer = Promise.race([question(connection.renderer), silence]);
			return await raceWithEnd(answer, connection.death);
		} catch (thrown) {
			const message = thrown instanceof Error ? thrown.message : String(thrown);
			return failed('internal', message, { retryable: true });
		} finally {
			clearTimeout(timer);
		}
	}
}
