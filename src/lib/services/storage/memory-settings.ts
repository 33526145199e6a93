/**
 * Settings that last as long as the page. Kept as JSON, so that nobody can change what is stored
 * through an object they hold.
 */
import { failed, success } from '#lib/contracts/failure.ts';
import type { SettingsStorage } from './storage.ts';

export function createMemorySettings(): SettingsStorage {
	const settings = new Map<string, string>();
	let isClosed = false;
	return {
		async readSetting(key) {
			const json = settings.get(key);
			if (json === undefined || isClosed) return undefined;
			const stored: unknown = JSON.parse(json);
			return stored;
		},
		async writeSetting(key, value) {
			if (isClosed) return failed('storage-unavailable', 'storage is closed');
			settings.set(key, JSON.stringify(value));
			return success(undefined);
		},
		close() {
			isClosed = true;
		}
	};
}
