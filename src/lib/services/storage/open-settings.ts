/**
 * Opens the best storage there is for settings alone: every visit reads them, and needs nothing of
 * the rest at first.
 */
import { openIndexedDbSettings } from './indexed-db-settings.ts';
import { createMemorySettings } from './memory-settings.ts';
import { openBest, type Opened } from './open-best.ts';
import type { SettingsStorage } from './storage.ts';

export function openSettings(): Promise<Opened<SettingsStorage>> {
	return openBest(openIndexedDbSettings, createMemorySettings);
}
