/**
 * The browser's own lock, channel, clock and storage. Where it has no locks (a page without HTTPS) or
 * refuses storage (a private window), a tab behaves as if it were the only one.
 */
import type { Clock, Locks, Returns, SessionStorage } from './ports.ts';

export const systemClock: Clock = {
	now: () => Date.now(),
	after(delayMs, action) {
		const timer = setTimeout(action, delayMs);
		return () => clearTimeout(timer);
	}
};

export function browserLocks(): Locks {
	if (!('locks' in navigator)) return tabLocks();
	const { locks } = navigator;
	const ownLocks = tabLocks();
	return {
		async hold(name, signal, work) {
			const turn = { hasCome: false };
			try {
				await locks.request(name, { signal }, () => {
					turn.hasCome = true;
					return work();
				});
			} catch (error) {
				if (turn.hasCome) throw error;
				// Called off while it waited; or refused, as where storage is.
				await ownLocks.hold(name, signal, work);
			}
		}
	};
}

/** Locks among those who hold this object. */
export function tabLocks(): Locks {
	const last = new Map<string, Promise<void>>();
	return {
		async hold(name, signal, work) {
			const before = last.get(name) ?? Promise.resolve();
			const turn = before.then(() => (signal.aborted ? undefined : work()));
			last.set(
				name,
				turn.catch(() => undefined)
			);
			const calledOff = new Promise<void>((resolve) => {
				if (signal.aborted) resolve();
				else signal.addEventListener('abort', () => resolve(), { once: true });
			});
			await Promise.race([before, calledOff]);
			if (!signal.aborted) await turn;
		}
	};
}

export const browserReturns: Returns = {
	listen(onReturn) {
		const onVisibility = () => {
			if (document.visibilityState === 'visible') onReturn();
		};
		addEventListener('online', onReturn);
		document.addEventListener('visibilitychange', onVisibility);
		return () => {
			removeEventListener('online', onReturn);
			document.removeEventListener('visibilitychange', onVisibility);
		};
	}
};

/** In `localStorage`, which all tabs see at once; in memory where the browser refuses it. */
export function browserSessionStorage(key: string): SessionStorage {
	let inMemory: string | null = null;
	return {
		read() {
			try {
				return localStorage.getItem(key) ?? inMemory;
			} catch {
				return inMemory;
			}
		},
		write(text) {
			inMemory = null;
			try {
				if (text === null) localStorage.removeItem(key);
				else localStorage.setItem(key, text);
			} catch {
				inMemory = text;
			}
		}
	};
}
