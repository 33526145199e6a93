/**
 * What a page and its workers hold in memory, and the workers that workers have started: asked over
 * Chromium's own protocol, after all garbage has been collected.
 */
import type { Page } from '@playwright/test';

/** Bytes by thread: `page`, or a worker's name. */
export type Heaps = ReadonlyMap<string, number>;

/** Call it before the page starts its workers. @returns asks what is held now */
export async function watchHeaps(page: Page): Promise<() => Promise<Heaps>> {
	const session = await page.context().newCDPSession(page);
	const send = session.send.bind(session) as Send;
	const root = new Thread('page', send);
	for (const method of targetEvents) {
		session.on(method, (params: object) => root.take({ method, params }));
	}
	await root.watchWorkers();
	return async () => {
		const heaps = new Map<string, number>();
		for (const thread of root.withWorkers()) heaps.set(thread.name, await thread.heldBytes());
		return heaps;
	};
}

export function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}

type Send = (method: string, params?: object) => Promise<unknown>;

const targetEvents = [
	'Target.attachedToTarget',
	'Target.detachedFromTarget',
	'Target.receivedMessageFromTarget'
] as const;

/** What a thread says: an event, or with an `id` the answer to what it was asked. */
interface Message {
	readonly id?: number;
	readonly result?: unknown;
	readonly error?: { readonly message: string };
	readonly method?: string;
	readonly params?: object;
}

interface HeapUsage {
	readonly usedSize: number;
	/** Of what the browser keeps for it: events, blobs, the document. */
	readonly embedderHeapUsedSize: number;
	/** Of array buffers. */
	readonly backingStorageSize: number;
}

class Thread {
	readonly name: string;
	readonly #send: Send;
	/** By the sessions that they are spoken with in. */
	readonly #workers = new Map<string, { readonly thread: Thread; take(message: Message): void }>();

	constructor(name: string, send: Send) {
		this.name = name;
		this.#send = send;
	}

	/** Those that are there and those to come. */
	async watchWorkers(): Promise<void> {
		const waitForDebuggerOnStart = false;
		// Only through its parent's session can a worker's worker be spoken with.
		const flatten = false;
		await this.#send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart, flatten });
	}

	*withWorkers(): Generator<Thread> {
		yield this;
		for (const { thread } of this.#workers.values()) yield* thread.withWorkers();
	}

	async heldBytes(): Promise<number> {
		// What one round finds to be released goes with the next.
		for (let round = 0; round < 3; round++) await this.#send('HeapProfiler.collectGarbage');
		const usage = (await this.#send('Runtime.getHeapUsage')) as HeapUsage;
		return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
	}

	/** An event of this thread. */
	take({ method, params }: Message): void {
		if (method === 'Target.attachedToTarget') {
			const { sessionId, targetInfo } = params as {
				sessionId: string;
				targetInfo: { title: string; type: string };
			};
			// The service worker is nobody's worker, and comes and goes as the browser likes.
			if (targetInfo.type !== 'service_worker') this.#attach(sessionId, targetInfo.title);
		} else if (method === 'Target.detachedFromTarget') {
			this.#workers.delete((params as { sessionId: string }).sessionId);
		} else if (method === 'Target.receivedMessageFromTarget') {
			const { sessionId, message } = params as { sessionId: string; message: string };
			this.#workers.get(sessionId)?.take(JSON.parse(message) as Message);
		}
	}

	#attach(sessionId: string, name: string): void {
		const asked = new Map<number, (answer: Message) => void>();
		let lastId = 0;
		const send: Send = async (method, params = {}) => {
			const id = ++lastId;
			const answering = new Promise<Message>((resolve) => asked.set(id, resolve));
			const message = JSON.stringify({ id, method, params });
			await this.#send('Target.sendMessageToTarget', { sessionId, message });
			const { result, error } = await answering;
			if (error) throw new Error(`${name}: ${method}: ${error.message}`);
			return result;
		};
		const thread = new Thread(name, send);
		this.#workers.set(sessionId, {
			thread,
			take(message) {
				if (message.id === undefined) thread.take(message);
				else asked.get(message.id)?.(message);
			}
		});
		// One that ends at once has no workers to be watched.
		thread.watchWorkers().catch(() => undefined);
	}
}
