/**
 * A listener for tests: vectors made of a file's bytes, and a worker that can be slow, or die.
 *
 * It is strict: more than two files at a time, or one file twice at a time, throw. A file's text says
 * what becomes of it: `not audio …` is refused, `kills the worker …` takes with it whatever is in
 * flight, everything else is music.
 */
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import type { Analysis, AnalysisMode, IdentifiedFile } from '#lib/contracts/listener.ts';
import { libraryIdOf } from '#lib/domain/library-id.ts';
import { createRandom } from '#lib/domain/random.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import { tfIdf } from '#workers/listener/pooling/tf-idf.ts';

const workerDeath = failed('internal', 'the worker died');
const calledOff = failed('superseded', 'called off');

export interface FakeListener extends ListenerClient {
	revision: string;
	/** What `ready` answers instead of succeeding. */
	outage: Failed | null;
	/** Awaited in the middle of each analysis. */
	whileAnalysing: (text: string) => Promise<void> | void;
	/** Texts, in the order in which they were begun, and of those that came to an end. */
	readonly begun: string[];
	readonly heard: string[];
	readonly identified: string[];
	/** How many tracks were weighed together each time. */
	readonly pooled: number[];
}

export function createFakeListener(): FakeListener {
	const inFlight = new Map<string, (death: Failed) => void>();

	async function hear(text: string, mode: AnalysisMode): Promise<Result<Analysis>> {
		await listener.whileAnalysing(text);
		if (text.startsWith('kills the worker')) {
			for (const die of inFlight.values()) die(workerDeath);
			return workerDeath;
		}
		if (text.startsWith('not audio')) return failed('not-audio', 'no audio in it');
		const sliceCount = mode === 'quick' ? 3 : 6;
		listener.heard.push(text);
		return success({
			slices: fakeSlices(text, sliceCount),
			sliceCount,
			durationSeconds: 200,
			notes: [],
			timings: { decodingMs: 1, frontEndMs: 1, networkMs: 1 }
		});
	}

	const listener: FakeListener = {
		revision: 'one',
		outage: null,
		whileAnalysing: () => undefined,
		begun: [],
		heard: [],
		identified: [],
		pooled: [],

		ready: () =>
			Promise.resolve(
				listener.outage ?? success({ revision: listener.revision, backend: 'reference' as const })
			),
		async identify(file): Promise<Result<IdentifiedFile>> {
			const text = await file.text();
			listener.identified.push(text);
			if (text === '') return failed('empty-file', `${file.name} is empty`);
			return success({
				id: await fakeId(text),
				tags: {
					artist: 'Artist',
					title: text,
					album: '',
					albumArtist: '',
					genre: '',
					year: null,
					discNumber: null,
					trackNumber: null,
					durationSeconds: null,
					codec: 'MP3'
				},
				cover: text.includes('cover') ? new Blob(['the cover']) : null
			});
		},
		async analyse(file, mode, signal) {
			const text = await file.text();
			if (inFlight.size >= 2) throw new Error('three files at a time');
			if (inFlight.has(text)) throw new Error(`${text}: twice at a time`);
			listener.begun.push(text);
			try {
				return await new Promise<Result<Analysis>>((resolve, reject) => {
					inFlight.set(text, resolve);
					if (signal?.aborted) resolve(calledOff);
					signal?.addEventListener('abort', () => resolve(calledOff));
					hear(text, mode).then(resolve, reject);
				});
			} finally {
				inFlight.delete(text);
			}
		},
		pool(batch) {
			listener.pooled.push(batch.length);
			return Promise.resolve(success(tfIdf(batch)));
		},
		beginHearing: () => Promise.reject(new Error('no part of the library')),
		hear: () => Promise.reject(new Error('no part of the library')),
		close: () => undefined
	};
	return listener;
}

/** float32[count][100], each text's own. */
export function fakeSlices(text: string, count: number): Float32Array<ArrayBuffer> {
	const random = createRandom(text);
	return Float32Array.from({ length: count * 100 }, () => random.normal());
}

export async function fakeId(text: string) {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	const bytes = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'));
	return libraryIdOf(bytes.join(''));
}
