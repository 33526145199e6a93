/**
 * Keeps values on this device from visit to visit. To be called while a component is set up.
 */
import { onMount } from 'svelte';
import type { Json, SettingsStorage } from '#lib/services/storage/storage.ts';

/** Values that change with every step of a slider are written once they rest. */
const restMs = 300;

export interface Remembered {
	/** Reads reactive state: it is written again when that changes. */
	readonly read: () => Json;
	readonly restore: (stored: unknown) => void;
}

export function rememberSettings(values: Readonly<Record<string, Remembered>>): {
	readonly isRestored: boolean;
} {
	let storage = $state.raw<SettingsStorage | null>(null);
	/** What has changed and is not written yet, by its key. */
	let resting: Readonly<Partial<Record<string, () => void>>> = {};

	/** The page may be gone before they rest. */
	function writeNow(): void {
		for (const write of Object.values(resting)) write?.();
	}

	onMount(() => {
		let isGone = false;
		const restore = async (): Promise<void> => {
			const { openSettings } = await import('#lib/services/storage/open-settings.ts');
			const opened = await openSettings();
			for (const [key, { restore }] of Object.entries(values)) {
				const stored = await opened.storage.readSetting(key);
				if (stored !== undefined && !isGone) restore(stored);
			}
			if (isGone) opened.storage.close();
			else storage = opened.storage;
		};
		void restore();
		addEventListener('pagehide', writeNow);
		return () => {
			isGone = true;
			removeEventListener('pagehide', writeNow);
			storage?.close();
		};
	});

	for (const [key, { read }] of Object.entries(values)) {
		$effect(() => {
			const value = read();
			const target = storage;
			if (target === null) return;
			// Where it cannot be written nothing is lost but the memory of it.
			const write = (): void => {
				resting = { ...resting, [key]: undefined };
				void target.writeSetting(key, value);
			};
			const timer = setTimeout(write, restMs);
			resting = { ...resting, [key]: write };
			return () => clearTimeout(timer);
		});
	}

	return {
		get isRestored() {
			return storage !== null;
		}
	};
}
