/**
 * One of the gallery's lists, read page by page.
 *
 * What must stay true: a playlist is in it once, however the list moved between two pages; what was
 * read stays while more is on its way or cannot be had; a page that was asked for before the list was
 * read anew is thrown away.
 */
import type { Failure, Result } from '#lib/contracts/failure.ts';
import type {
	GalleryCursor,
	GalleryOrder,
	GalleryPage,
	SharedCard
} from '#lib/contracts/sharing.ts';
import { onceEach } from './once-each.ts';
import { Patience } from './patience.svelte.ts';

export type ReadPage = (
	order: GalleryOrder,
	after: GalleryCursor | null
) => Promise<Result<GalleryPage>>;

/** A list that was read so long ago is read anew when somebody comes to it. */
const freshForMs = 60_000;

export class Feed {
	readonly order: GalleryOrder;
	cards = $state.raw<readonly SharedCard[]>([]);
	/** Whether its first page was read. */
	isRead = $state(false);
	isLoading = $state(false);
	hasMore = $state(false);
	/** Why the page that was asked for last could not be had. */
	failure = $state.raw<Failure | null>(null);
	readonly patience = new Patience();

	readonly #read: ReadPage;
	#next: GalleryCursor | null = null;
	/** Where the second page begins. */
	#second: GalleryCursor | null = null;
	#turn = 0;
	#lookers = 0;
	#readAtMs = Number.NEGATIVE_INFINITY;

	constructor(order: GalleryOrder, read: ReadPage) {
		this.order = order;
		this.#read = read;
	}

	/** Somebody looks at it from now on. @returns what ends it */
	look(): () => void {
		this.#lookers += 1;
		return () => (this.#lookers -= 1);
	}

	/**
	 * Somebody comes to it. What was read is shown as it is to whoever comes back to it, and read anew
	 * for others where it is old.
	 */
	async show({ isReturn = false }: { isReturn?: boolean } = {}): Promise<void> {
		if (this.isLoading || (this.failure !== null && !this.isRead)) return;
		const isFresh = performance.now() - this.#readAtMs < freshForMs;
		if (!this.isRead || (!isFresh && !isReturn)) await this.refresh();
	}

	/** From the beginning; what is shown stays until the answer is there. */
	async refresh(): Promise<void> {
		await this.#ask(null);
	}

	async more(): Promise<void> {
		if (this.isLoading || !this.hasMore) return;
		await this.#ask(this.#next);
	}

	/** Asks again for what could not be had. */
	async retry(): Promise<void> {
		if (this.failure === null || this.isLoading) return;
		await this.#ask(this.isRead ? this.#next : null);
	}

	/**
	 * What was done here has changed what it holds. It is read anew for whoever looks at its beginning,
	 * and not under the hands of who has gone further.
	 */
	makeStale(): void {
		this.#readAtMs = Number.NEGATIVE_INFINITY;
		const isAtBeginning = this.#next === null || this.#next === this.#second;
		if (this.#lookers > 0 && isAtBeginning) void this.refresh();
	}

	async #ask(after: GalleryCursor | null): Promise<void> {
		const turn = ++this.#turn;
		this.isLoading = true;
		const page = await this.patience.await(this.#read(this.order, after));
		if (turn !== this.#turn) return;
		this.isLoading = false;
		this.failure = page.ok ? null : page.failure;
		if (!page.ok) return;
		const before = after === null ? [] : this.cards;
		this.cards = onceEach([...before, ...page.value.cards]);
		this.#next = page.value.next;
		if (after === null) this.#second = page.value.next;
		this.hasMore = page.value.next !== null;
		this.isRead = true;
		if (after === null) this.#readAtMs = performance.now();
	}
}
