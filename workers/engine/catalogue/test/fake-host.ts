/** A static host in memory that can be made to fail in every way that hosts fail. */
import { manifestFileName } from '#lib/contracts/manifest.ts';
import type { FakeCatalogue } from './fake-catalogue.ts';

export const folderUrl = 'https://host.example/catalogue/';

export type Fault =
	| 'truncated'
	| 'too-long'
	| 'bit-flipped'
	| 'swapped'
	| 'html'
	| 'not-found'
	| 'server-error'
	| 'cut-off'
	| 'hanging'
	| 'hanging-midway';

export interface FakeRequest {
	readonly file: string;
	readonly cache: RequestCache | undefined;
}

const html = '<!doctype html><html><body>Welcome to our hotel</body></html>';

export class FakeHost {
	readonly requests: FakeRequest[] = [];
	isOffline = false;
	/** Awaited before every answer. */
	beforeAnswer: (file: string) => Promise<void> | void = () => undefined;
	inFlight = 0;
	mostInFlight = 0;
	#files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
	readonly #faults = new Map<string, { fault: Fault; times: number }>();

	constructor({ files }: FakeCatalogue) {
		this.#files = files;
	}

	/** The folder now holds this catalogue and nothing else. */
	deploy({ files }: FakeCatalogue): void {
		this.#files = files;
	}

	break(file: string, fault: Fault, times = Infinity): void {
		this.#faults.set(file, { fault, times });
	}

	mend(): void {
		this.#faults.clear();
		this.isOffline = false;
	}

	/** Files that were asked for since the last call, without the manifest. */
	takePieceRequests(): string[] {
		return this.requests
			.splice(0)
			.map(({ file }) => file)
			.filter((file) => file !== manifestFileName);
	}

	readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
		const file = url.slice(folderUrl.length);
		this.requests.push({ file, cache: init.cache });
		this.inFlight += 1;
		this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
		try {
			await this.beforeAnswer(file);
			init.signal?.throwIfAborted();
			if (this.isOffline) throw new TypeError('Failed to fetch');
			return await this.#answer(file, init.signal ?? undefined);
		} finally {
			this.inFlight -= 1;
		}
	};

	async #answer(file: string, signal: AbortSignal | undefined): Promise<Response> {
		const bytes = this.#files.get(file);
		const fault = this.#takeFault(file);
		if (!bytes || fault === 'not-found') return new Response('not here', { status: 404 });
		switch (fault) {
			case undefined:
				return new Response(bytes);
			case 'truncated':
				return new Response(bytes.slice(0, -1));
			case 'too-long':
				return new Response(new Blob([bytes, bytes]));
			case 'bit-flipped':
				return new Response(bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte)));
			case 'swapped':
				return new Response(this.#another(file, bytes.length));
			case 'html':
				return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
			case 'server-error':
				return new Response('busy', { status: 503 });
			case 'cut-off':
				return new Response(
					endingWith(bytes, (controller) => controller.error(new TypeError('reset')))
				);
			case 'hanging':
				return new Promise((_resolve, reject) => onAbort(signal, reject));
			case 'hanging-midway':
				return new Response(
					endingWith(bytes, (controller) => onAbort(signal, (reason) => controller.error(reason)))
				);
		}
	}

	#takeFault(file: string): Fault | undefined {
		const broken = this.#faults.get(file);
		if (!broken || broken.times <= 0) return undefined;
		broken.times -= 1;
		return broken.fault;
	}

	/** Another piece's bytes, of the same length if there is one. */
	#another(file: string, sizeBytes: number): Uint8Array<ArrayBuffer> | undefined {
		const others = [...this.#files].filter(([name]) => name !== file).map(([, bytes]) => bytes);
		return others.find(({ length }) => length === sizeBytes) ?? others[0];
	}
}

function endingWith(
	bytes: Uint8Array<ArrayBuffer>,
	end: (controller: ReadableStreamDefaultController) => void
): ReadableStream {
	return new ReadableStream({
		start(controller) {
			controller.enqueue(bytes.slice(0, bytes.length / 2));
			end(controller);
		}
	});
}

function onAbort(signal: AbortSignal | undefined, stop: (reason: unknown) => void): void {
	signal?.addEventListener('abort', () => stop(signal.reason));
}
