/**
 * Makes sharing as the page uses it: with the browser's own network, storage, locks and clock. To be
 * imported when it is first needed: a first visit does not need it.
 */
import { openOutboxStorage } from '#lib/services/storage/open-outbox.ts';
import { browserTabs } from '#lib/services/tabs/tabs.ts';
import {
	browserLocks,
	browserReturns,
	browserSessionStorage,
	systemClock
} from './browser-ports.ts';
import { createSharing, type SharingConfig } from './remote-sharing.ts';
import { sharingKey } from './session-key.ts';
import type { Sharing } from './sharing.ts';

/** How long a request may take before it counts as failed. */
const timeLimitMs = 20_000;

/** What waited on this device is sent from now on. */
export function openSharing(config: SharingConfig): Sharing {
	return createSharing(config, {
		openStorage: openOutboxStorage,
		fetch: (input, init) => fetch(input, init),
		sessionStorage: browserSessionStorage(sharingKey),
		locks: browserLocks(),
		tabs: browserTabs(sharingKey),
		clock: systemClock,
		returns: browserReturns,
		newId: () => crypto.randomUUID(),
		timeLimitMs
	});
}
