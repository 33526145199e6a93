/**
 * The outbox in IndexedDB, in the same database as the rest. An entry's key is its place in the line.
 */
import { success } from '#lib/contracts/failure.ts';
import type { OutboxEntry } from '#lib/contracts/sharing.ts';
import { Connection, databaseName } from './database.ts';
import { parseOutboxEntries } from './outbox-records.ts';
import type { OutboxStorage } from './outbox-storage.ts';

/** @throws what IndexedDB throws when it refuses to open */
export async function openIndexedDbOutbox(name: string = databaseName): Promise<OutboxStorage> {
	const connection = new Connection(name);
	await connection.database();
	return {
		list: async () =>
			parseOutboxEntries(await connection.read((database) => database.getAll('outbox'), [])),
		async change(change) {
			let changed: readonly OutboxEntry[] = [];
			const written = await connection.write(
				'what is to be sent',
				['outbox'],
				async (transaction) => {
					const store = transaction.objectStore('outbox');
					// Through JSON: a page may hand over a reactive proxy, which IndexedDB cannot clone.
					const records = change(parseOutboxEntries(await store.getAll())).map((entry): unknown =>
						JSON.parse(JSON.stringify(entry))
					);
					changed = parseOutboxEntries(records);
					await Promise.all([
						store.clear(),
						...records.map((record, place) => store.put(record, place))
					]);
				}
			);
			return written.ok ? success(changed) : written;
		},
		close: () => connection.close()
	};
}
