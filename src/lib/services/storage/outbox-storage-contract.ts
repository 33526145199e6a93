/** What every outbox must do, whatever it keeps things in. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '#lib/contracts/sharing.ts';
import type { OutboxStorage } from './outbox-storage.ts';

export function outboxEntry(n: number, change: Partial<OutboxEntry> = {}): OutboxEntry {
	return {
		id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
		createdAt: '2026-01-01T10:00:00.000Z',
		action: { kind: 'rate', playlistId: '0123456789ab', name: `Number ${n}`, stars: 4 },
		refusal: null,
		...change
	};
}

const published = outboxEntry(7, {
	action: {
		kind: 'publish',
		playlist: {
			name: 'Ärger im Paradies',
			catalogueId: 'house',
			catalogueRevision: '0a1b2c3d',
			trackIds: ['one', 'two'],
			titles: ['Artist - One', ''],
			request: {
				waypointIds: ['one'],
				size: 2,
				creativity: 0.5,
				noise: 0,
				seed: 4_294_967_295,
				rules: 'improved',
				from: 'both',
				lessLikeIds: [],
				excludedArtists: ['Nobody']
			}
		}
	}
});

const refused = outboxEntry(8, {
	refusal: {
		code: 'refused',
		message: 'Only who shared a playlist can rename it.',
		retryable: false,
		details: {}
	}
});

const unavailable = { ok: false, failure: { code: 'storage-unavailable' } };

export function describeOutboxContract(name: string, open: () => Promise<OutboxStorage>): void {
	describe(name, () => {
		let storage: OutboxStorage;
		beforeEach(async () => {
			storage = await open();
		});
		afterEach(() => storage.close());

		const add = (entry: OutboxEntry) => storage.change((entries) => [...entries, entry]);

		it('holds nothing at first', async () => {
			expect(await storage.list()).toEqual([]);
		});

		it('keeps what was done, whole and in its order', async () => {
			const entries = [outboxEntry(3), published, outboxEntry(1), refused];
			expect(await storage.change(() => entries)).toEqual({ ok: true, value: entries });
			expect(await storage.list()).toEqual(entries);
		});

		it('keeps the order of many', async () => {
			const entries = Array.from({ length: 25 }, (_, n) => outboxEntry(25 - n));
			for (const entry of entries) await add(entry);
			expect(await storage.list()).toEqual(entries);
		});

		it('shows a change what is there, and holds what it makes of it', async () => {
			await storage.change(() => [outboxEntry(1), outboxEntry(2), outboxEntry(3)]);
			await storage.change((entries) => entries.filter(({ id }) => id !== outboxEntry(2).id));
			await storage.change((entries) => [...entries, outboxEntry(4)]);
			expect(await storage.list()).toEqual([outboxEntry(1), outboxEntry(3), outboxEntry(4)]);
		});

		it('loses neither of two changes at once', async () => {
			await Promise.all([add(outboxEntry(1)), add(outboxEntry(2)), add(outboxEntry(3))]);
			expect(await storage.list()).toHaveLength(3);
		});

		it('is not changed by what is done to what was put in or came out', async () => {
			const entry = structuredClone(published);
			await storage.change(() => [entry]);
			if (entry.action.kind === 'publish') Object.assign(entry.action.playlist, { name: 'Other' });
			const [stored] = await storage.list();
			expect(stored).toEqual(published);
			Object.assign(stored ?? {}, { id: 'other' });
			expect(await storage.list()).toEqual([published]);
		});

		it('finds nothing and writes nothing once it is closed', async () => {
			await add(outboxEntry(1));
			storage.close();
			expect(await storage.list()).toEqual([]);
			expect(await add(outboxEntry(2))).toMatchObject(unavailable);
		});
	});
}
