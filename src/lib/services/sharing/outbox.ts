/**
 * What a person did and the gallery has not answered yet: written down first, then sent in the order
 * in which it was done.
 *
 * What must stay true:
 * - An entry leaves the device's storage only when the gallery has answered it for good, or when the
 *   person takes it back. A crash between the two sends it again, which has no second effect.
 * - One tab sends at a time (a lock), and always what stands first. What fails but may succeed later
 *   stops the line; what is refused is marked, and the line goes on.
 * - Nothing is tried in a loop: after a failure it waits (back-off.ts), until something is done, the
 *   connection is back, or the page is looked at.
 */
import {
	failed,
	internalFailure,
	success,
	type Failure,
	type Result
} from '#lib/contracts/failure.ts';
import type {
	OutboxEntry,
	SharingAction,
	SharingAnswer,
	SharingOutcome
} from '#lib/contracts/sharing.ts';
import { createMemoryOutbox } from '#lib/services/storage/memory-outbox.ts';
import type { OutboxChange, OutboxStorage } from '#lib/services/storage/outbox-storage.ts';
import { isBinding, pauseAfter, type Pause } from './back-off.ts';
import { isFinal, waiting, withEntry, withoutEntry, withRefusal } from './outbox-line.ts';
import type { Clock, Locks, Returns, Tabs } from './ports.ts';
import type { OutboxListener, SharingOutbox } from './sharing.ts';
import { parseTabMessage, type TabMessage } from './tab-messages.ts';

const lockName = 'deejai-sharing-outbox';

export interface OutboxOptions {
	readonly openStorage: () => Promise<{ readonly storage: OutboxStorage }>;
	readonly perform: (action: SharingAction) => Promise<Result<SharingAnswer>>;
	readonly locks: Locks;
	readonly tabs: Tabs;
	readonly clock: Clock;
	readonly returns: Returns;
	readonly newId: () => string;
	/** What takes longer is said to be waiting. */
	readonly timeLimitMs: number;
}

/** Why it is tried: only a person may try before the server wants to be asked again. */
type Reason = 'something was done' | 'it was time' | 'a person said so';

export class Outbox implements SharingOutbox {
	readonly #options: OutboxOptions;
	readonly #storage: Promise<OutboxStorage>;
	readonly #closed = new AbortController();
	readonly #listeners = new Set<OutboxListener>();
	/** Who waits here to hear what became of an entry. */
	readonly #asking = new Map<string, (outcome: SharingOutcome) => void>();
	readonly #ends: (() => void)[];
	#entries: readonly OutboxEntry[] = [];
	#pause: Pause | null = null;
	/** How often the line has been stopped by a failure. */
	#stops = 0;
	#callOffRetry: () => void = () => undefined;

	constructor(options: OutboxOptions) {
		this.#options = options;
		this.#storage = options.openStorage().then(
			({ storage }) => storage,
			() => createMemoryOutbox()
		);
		this.#ends = [
			options.tabs.listen((message) => this.#hear(parseTabMessage(message))),
			options.returns.listen(() => void this.#send('something was done'))
		];
		void this.#send('it was time');
	}

	entries(): readonly OutboxEntry[] {
		return this.#entries;
	}

	onChange(listener: OutboxListener): () => void {
		this.#listeners.add(listener);
		listener(this.#entries, this.#pause?.failure ?? null);
		return () => this.#listeners.delete(listener);
	}

	async submit(action: SharingAction): Promise<SharingOutcome> {
		const { clock, newId, timeLimitMs } = this.#options;
		const id = newId();
		const createdAt = new Date(clock.now()).toISOString();
		let callOff: () => void = () => undefined;
		try {
			return await new Promise<SharingOutcome>((resolve, reject) => {
				this.#asking.set(id, resolve);
				callOff = clock.after(timeLimitMs, () => resolve(isWaiting(tooSlow())));
				this.#add({ id, createdAt, action, refusal: null }).catch(reject);
			});
		} catch (error) {
			return isWaiting(internalFailure(error).failure);
		} finally {
			callOff();
			this.#asking.delete(id);
		}
	}

	async #add(entry: OutboxEntry): Promise<void> {
		const written = await this.#rearrange((entries) => withEntry(entries, entry));
		if (written.ok) await this.#send('something was done');
		else this.#settle(entry.id, { state: 'refused', failure: written.failure });
	}

