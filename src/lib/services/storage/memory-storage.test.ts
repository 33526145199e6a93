import { expect, it } from 'vitest';
import { createMemoryStorage } from './memory-storage.ts';
import { openStorage } from './open-storage.ts';
import { describeStorageContract } from './storage-contract.ts';
import type { DeviceStorage } from './storage.ts';

describeStorageContract('memory storage', () => Promise.resolve(createMemoryStorage()));

it('falls back to memory, and says so, where there is no IndexedDB', async () => {
	const { storage, isPersistent } = await openStorage();
	expect(isPersistent).toBe(false);
	expect((await storage.writeSetting('a', 1)).ok).toBe(true);
});

it('falls back to memory when the database never answers, and closes it should it answer late', async () => {
	let answer: (storage: DeviceStorage) => void = () => undefined;
	const never = new Promise<DeviceStorage>((resolve) => {
		answer = resolve;
	});
	const { isPersistent } = await openStorage(() => never, 0);
	expect(isPersistent).toBe(false);
	const late = createMemoryStorage();
	answer(late);
	await never;
	await Promise.resolve();
	expect((await late.writeSetting('a', 1)).ok).toBe(false);
});
