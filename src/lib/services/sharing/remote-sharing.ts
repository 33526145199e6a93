/**
 * Sharing, from its parts: the session, the gallery's server and the outbox.
 */
import { success } from '#lib/contracts/failure.ts';
import { readPage, readPlaylist, searchGallery } from './gallery.ts';
import { GalleryServer } from './gallery-server.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';
import { performAction } from './perform-action.ts';
import type { Fetch, SessionStorage } from './ports.ts';
import { toSendable } from './publishable.ts';
import { Session } from './session.ts';
import type { Sharing } from './sharing.ts';

export interface SharingConfig {
	/** Of the Supabase project, without a path. */
	readonly url: string;
	/** What every visitor may know. */
	readonly publishableKey: string;
}

export interface SharingPorts extends Omit<OutboxOptions, 'perform'> {
	readonly fetch: Fetch;
	readonly sessionStorage: SessionStorage;
}

export function createSharing(config: SharingConfig, ports: SharingPorts): Sharing {
	const closed = new AbortController();
	const common = { ...config, ...ports, url: config.url.replace(/\/+$/, '') };
	const session = new Session({ ...common, storage: ports.sessionStorage });
	const server = new GalleryServer({ ...common, session, closed: closed.signal });
	const outbox = new Outbox({ ...ports, perform: (action) => performAction(server, action) });
	return {
		list: (order, after) =>
			order === 'own' && !session.exists()
				? Promise.resolve(success({ cards: [], next: null }))
				: readPage(server, order, after),
		search: (query, signal) => searchGallery(server, query, signal),
		get: (id) => readPlaylist(server, id),
		hasSession: () => Promise.resolve(session.exists()),
		submit(action) {
			const sendable = toSendable(action);
			return sendable.ok
				? outbox.submit(sendable.value)
				: Promise.resolve({ state: 'refused', failure: sendable.failure });
		},
		outbox,
		close() {
			closed.abort();
			outbox.close();
		}
	};
}
