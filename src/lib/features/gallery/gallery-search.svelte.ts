/**
 * Searching the gallery as one types: asked once the letters rest, and an older question is called
 * off by a newer one. What was found stays on the screen until the next answer is there.
 */
import type { Failure, Result } from '#lib/contracts/failure.ts';
import type { SharedCard } from '#lib/contracts/sharing.ts';
import { onceEach } from './once-each.ts';
import { Patience } from './patience.svelte.ts';

const restMs = 250;

export type Search = (query: string, signal: AbortSignal) => Promise<Result<readonly SharedCard[]>>;

export class GallerySearch {
	/** What stands in the field. */
	text = $state('');
	/** What was asked for last, once the letters rested. */
	asked = $state('');
	cards = $state.raw<readonly SharedCard[]>([]);
	/** What `cards` answers; null while they answer nothing. */
	answered = $state<string | null>(null);
	isLoading = $state(false);
	failure = $state.raw<Failure | null>(null);
	readonly patience = new Patience();

	readonly #search: Search;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sent: AbortController | null = null;

	constructor(search: Search) {
		this.#search = search;
	}

	/** A letter more or less. */
	type(text: string): void {
		this.text = text;
		this.#callOff();
		if (text.trim() === '') this.#clear();
		else if (text.trim() === this.answered) this.asked = this.answered;
		else {
			this.isLoading = true;
			this.#timer = setTimeout(() => void this.#send(), restMs);
		}
	}

	/** At once: what an address asks for. */
	open(query: string): void {
		if (query.trim() === this.asked) return;
		this.text = query;
		this.#callOff();
		if (query.trim() === '') this.#clear();
		else void this.#send();
	}

	retry(): void {
		if (this.failure !== null && !this.isLoading) void this.#send();
	}

	async #send(): Promise<void> {
		const query = this.text.trim();
		const sent = new AbortController();
		this.#sent = sent;
		this.asked = query;
		this.isLoading = true;
		const found = await this.patience.await(this.#search(query, sent.signal));
		if (sent.signal.aborted) return;
		this.isLoading = false;
		this.failure = found.ok ? null : found.failure;
		if (!found.ok) return;
		this.cards = onceEach(found.value);
		this.answered = query;
	}

	#clear(): void {
		this.asked = '';
		this.cards = [];
		this.answered = null;
		this.failure = null;
	}

	#callOff(): void {
		clearTimeout(this.#timer);
		this.#sent?.abort();
		this.#sent = null;
		this.isLoading = false;
		this.patience.end();
	}
}
