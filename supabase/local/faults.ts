/**
 * Failing on purpose, as networks, databases and hosts fail: what the page must live with.
 */
import { ServerResponse, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { Refusal } from './refusal.ts';

const faultSchema = v.variant('kind', [
	/** Nobody answers: the connection is cut before anything was done. */
	v.object({ kind: v.literal('down') }),
	/** All is done, and the answer is lost on the way. */
	v.object({ kind: v.literal('answer-lost') }),
	/** All is done, after a while. */
	v.object({ kind: v.literal('slow'), delayMs: v.pipe(v.number(), v.minValue(0)) }),
	/** Nothing is done, and the answer says so. */
	v.object({
		kind: v.literal('error'),
		status: v.pipe(v.number(), v.minValue(400), v.maxValue(599))
	})
]);

export type Fault = Readonly<v.InferOutput<typeof faultSchema>>;

/** @param body a fault as JSON, or `null` for none */
export function parseFault(body: string): Fault | undefined {
	try {
		return v.parse(v.nullable(faultSchema), JSON.parse(body)) ?? undefined;
	} catch {
		throw new Refusal(400, 'bad_fault', `"${body}" is no fault`);
	}
}

export class FaultSwitch {
	#fault: Fault | undefined;
	/** Ends the waiting of those who are being answered slowly. */
	#change = new AbortController();

	/** Those who wait because it was slow are answered at once. */
	set(fault: Fault | undefined): void {
		this.#fault = fault;
		this.#change.abort();
		this.#change = new AbortController();
	}

	/**
	 * Handles a request, or lets it fail. What switches faults on and off never does, nor does a
	 * browser's question whether it may ask at all, as long as anybody answers.
	 */
	async apply(
		request: IncomingMessage,
		response: ServerResponse,
		handle: (response: ServerResponse) => Promise<void>
	): Promise<void> {
		const fault = this.#fault;
		if (!fault || request.url?.startsWith('/_local/')) return handle(response);
		if (fault.kind !== 'down' && request.method === 'OPTIONS') return handle(response);
		switch (fault.kind) {
			case 'down':
				request.socket.destroy();
				return;
			case 'answer-lost':
				// A response without a connection keeps what is written to it to itself.
				await handle(new ServerResponse(request));
				request.socket.destroy();
				return;
			case 'slow':
				await delay(fault.delayMs, undefined, { signal: this.#change.signal }).catch(
					() => undefined
				);
				return handle(response);
			case 'error':
				response.writeHead(fault.status, {
					'access-control-allow-origin': '*',
					'content-type': 'application/json'
				});
				response.end(JSON.stringify({ code: 'fault', message: 'failing as it was told to' }));
				return;
		}
	}
}
