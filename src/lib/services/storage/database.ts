/**
 * The database `deejai`: its stores, its versions, and a connection to it that heals itself.
 *
 * What must stay true:
 * - A connection never stands in the way of another tab's upgrade: it closes when asked to. It is
 *   opened again when next needed, which an older program then cannot: storage is unavailable to
 *   it until it is reloaded.
 * - A connection that the browser terminates (eviction, a full disk) is opened again when next needed.
 * - Within a transaction nothing but the database is awaited, or it would commit half-way.
 */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { failed, success, type Result } from '#lib/contracts/failure.ts';

export const databaseName = 'deejai';
export const databaseVersion = 3;

/** Values are outside data when they are read: `unknown` until parsed. */
interface Schema extends DBSchema {
	/** sha256 → Blob, which IndexedDB writes and reads at twice the speed of an ArrayBuffer. */
	pieces: { key: string; value: unknown };
	/** catalogue id → { manifest, publishedAt } */
	catalogues: { key: string; value: unknown };
	/** key → JSON-able value */
	settings: { key: string; value: unknown };
	/** playlist id → SavedPlaylist */
	playlists: { key: string; value: unknown };
	/** library id → LibraryTrack; the index counts who shows a cover */
	tracks: { key: string; value: unknown; indexes: { coverId: string } };
	/** library id → LibrarySound */
	sounds: { key: string; value: unknown };
	/** library id → StoredSlices */
	slices: { key: string; value: unknown };
	/** cover id → Blob */
	covers: { key: string; value: unknown };
	/** folder id → LibraryFolder */
	folders: { key: string; value: unknown };
	/** place in the line → OutboxEntry */
	outbox: { key: number; value: unknown };
}

export type Database = IDBPDatabase<Schema>;
export type StoreName =
	| 'pieces'
	| 'catalogues'
	| 'settings'
	| 'playlists'
	| 'tracks'
	| 'sounds'
	| 'slices'
	| 'covers'
	| 'folders'
	| 'outbox';
export type Writing = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

/** Each step brings a database from the version before it to its own; data is kept. */
function upgrade(database: Database, oldVersion: number): void {
	if (oldVersion < 1) {
		database.createObjectStore('pieces');
		database.createObjectStore('catalogues');
		database.createObjectStore('settings');
		database.createObjectStore('playlists');
	}
	if (oldVersion < 2) {
		database.createObjectStore('tracks').createIndex('coverId', 'coverId');
		database.createObjectStore('sounds');
		database.createObjectStore('slices');
		database.createObjectStore('covers');
		database.createObjectStore('folders');
	}
	if (oldVersion < 3) {
		database.createObjectStore('outbox');
	}
}

export class Connection {
	readonly #name: string;
	#opening: Promise<Database> | undefined;
	#isClosed = false;

	constructor(name: string) {
		this.#name = name;
	}

	database(): Promise<Database> {
		if (this.#isClosed) return Promise.reject(new Error('storage is closed'));
		this.#opening ??= this.#open();
		return this.#opening;
	}

	async #open(): Promise<Database> {
		try {
			const database = await openDB<Schema>(this.#name, databaseVersion, {
				upgrade,
				blocking: () => {
					database.close();
					this.#forget();
				},
				terminated: () => this.#forget()
			});
			if (this.#isClosed) database.close();
			return database;
		} catch (error) {
			this.#forget();
			throw error;
		}
	}

	#forget(): void {
		this.#opening = undefined;
	}

	close(): void {
		this.#isClosed = true;
		this.#opening?.then((database) => database.close()).catch(() => undefined);
	}

	/** Does it, once more if the connection turns out to have been lost meanwhile. */
	async run<T>(operation: (database: Database) => Promise<T>): Promise<T> {
		try {
			return await operation(await this.database());
		} catch (error) {
			if (!isNamed(error, 'InvalidStateError')) throw error;
			this.#forget();
			return operation(await this.database());
		}
	}

	/** Does all of it in one transaction, or none. */
	async write(
		what: string,
		stores: StoreName[],
		work: (transaction: Writing) => Promise<unknown>
	): Promise<Result<void>> {
		try {
			await this.run((database) => transact(database.transaction(stores, 'readwrite'), work));
			return success(undefined);
		} catch (error) {
			return writeFailure(what, error);
		}
	}

	/** What cannot be read is absent. */
	async read<T>(operation: (database: Database) => Promise<T>, absent: T): Promise<T> {
		try {
			return await this.run(operation);
		} catch {
			return absent;
		}
	}
}

async function transact(
	transaction: Writing,
	work: (transaction: Writing) => Promise<unknown>
): Promise<void> {
	const working = work(transaction).catch((error: unknown) => {
		abort(transaction);
		throw error;
	});
	const [worked, done] = await Promise.allSettled([working, transaction.done]);
	// A transaction that ran out of room fails its requests with a bare AbortError: its own says why.
	if (done.status === 'rejected' && !isNamed(done.reason, 'AbortError')) throw done.reason;
	if (worked.status === 'rejected') throw worked.reason;
	if (done.status === 'rejected') throw done.reason;
}

function abort(transaction: Writing): void {
	try {
		transaction.abort();
	} catch {
		// Already over: that is why the work failed.
	}
}

function isNamed(error: unknown, name: string): boolean {
	return error instanceof Error && error.name === name;
}

function writeFailure(what: string, error: unknown): Result<never> {
	const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return isNamed(error, 'QuotaExceededError')
		? failed('storage-full', `this device has no room for ${what}`, { details: { reason } })
		: failed('storage-unavailable', `${what} could not be stored: ${reason}`, {
				details: { reason }
			});
}
