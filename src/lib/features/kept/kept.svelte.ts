/**
 * What is kept on this device, how much it is, and deleting it.
 *
 * Must stay true: what is shown was measured after the last deletion; a deletion that is refused is
 * said and not shown as made.
 */
import type { Failure } from '#lib/contracts/failure.ts';
import { askToKeep } from '#lib/services/storage/ask-to-keep.ts';
import { onKeptChanged, tellKeptChanged } from '#lib/services/storage/kept-changes.ts';
import { openKeptStorage, type KeptStorage } from '#lib/services/storage/kept-storage.ts';
import { readRoom, type Room } from '#lib/services/storage/room.ts';
import type { KeptEntry, KeptSource } from './kept-entry.ts';

export interface KeptPorts {
	readonly open: () => Promise<KeptStorage | null>;
	readonly readRoom: () => Promise<Room | null>;
	readonly askToKeep: () => Promise<boolean>;
	/** To the other tabs. */
	readonly tell: () => void;
	readonly listen: (onChange: () => void) => () => void;
}

const browserPorts: KeptPorts = {
	open: () => openKeptStorage(),
	readRoom,
	askToKeep,
	tell: tellKeptChanged,
	listen: onKeptChanged
};

export class Kept {
	entries = $state.raw<readonly KeptEntry[]>([]);
	/** Null where the browser does not say. */
	room = $state.raw<Room | null>(null);
	isMeasured = $state(false);
	/** False where the browser keeps nothing: what there is goes with the page. */
	isStored = $state(true);
	isBusy = $state(false);
	failure = $state.raw<Failure | null>(null);
	/** What the browser said when it was asked to keep it; null until it has been. */
	answer = $state<'kept' | 'refused' | null>(null);

	readonly totalBytes: number = $derived(
		this.entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
	);
	readonly removable: readonly KeptEntry[] = $derived(
		this.entries.filter(({ remove }) => remove !== null)
	);

	readonly #sources: readonly KeptSource[];
	readonly #ports: KeptPorts;
	#storage: KeptStorage | null = null;
	#isClosed = false;

	constructor(sources: readonly KeptSource[], ports: KeptPorts = browserPorts) {
		this.#sources = sources;
		this.#ports = ports;
	}

	/** Measures, and again whenever another tab deletes something; the returned function stops that. */
	start(): () => void {
		void this.measure();
		const stop = this.#ports.listen(() => void this.measure());
		return () => {
			stop();
			this.#isClosed = true;
			this.#storage?.close();
		};
	}

	async measure(): Promise<void> {
		const storage = (this.#storage ??= await this.#ports.open());
		if (this.#isClosed) return storage?.close();
		const entries = await Promise.all(this.#sources.map((source) => source(storage)));
		this.room = await this.#ports.readRoom();
		this.isStored = storage !== null;
		this.entries = entries.flat();
		this.isMeasured = true;
	}

	/** @returns whether it is gone */
	async remove(entry: KeptEntry): Promise<boolean> {
		return this.#remove([entry]);
	}

	/** Everything that can be deleted. What is refused does not keep the rest. */
	async removeAll(): Promise<boolean> {
		return this.#remove(this.removable);
	}

	/** Asks the browser never to delete it by itself. */
	async keep(): Promise<void> {
		this.answer = (await this.#ports.askToKeep()) ? 'kept' : 'refused';
		this.room = await this.#ports.readRoom();
	}

	async #remove(entries: readonly KeptEntry[]): Promise<boolean> {
		this.isBusy = true;
		let failure: Failure | null = null;
		for (const { remove } of entries) {
			const removed = await remove?.();
			if (removed?.ok === false) failure = removed.failure;
		}
		this.#ports.tell();
		await this.measure();
		this.failure = failure;
		this.isBusy = false;
		return failure === null;
	}
}
