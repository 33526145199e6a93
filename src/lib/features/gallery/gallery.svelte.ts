/**
 * The gallery as the page knows it: its lists, what this person did there, and what of that waits.
 *
 * What must stay true: nothing of it is fetched or asked before somebody comes to the gallery, shares,
 * or has something waiting; what a person does is seen at once in every list, is corrected by the
 * answer, and is undone on the screen where the gallery refuses it.
 */
import { createContext } from 'svelte';
import { failed, type Failed, type Failure, type Result } from '#lib/contracts/failure.ts';
import type {
	GalleryOrder,
	OutboxEntry,
	PlaylistToPublish,
	SharedCard,
	SharedPlaylist,
	SharingAction,
	SharingAnswer,
	SharingOutcome,
	Stars
} from '#lib/contracts/sharing.ts';
import type { Sharing } from '#lib/services/sharing/sharing.ts';
import { shownCard, type AnsweredChange, type CardAction, type ShownCard } from './card-changes.ts';
import { Feed } from './feed.svelte.ts';
import { GallerySearch } from './gallery-search.svelte.ts';

/** Of each playlist, by its id. */
type ById<T> = Readonly<Partial<Record<string, T>>>;

/** Fetches what speaks with the gallery. */
export type OpenSharing = () => Promise<Sharing>;

export class Gallery {
	/** Whether this site has one. */
	readonly isConfigured: boolean;
	isOnline = $state(true);
	outbox = $state.raw<readonly OutboxEntry[]>([]);
	/** Why what waits has not been sent; null where nothing went wrong yet. */
	outboxTrouble = $state.raw<Failure | null>(null);
	/** Whether anything is in the outbox: remembered, so that what waits is sent on the next visit. */
	hasOutbox = $state(false);
	/** Whether what was remembered of the last visit is here. */
	isRestored = $state(false);
	readonly feeds: Readonly<Record<GalleryOrder, Feed>>;
	readonly search: GallerySearch;

	readonly #load: OpenSharing | null;
	#opening: Promise<Sharing> | null = null;
	/** With the number of the answer, to tell what was read before it from what was read after. */
	#answered = $state.raw<ById<AnsweredChange & { readonly number: number }>>({});
	#answerCount = 0;
	#starsOnTheirWay = $state.raw<ById<Stars>>({});
	#onTheirWay = $state.raw<readonly CardAction[]>([]);
	#takenBack: readonly string[] = [];
	/** What a person was told waits, and will want to know when it does not any more. */
	#promised: readonly string[] = [];
	#submitting = 0;
	#isOutboxRead = false;

	readonly #onSentLater: (actions: readonly SharingAction[]) => void;

