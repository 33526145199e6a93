/**
 * The gallery as the page sees it: reading, doing, and what waits to be sent.
 *
 * What must stay true: nothing is asked of anybody before one of these is called; nothing rejects;
 * what a person does is written down on the device before it is sent, and leaves it in the order in
 * which it was done.
 */
import type { Failure, Result } from '#lib/contracts/failure.ts';
import type {
	GalleryCursor,
	GalleryOrder,
	GalleryPage,
	OutboxEntry,
	SharedCard,
	SharedPlaylist,
	SharingAction,
	SharingOutcome
} from '#lib/contracts/sharing.ts';

export interface Sharing {
	/**
	 * 24 a page; the next page by the cursor of the last. `own` is empty as long as nobody has been
	 * signed in here.
	 */
	list(order: GalleryOrder, after: GalleryCursor | null): Promise<Result<GalleryPage>>;
	/**
	 * 24 at most, best first; none for a query without a word.
	 * @param signal when aborted, the answer is the failure `superseded`
	 */
	search(query: string, signal?: AbortSignal): Promise<Result<readonly SharedCard[]>>;
	/** `not-found` where there is none. */
	get(id: string): Promise<Result<SharedPlaylist>>;
	/** Whether somebody has been signed in here, without asking the network: nobody is before the first write. */
	hasSession(): Promise<boolean>;
	/**
	 * Writes it down, sends what waits in order, says what became of this one. Never rejects, never
	 * takes longer than the time limit of a request: what takes longer is `waiting`.
	 *
	 * What can never be shared is `refused` before it is written down; what the gallery refuses is
	 * `refused` and stays in the outbox until it is discarded.
	 */
	submit(action: SharingAction): Promise<SharingOutcome>;
	readonly outbox: SharingOutbox;
	/** Sends nothing more and tells nobody anything; what waits is kept. */
	close(): void;
}

export interface SharingOutbox {
	/** In the order in which they will be sent. Empty until it has been read. */
	entries(): readonly OutboxEntry[];
	/**
	 * Called at once, and after every change, also another tab's.
	 * @returns what ends it
	 */
	onChange(listener: OutboxListener): () => void;
	/** Takes back what has not been sent, or puts away what was refused. */
	discard(id: string): Promise<Result<void>>;
	/** Tries at once, however long was to be waited. */
	send(): Promise<void>;
}

/** @param stoppedBy what went wrong when the first of what waits was last sent; null: nothing */
export type OutboxListener = (entries: readonly OutboxEntry[], stoppedBy: Failure | null) => void;
