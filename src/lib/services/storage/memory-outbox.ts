/**
 * The outbox for as long as the page lasts: for tests, and where the browser refuses anything better.
 * Entries are kept as JSON and parsed like a database's.
 */
import { failed, success } from '#lib/contracts/failure.ts';
import { parseOutboxEntries } from './outbox-records.ts';
import type { OutboxStorage } from './outbox-storage.ts';

export function createMemoryOutbox(): OutboxStorage {
	let records: readonly string[] = [];
	let isClosed = false;
	const entries = () =>
		isClosed ? [] : parseOutboxEntries(records.map((json): unknown => JSON.parse(json)));
	return {
		list: () => Promise.resolve(entries()),
		change(change) {
			if (isClosed) return Promise.resolve(failed('storage-unavailable', 'storage is closed'));
			records = change(entries()).map((entry) => JSON.stringify(entry));
			return Promise.resolve(success(entries()));
		},
		close() {
			isClosed = true;
		}
	};
}