	/**
	 * @param load null where this site has no gallery
	 * @param onSentLater hears of what waited and has been sent since
	 */
	constructor(
		load: OpenSharing | null,
		onSentLater: (actions: readonly SharingAction[]) => void = () => undefined
	) {
		this.#load = load;
		this.#onSentLater = onSentLater;
		this.isConfigured = load !== null;
		const feed = (order: GalleryOrder): Feed =>
			new Feed(order, (order, after) =>
				this.#ask(
					(sharing) => sharing.list(order, after),
					({ cards }) => cards
				)
			);
		this.feeds = {
			latest: feed('latest'),
			'top-rated': feed('top-rated'),
			'most-uploaded': feed('most-uploaded'),
			own: feed('own')
		};
		this.search = new GallerySearch((query, signal) =>
			this.#ask(
				(sharing) => sharing.search(query, signal),
				(cards) => cards
			)
		);
	}

	/** Fetches what speaks with the gallery, and sends what waits. Asks the gallery nothing otherwise. */
	async open(): Promise<void> {
		await this.#open().catch(() => undefined);
	}

	/** Whether somebody shared or rated from this browser before. */
	async hasSession(): Promise<boolean> {
		try {
			return await (await this.#open()).hasSession();
		} catch {
			return false;
		}
	}

	async get(id: string): Promise<Result<SharedPlaylist>> {
		return this.#ask(
			(sharing) => sharing.get(id),
			(playlist) => [playlist]
		);
	}

	/** As it is shown: with what was done to it here. Null where it was deleted. */
	shown<Card extends SharedCard>(card: Card): ShownCard<Card> | null {
		return shownCard(card, {
			answered: this.#answered[card.id],
			starsOnTheirWay: this.#starsOnTheirWay[card.id],
			outbox: this.outbox,
			onTheirWay: this.#onTheirWay
		});
	}

	/** What is known of it from any list that was read. */
	find(id: string): SharedCard | null {
		const lists = [...Object.values(this.feeds), this.search];
		return lists.flatMap(({ cards }) => cards).find((card) => card.id === id) ?? null;
	}

	async publish(playlist: PlaylistToPublish): Promise<SharingOutcome> {
		return this.#submit({ kind: 'publish', playlist });
	}

	/**
	 * Rates a playlist of somebody else's. Of what is given while a rating is on its way only the last
	 * follows it: walking along the stars by keyboard does not send every one of them.
	 * @returns why it was refused; null where it was taken, waits, or follows another
	 */
	async rate({ id, name }: SharedCard, stars: Stars): Promise<Failure | null> {
		const isOnItsWay = id in this.#starsOnTheirWay;
		this.#starsOnTheirWay = { ...this.#starsOnTheirWay, [id]: stars };
		if (isOnItsWay) return null;
		let sent: Stars;
		let outcome: SharingOutcome;
		do {
			sent = this.#starsOnTheirWay[id] ?? stars;
			outcome = await this.#submit({ kind: 'rate', playlistId: id, name, stars: sent });
		} while (this.#starsOnTheirWay[id] !== sent);
		this.#starsOnTheirWay = without(this.#starsOnTheirWay, id);
		return outcome.state === 'refused' ? outcome.failure : null;
	}

	/** @returns why it was refused; null where it was done or waits */
	async rename(card: SharedCard, name: string): Promise<Failure | null> {
		const outcome = await this.#act({ kind: 'rename', playlistId: card.id, name });
		return outcome.state === 'refused' ? outcome.failure : null;
	}

	/** For everybody and for good. */
	async remove(card: SharedCard): Promise<SharingOutcome> {
		return this.#act({ kind: 'delete', playlistId: card.id, name: card.name });
	}

	/** Tries at once to send what waits. */
	async send(): Promise<void> {
		await (await this.#open()).outbox.send();
	}

	/** Somebody put it into their own account elsewhere; it counts once a day. */
	async countUpload(playlistId: string, name: string): Promise<SharingOutcome> {
		return this.#submit({ kind: 'count-upload', playlistId, name });
	}

	/** Takes back what waits, or puts away what was refused. */
	async discard(id: string): Promise<Result<void>> {
		this.#takenBack = [...this.#takenBack, id];
		try {
			const { outbox } = await this.#open();
			return await outbox.discard(id);
		} catch (thrown) {
			return notFetched(thrown);
		}
	}

	/** The network is back: what it kept from being read is asked for again. */
	goOnline(): void {
		this.isOnline = true;
		if (this.#opening === null) return;
		for (const feed of Object.values(this.feeds)) void feed.retry();
		this.search.retry();
		void this.send();
	}

	close(): void {
		this.#opening?.then(
			(sharing) => sharing.close(),
			() => undefined
		);
	}

	/** Shows it as done while it is on its way. */
	async #act(action: CardAction): Promise<SharingOutcome> {
		this.#onTheirWay = [...this.#onTheirWay, action];
		const outcome = await this.#submit(action);
		this.#onTheirWay = this.#onTheirWay.filter((other) => other !== action);
		return outcome;
	}

	async #submit(action: SharingAction): Promise<SharingOutcome> {
		try {
			const sharing = await this.#open();
			this.hasOutbox = true;
			this.#submitting += 1;
			const outcome = await sharing.submit(action);
			this.#submitting -= 1;
			if (outcome.state === 'waiting') this.#promise(this.outbox);
			this.hasOutbox = sharing.outbox.entries().length > 0;
			if (outcome.state === 'done') this.#wasDone(action, outcome.answer);
			return outcome;
		} catch (thrown) {
			return { state: 'refused', failure: notFetched(thrown).failure };
		}
	}

	/** @param answer null where it was sent while nobody waited for it */
	#wasDone(action: SharingAction, answer: SharingAnswer | null): void {
		switch (action.kind) {
			case 'publish':
				this.feeds.latest.makeStale();
				this.feeds.own.makeStale();
				break;
			case 'rename':
				this.#change(action.playlistId, {
					name: answer?.kind === 'rename' ? answer.name : action.name
				});
				break;
			case 'delete':
				this.#change(action.playlistId, { isDeleted: true });
				break;
			case 'rate':
				this.#change(action.playlistId, {
					ownStars: action.stars,
					...(answer?.kind === 'rate' && {
						score: answer.score,
						ratingCount: answer.ratingCount
					})
				});
				break;
			case 'count-upload':
				break;
		}
	}

	/** What left it by itself was sent. */
	#outboxChanged(entries: readonly OutboxEntry[]): void {
		const left = this.outbox.filter(
			({ id, refusal }) => refusal === null && !entries.some((entry) => entry.id === id)
		);
		this.outbox = entries;
		// Empty it also looks before it was read.
		if (this.#isOutboxRead || entries.length > 0) this.hasOutbox = entries.length > 0;
		const sent = left.filter(({ id }) => !this.#takenBack.includes(id));
		for (const { action } of sent) this.#wasDone(action, null);
		const later = sent.filter(({ id }) => this.#promised.includes(id));
		if (later.length > 0) this.#onSentLater(later.map(({ action }) => action));
		// Nobody here is just being told what becomes of it: it waits.
		if (this.#submitting === 0) this.#promise(entries);
	}

	#promise(entries: readonly OutboxEntry[]): void {
		this.#promised = entries.map(({ id }) => id);
	}

	#change(id: string, change: AnsweredChange): void {
		const number = ++this.#answerCount;
		const answered = { ...this.#answered[id], ...change, number };
		this.#answered = { ...this.#answered, [id]: answered };
	}

	#open(): Promise<Sharing> {
		const load = this.#load;
		if (load === null) return Promise.reject(new Error('this site has no gallery'));
		this.#opening ??= load().then(
			(sharing) => {
				sharing.outbox.onChange((entries, stoppedBy) => {
					this.outboxTrouble = stoppedBy;
					this.#outboxChanged(entries);
				});
				void this.#sendFirst(sharing);
				return sharing;
			},
			(thrown: unknown) => {
				// The next one to ask tries again.
				this.#opening = null;
				throw thrown;
			}
		);
		return this.#opening;
	}

	/** What waited since the last visit. */
	async #sendFirst({ outbox }: Sharing): Promise<void> {
		await outbox.send();
		this.#isOutboxRead = true;
		this.hasOutbox = outbox.entries().length > 0;
	}

	/** @param cardsOf what in the answer knows of everything that was answered before it was asked */
	async #ask<T>(
		question: (sharing: Sharing) => Promise<Result<T>>,
		cardsOf: (answer: T) => readonly SharedCard[]
	): Promise<Result<T>> {
		const asked = this.#answerCount;
		let result: Result<T>;
		try {
			result = await question(await this.#open());
		} catch (thrown) {
			return notFetched(thrown);
		}
		for (const { id } of result.ok ? cardsOf(result.value) : []) {
			const answered = this.#answered[id];
			if (answered !== undefined && answered.number <= asked) {
				this.#answered = without(this.#answered, id);
			}
		}
		return result;
	}
}

function without<T>(all: ById<T>, id: string): ById<T> {
	return Object.fromEntries(Object.entries(all).filter(([other]) => other !== id));
}

/** The part of the program that speaks with the gallery is fetched when it is first needed. */
function notFetched(thrown: unknown): Failed {
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return failed('network-unreachable', message, { retryable: true });
}

export const [useGallery, provideGallery] = createContext<Gallery>();
