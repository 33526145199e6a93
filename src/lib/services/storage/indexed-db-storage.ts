/**
 * Storage in IndexedDB: the database `deejai`, one connection for each page or worker.
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
import { parseSavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import { incompleteness, unneededPieces } from './catalogue-pieces.ts';
import {
	parseStoredCatalogue,
	parseStoredCatalogues,
	parseStoredPlaylists
} from './stored-records.ts';
import type { DeviceStorage } from './storage.ts';

const databaseName = 'deejai';
export const databaseVersion = 1;

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
}

type Database = IDBPDatabase<Schema>;
type StoreName = 'pieces' | 'catalogues' | 'settings' | 'playlists';
type Writing = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

/** Each step brings a database from the version before it to its own; data is kept. */
function upgrade(database: Database, oldVersion: number): void {
	if (oldVersion < 1) {
		database.createObjectStore('pieces');
		database.createObjectStore('catalogues');
		database.createObjectStore('settings');
		database.createObjectStore('playlists');
	}
}

/** @throws what IndexedDB throws when it refuses to open */
export async function openIndexedDbStorage(name: string = databaseName): Promise<DeviceStorage> {
	const connection = new Connection(name);
	await connection.database();
	return createStorage(connection);
}

class Connection {
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

function createStorage(connection: Connection): DeviceStorage {
	return {
		async readPiece(sha256) {
			const record = await connection.read((db) => db.get('pieces', sha256), undefined);
			return record instanceof Blob ? record : undefined;
		},
		writePiece: (sha256, blob) =>
			connection.write('a piece', ['pieces'], (transaction) =>
				transaction.objectStore('pieces').put(blob, sha256)
			),
		storedPieces: () =>
			connection.read<ReadonlySet<string>>(
				async (db) => new Set(await db.getAllKeys('pieces')),
				new Set()
			),

		async publishCatalogue(manifest) {
			let refusal: ReturnType<typeof incompleteness>;
			const written = await connection.write(
				'a catalogue',
				['pieces', 'catalogues'],
				async (transaction) => {
					const stored = new Set(await transaction.objectStore('pieces').getAllKeys());
					refusal = incompleteness(manifest, stored);
					if (refusal) return;
					const record = { manifest, publishedAt: new Date().toISOString() };
					await transaction.objectStore('catalogues').put(record, manifest.id);
					await deleteUnneededPieces(transaction);
				}
			);
			return refusal ?? written;
		},
		readCatalogue: async (id) =>
			parseStoredCatalogue(await connection.read((db) => db.get('catalogues', id), undefined)),
		listCatalogues: async () =>
			parseStoredCatalogues(await connection.read((db) => db.getAll('catalogues'), [])),
		deleteCatalogue: (id) =>
			connection.write('a deletion', ['pieces', 'catalogues'], async (transaction) => {
				await transaction.objectStore('catalogues').delete(id);
				await deleteUnneededPieces(transaction);
			}),

		readSetting: (key) => connection.read((db) => db.get('settings', key), undefined),
		writeSetting(key, value) {
			// Through JSON: a page may hand over a reactive proxy, which IndexedDB cannot clone.
			const plain: unknown = JSON.parse(JSON.stringify(value));
			return connection.write('a setting', ['settings'], (transaction) =>
				transaction.objectStore('settings').put(plain, key)
			);
		},

		listPlaylists: async () =>
			parseStoredPlaylists(await connection.read((db) => db.getAll('playlists'), [])),
		async putPlaylist(playlist) {
			const parsed = parseSavedPlaylist(playlist);
			if (!parsed.ok) return parsed;
			return connection.write('a playlist', ['playlists'], (transaction) =>
				transaction.objectStore('playlists').put(parsed.value, playlist.id)
			);
		},
		deletePlaylist: (id) =>
			connection.write('a deletion', ['playlists'], (transaction) =>
				transaction.objectStore('playlists').delete(id)
			),

		close: () => connection.close()
	};
}

async function deleteUnneededPieces(transaction: Writing): Promise<void> {
	const pieces = transaction.objectStore('pieces');
	const published = parseStoredCatalogues(await transaction.objectStore('catalogues').getAll());
	const manifests = published.map(({ manifest }) => manifest);
	const unneeded = unneededPieces(await pieces.getAllKeys(), manifests);
	await Promise.all(unneeded.map((sha256) => pieces.delete(sha256)));
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
