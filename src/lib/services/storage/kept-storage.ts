/**
 * What is kept in the database, for whoever shows it and deletes it.
 *
 * Must stay true: measuring reads a few records at a time and never a blob's bytes, however much
 * there is; what is deleted is deleted whole, in one transaction.
 */
import { type Result } from '#lib/contracts/failure.ts';
import { unneededPieces } from './catalogue-pieces.ts';
import { Connection, databaseName, type Database, type StoreName } from './database.ts';
import { openIndexedDbStorage } from './indexed-db-storage.ts';
import { storedSizeBytes } from './stored-size.ts';
import type { StoredCatalogue } from './storage.ts';

export interface StoreSize {
	readonly count: number;
	readonly sizeBytes: number;
}

export interface KeptStorage {
	/** Nothing, where it cannot be read. */
	measure(store: StoreName): Promise<StoreSize>;
	/** By their SHA-256. */
	pieceSizes(): Promise<ReadonlyMap<string, number>>;
	listCatalogues(): Promise<readonly StoredCatalogue[]>;
	/** With the pieces that only it needed. */
	deleteCatalogue(id: string): Promise<Result<void>>;
	/** What downloads that were cut off have left. */
	deleteUnneededPieces(): Promise<Result<void>>;
	clear(stores: StoreName[]): Promise<Result<void>>;
	close(): void;
}

/** As many records as are looked at in one go. */
const pageSize = 100;

const noSizes: ReadonlyMap<string, number> = new Map();

/** @returns null where the browser keeps nothing */
export async function openKeptStorage(name: string = databaseName): Promise<KeptStorage | null> {
	const connection = new Connection(name);
	try {
		await connection.database();
		return keptStorage(connection, await openIndexedDbStorage(name));
	} catch {
		connection.close();
		return null;
	}
}

function keptStorage(
	connection: Connection,
	storage: Awaited<ReturnType<typeof openIndexedDbStorage>>
): KeptStorage {
	return {
		async measure(store) {
			const sizes = await connection.read((database) => sizesIn(database, store), noSizes);
			return { count: sizes.size, sizeBytes: sumOf(sizes.values()) };
		},
		pieceSizes: () => connection.read((database) => sizesIn(database, 'pieces'), noSizes),
		listCatalogues: () => storage.listCatalogues(),
		deleteCatalogue: (id) => storage.deleteCatalogue(id),
		async deleteUnneededPieces() {
			const published = await storage.listCatalogues();
			return connection.write('a deletion', ['pieces'], async (transaction) => {
				const pieces = transaction.objectStore('pieces');
				const manifests = published.map(({ manifest }) => manifest);
				const unneeded = unneededPieces(await pieces.getAllKeys(), manifests);
				await Promise.all(unneeded.map((sha256) => pieces.delete(sha256)));
			});
		},
		clear: (stores) =>
			connection.write('a deletion', stores, (transaction) =>
				Promise.all(stores.map((store) => transaction.objectStore(store).clear()))
			),
		close() {
			connection.close();
			storage.close();
		}
	};
}

/** Of each record by its key. */
async function sizesIn(
	database: Database,
	storeName: StoreName
): Promise<ReadonlyMap<string, number>> {
	const store = database.transaction(storeName).store;
	const keys = await store.getAllKeys();
	const sizes = new Map<string, number>();
	for (let first = 0; first < keys.length; first += pageSize) {
		const page = keys.slice(first, first + pageSize);
		const records: unknown[] = await store.getAll(IDBKeyRange.bound(page[0], page.at(-1)));
		for (const [place, key] of page.entries())
			sizes.set(String(key), storedSizeBytes(records[place]));
	}
	return sizes;
}

function sumOf(sizes: Iterable<number>): number {
	return [...sizes].reduce((total, size) => total + size, 0);
}
