/**
 * Opens the best outbox there is. By itself, because a first visit does not need it.
 */
import { openIndexedDbOutbox } from './indexed-db-outbox.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { openBest, type Opened } from './open-best.ts';
import type { OutboxStorage } from './outbox-storage.ts';

export function openOutboxStorage(): Promise<Opened<OutboxStorage>> {
	return openBest(openIndexedDbOutbox, createMemoryOutbox);
}
