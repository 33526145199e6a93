/**
 * Settings in IndexedDB, one record for each key.
 */
import { Connection, databaseName } from './database.ts';
import type { SettingsStorage } from './storage.ts';

/** @throws what IndexedDB throws when it refuses to open */
export async function openIndexedDbSettings(name: string = databaseName): Promise<SettingsStorage> {
	const connection = new Connection(name);
	await connection.database();
	return createSettings(connection);
}

/** Closing them closes the connection. */
export function createSettings(connection: Connection): SettingsStorage {
	return {
		readSetting: (key) => connection.read((db) => db.get('settings', key), undefined),
		writeSetting(key, value) {
			// Through JSON: a page may hand over a reactive proxy, which IndexedDB cannot clone.
			const plain: unknown = JSON.parse(JSON.stringify(value));
			return connection.write('a setting', ['settings'], (transaction) =>
				transaction.objectStore('settings').put(plain, key)
			);
		},
		close: () => connection.close()
	};
}
