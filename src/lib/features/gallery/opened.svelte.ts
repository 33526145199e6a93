/**
 * One shared playlist's page: what was read of it, or why not. An id that cannot be one is not found
 * without asking anybody; an answer to another page's question is thrown away.
 */
import type { Failure, Result } from '#lib/contracts/failure.ts';
import type { SharedPlaylist } from '#lib/contracts/sharing.ts';
import { Patience } from './patience.svelte.ts';
import { isSharedId } from './shared-id.ts';

export class OpenedPlaylist {
	playlist = $state.raw<SharedPlaylist | null>(null);
	failure = $state.raw<Failure | null>(null);
	isMissing = $state(false);
	readonly patience = new Patience();

	readonly #get: (id: string) => Promise<Result<SharedPlaylist>>;
	#id = '';
	#turn = 0;

	constructor(get: (id: string) => Promise<Result<SharedPlaylist>>) {
		this.#get = get;
	}

	async open(id: string): Promise<void> {
		if (id !== this.#id) this.playlist = null;
		this.#id = id;
		this.failure = null;
		this.isMissing = !isSharedId(id);
		const turn = ++this.#turn;
		if (this.isMissing) return;
		const read = await this.patience.await(this.#get(id));
		if (turn !== this.#turn) return;
		if (read.ok) this.playlist = read.value;
		else if (read.failure.code === 'not-found') this.isMissing = true;
		else this.failure = read.failure;
	}

	async retry(): Promise<void> {
		if (this.failure !== null) await this.open(this.#id);
	}
}
