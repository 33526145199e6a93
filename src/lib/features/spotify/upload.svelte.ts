/**
 * A playlist on its way to Spotify, step by step as a person sees it.
 *
 * Keeps true: a playlist that is there already is changed only after a person said so; trying again
 * after a failure goes on with the same playlist, so that it ends up whole and there is only one.
 */
import type { Failure, Result } from '#lib/contracts/failure.ts';
import type { SpotifyPlaylist } from '#lib/contracts/spotify.ts';
import type {
	OnExisting,
	PlaylistUpload,
	UploadOutcome,
	UploadProgress,
	UploadRequest
} from '#lib/services/spotify/spotify.ts';

export type UploadStep =
	| { readonly kind: 'asking-name' }
	| { readonly kind: 'running'; readonly progress: UploadProgress }
	/** There is one of that name: replace it, make another, or leave it. */
	| { readonly kind: 'exists'; readonly playlists: readonly SpotifyPlaylist[] }
	| { readonly kind: 'done'; readonly outcome: Extract<UploadOutcome, { kind: 'uploaded' }> }
	| { readonly kind: 'failed'; readonly failure: Failure };

type PrepareUpload = (request: UploadRequest) => Promise<Result<PlaylistUpload>>;

export class UploadJourney {
	step = $state.raw<UploadStep>({ kind: 'asking-name' });
	readonly isRunning: boolean = $derived(this.step.kind === 'running');

	readonly #prepare: PrepareUpload;
	#request: UploadRequest | null = null;
	#upload: PlaylistUpload | null = null;
	/** What was decided last: trying again does the same. */
	#onExisting: OnExisting = { kind: 'ask' };
	#running: AbortController | null = null;

	constructor(prepare: PrepareUpload) {
		this.#prepare = prepare;
	}

	/** Begins anew. */
	async begin(request: UploadRequest): Promise<void> {
		this.#request = request;
		this.#upload = null;
		await this.#run({ kind: 'ask' });
	}

	replace(playlist: SpotifyPlaylist): Promise<void> {
		return this.#run({ kind: 'replace', playlist });
	}

	makeAnother(): Promise<void> {
		return this.#run({ kind: 'make-another' });
	}

	/** After a failure: the same playlist, from its beginning. */
	retry(): Promise<void> {
		return this.#run(this.#onExisting);
	}

	/** Back to the name; what runs is stopped. */
	cancel(): void {
		this.#running?.abort();
		this.#running = null;
		this.step = { kind: 'asking-name' };
	}

	async #run(onExisting: OnExisting): Promise<void> {
		this.#running?.abort();
		const running = new AbortController();
		this.#running = running;
		this.#onExisting = onExisting;
		this.step = { kind: 'running', progress: { phase: 'looking' } };
		const step = await this.#outcome(onExisting, running);
		if (this.#running === running) this.step = step;
	}

	async #outcome(onExisting: OnExisting, running: AbortController): Promise<UploadStep> {
		if (this.#request === null) return { kind: 'asking-name' };
		if (this.#upload === null) {
			const prepared = await this.#prepare(this.#request);
			if (!prepared.ok) return { kind: 'failed', failure: prepared.failure };
			this.#upload = prepared.value;
		}
		const result = await this.#upload.run({
			onExisting,
			signal: running.signal,
			onProgress: (progress) => {
				if (this.#running === running) this.step = { kind: 'running', progress };
			}
		});
		if (!result.ok) return { kind: 'failed', failure: result.failure };
		return result.value.kind === 'exists'
			? { kind: 'exists', playlists: result.value.playlists }
			: { kind: 'done', outcome: result.value };
	}
}