	async discard(id: string): Promise<Result<void>> {
		const stoodFirst = waiting(this.#entries)[0]?.id === id;
		const changed = await this.#rearrange((entries) => withoutEntry(entries, id));
		if (!changed.ok) return changed;
		if (stoodFirst) {
			// What stopped the line was about this one.
			this.#setPause(null);
			void this.#send('something was done');
		}
		return success(undefined);
	}

	/** A change by the person: who waits for what it takes away is told. */
	async #rearrange(change: OutboxChange): Promise<Result<unknown>> {
		let gone: readonly OutboxEntry[] = [];
		const changed = await this.#change((entries) => {
			const rearranged = change(entries);
			gone = entries.filter(({ id }) => !rearranged.some((entry) => entry.id === id));
			return rearranged;
		});
		const superseded = failed('superseded', 'it was taken back, or something newer was done');
		if (changed.ok) for (const { id } of gone) this.#settle(id, isWaiting(superseded.failure));
		return changed;
	}

	async send(): Promise<void> {
		await this.#send('a person said so');
	}

	close(): void {
		this.#closed.abort();
		this.#callOffRetry();
		for (const end of this.#ends.splice(0)) end();
		this.#listeners.clear();
		const closed = failed('superseded', 'the page let go of the gallery');
		for (const tell of this.#asking.values()) tell(isWaiting(closed.failure));
		void this.#storage.then((storage) => storage.close());
	}

	/** Sends what waits, when it is this tab's turn. Resolves when there is nothing more to be done. */
	async #send(reason: Reason): Promise<void> {
		if (this.#closed.signal.aborted) return;
		const { locks, clock } = this.#options;
		const stopsBefore = this.#stops;
		await locks.hold(lockName, this.#closed.signal, async () => {
			// Whoever asked while it was being tried gets that answer.
			const hasFailedMeanwhile = this.#stops > stopsBefore;
			const isToWait = this.#pause !== null && isBinding(this.#pause, clock.now());
			if (hasFailedMeanwhile || (isToWait && reason !== 'a person said so')) {
				await this.#read();
				this.#tellWhoWaits();
			} else await this.#sendAll();
		});
	}

	async #sendAll(): Promise<void> {
		for (;;) {
			const [next] = waiting(await this.#read());
			if (!next) break;
			const performed = await this.#options.perform(next.action);
			if (this.#closed.signal.aborted) return;
			const settled = await this.#conclude(next, performed);
			if (!settled.ok) {
				this.#stop(settled.failure);
				return;
			}
			this.#setPause(null);
		}
		this.#setPause(null);
	}

	/** A failure: the line stops here. */
	async #conclude({ id }: OutboxEntry, performed: Result<SharingAnswer>): Promise<Result<unknown>> {
		if (!performed.ok && !isFinal(performed.failure)) return performed;
		const changed = await this.#change((entries) =>
			performed.ok ? withoutEntry(entries, id) : withRefusal(entries, id, performed.failure)
		);
		this.#settle(
			id,
			performed.ok
				? { state: 'done', answer: performed.value }
				: { state: 'refused', failure: performed.failure }
		);
		return changed;
	}

	#stop(failure: Failure): void {
		this.#stops += 1;
		this.#setPause(pauseAfter(failure, this.#pause, this.#options.clock.now()));
		this.#tellWhoWaits();
	}

	#setPause(pause: Pause | null): void {
		if (pause === null && this.#pause === null) return;
		this.#takePause(pause);
		this.#say({ kind: 'paused', pause });
	}

	#takePause(pause: Pause | null): void {
		this.#pause = pause;
		this.#planRetry();
		this.#tellListeners();
	}

	#tellListeners(): void {
		if (this.#closed.signal.aborted) return;
		const stoppedBy = this.#pause?.failure ?? null;
		for (const listener of [...this.#listeners]) listener(this.#entries, stoppedBy);
	}

	/** As long as something waits, every tab that is open would go on with it: others may be closed. */
	#planRetry(): void {
		this.#callOffRetry();
		this.#callOffRetry = () => undefined;
		if (waiting(this.#entries).length === 0 || this.#closed.signal.aborted) return;
		const { clock, timeLimitMs } = this.#options;
		const delayMs = this.#pause ? Math.max(0, this.#pause.untilMs - clock.now()) : timeLimitMs;
		this.#callOffRetry = clock.after(delayMs, () => void this.#send('it was time'));
	}

	async #read(): Promise<readonly OutboxEntry[]> {
		this.#take(await (await this.#storage).list());
		return this.#entries;
	}

	async #change(change: OutboxChange): Promise<Result<readonly OutboxEntry[]>> {
		const changed = await (await this.#storage).change(change);
		if (!changed.ok) return changed;
		this.#take(changed.value);
		this.#say({ kind: 'changed' });
		return changed;
	}

	#take(entries: readonly OutboxEntry[]): void {
		const isSame = JSON.stringify(entries) === JSON.stringify(this.#entries);
		if (isSame || this.#closed.signal.aborted) return;
		this.#entries = entries;
		if (waiting(entries).length === 0) this.#pause = null;
		this.#planRetry();
		this.#tellListeners();
	}

	#tellWhoWaits(): void {
		if (!this.#pause) return;
		const outcome = isWaiting(this.#pause.failure);
		for (const { id } of waiting(this.#entries)) this.#asking.get(id)?.(outcome);
	}

	#settle(id: string, outcome: SharingOutcome): void {
		this.#asking.get(id)?.(outcome);
		this.#say({ kind: 'settled', id, outcome });
	}

	#say(message: TabMessage): void {
		if (!this.#closed.signal.aborted) this.#options.tabs.send(message);
	}

	#hear(message: TabMessage | undefined): void {
		if (message?.kind === 'settled') this.#asking.get(message.id)?.(message.outcome);
		else if (message?.kind === 'paused') {
			if (message.pause) this.#stops += 1;
			this.#takePause(message.pause);
		} else if (message?.kind === 'changed') void this.#read();
	}
}

function isWaiting(failure: Failure): SharingOutcome {
	return { state: 'waiting', failure };
}

function tooSlow(): Failure {
	return failed('timed-out', 'the gallery did not answer in time', { retryable: true }).failure;
}
