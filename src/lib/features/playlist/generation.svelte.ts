/**
 * A playlist that follows its request: while a newer one is computed the last one stays on the
 * screen, and an answer to anything but the newest request is thrown away.
 */
import type { Playlist, PlaylistRequest } from '#lib/contracts/engine.ts';
import type { Failure, Result } from '#lib/contracts/failure.ts';

export type Generate = (request: PlaylistRequest) => Promise<Result<Playlist>>;

export class Generation {
	playlist = $state.raw<Playlist | null>(null);
	failure = $state.raw<Failure | null>(null);
	isWorking = $state(false);

	readonly #generate: Generate;
	#newest = 0;

	constructor(generate: Generate) {
		this.#generate = generate;
	}

	async run(request: PlaylistRequest): Promise<void> {
		const turn = ++this.#newest;
		this.isWorking = true;
		const result = await this.#generate(request);
		if (turn !== this.#newest) return;
		this.isWorking = false;
		if (result.ok) {
			this.playlist = result.value;
			this.failure = null;
		} else if (result.failure.code !== 'superseded') {
			this.failure = result.failure;
		}
	}

	clear(): void {
		this.#newest += 1;
		this.isWorking = false;
		this.playlist = null;
		this.failure = null;
	}
}
