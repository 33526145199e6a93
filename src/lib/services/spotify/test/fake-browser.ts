/**
 * A browser for tests: its tabs share one storage, one lock and one clock, which jumps ahead whenever
 * somebody waits; the network is real, and leads to the fake Spotify.
 */
import { expect } from 'vitest';
import type { FakeSpotify } from '../../../../../scripts/fake-spotify/fake-spotify.ts';
import type { Failure, Result } from '#lib/contracts/failure.ts';
import { createMemoryStore } from '../browser-ports.ts';
import type { Locks, SpotifyPorts, TextStore } from '../ports.ts';
import { SpotifyService } from '../spotify-service.ts';
import type { LoginOutcome, Spotify, SpotifyConfiguration, TrackLookUp } from '../spotify.ts';

const origin = 'http://127.0.0.1:4173';
const base = '/music';
export const playlistPage = `${base}/playlist?a=1#tracks=x`;

export interface FakeTab {
	/** The page's own; another one after each load. */
	spotify: Spotify;
	url: URL;
	readonly tabStore: TextStore;
	/** Loads the page again, as it is. */
	reload(): void;
	/** Presses the button, answers Spotify's page, and opens the callback that it leads to. */
	goThroughLogin(decision: 'agree' | 'cancel', user?: string): Promise<void>;
	/** All of it, for tests that are about something else. */
	logIn(user?: string): Promise<Result<LoginOutcome>>;
}

export interface FakeBrowser {
	readonly siteStore: { readonly texts: Map<string, string> };
	/** How long was waited, in order, milliseconds. */
	readonly waitsMs: number[];
	/** Every address that was asked for, and every text that a call answered. */
	readonly said: string[];
	isOnline: boolean;
	/** When true, answers are given up at once: nobody comes in time. */
	isImpatient: boolean;
	/** While true, waiting ends only when it is called off. */
	isClockStopped: boolean;
	/** While true, what a tab stores does not reach the others, as between processes. */
	isStorageBehind: boolean;
	/** Lets what was stored reach every tab. */
	catchUp(): void;
	/** Answers in the network's place, where it gives an answer. */
	answerInstead: (url: string, authorization: string) => Response | null;
	/** Whether it sends this once more by itself, as Chromium does where a kept connection breaks. */
	sendsTwice: (method: string, url: string) => boolean;
	advanceClock(byMs: number): void;
	/** Resolves when no tab renews a token any more. */
	renewed(): Promise<void>;
	/** Resolves when so many waits have begun. */
	waited(count: number): Promise<void>;
	openTab(lookUpTracks?: TrackLookUp): FakeTab;
	/** Neither addresses nor results have held a token, a code or a verifier. */
	expectNoSecretsSaid(): void;
}

export function createFakeBrowser(
	spotify: FakeSpotify,
	changed: Partial<SpotifyConfiguration> = {},
	locks: Locks = createLocks()
): FakeBrowser {
	const configuration: SpotifyConfiguration = {
		clientId: spotify.clientId,
		accountsUrl: spotify.accountsUrl,
		apiUrl: spotify.apiUrl,
		webUrl: spotify.webUrl,
		redirectUri: `${origin}${base}/spotify/callback`,
		basePath: base,
		...changed
	};
	const texts = new Map<string, string>();
	const listeners = new Map<object, Map<string, () => void>>();
	/** What tabs still read of what others have changed. */
	const outdated = new Map<object, Map<string, string | undefined>>();
	const secrets = new Set<string>();
	const waitChecks: (() => void)[] = [];
	let aheadMs = 0;

	const nowMs = (): number => Date.now() + aheadMs;

	/** Real, but what is secret is noted. */
	const send: typeof fetch = async (input, init) => {
		const url = input instanceof Request ? input.url : String(input);
		browser.said.push(url);
		const isToken = url.endsWith('/api/token');
		if (isToken && init?.body instanceof URLSearchParams) {
			for (const name of ['code', 'code_verifier', 'refresh_token']) note(init.body.get(name));
		}
		const authorization = new Headers(init?.headers).get('authorization') ?? '';
		const instead = browser.answerInstead(url, authorization);
		if (instead) return instead;
		if (browser.sendsTwice(init?.method ?? 'GET', url)) await fetch(input, init);
		const response = await fetch(input, init);
		if (isToken && response.ok) {
			const answer = (await response.clone().json()) as Record<string, unknown>;
			note(answer['access_token']);
			note(answer['refresh_token']);
		}
		return response;
	};
	function note(secret: unknown): void {
		if (typeof secret === 'string') secrets.add(secret);
	}

	function openTab(lookUpTracks?: TrackLookUp): FakeTab {
		const me = {};
		const outdatedHere = new Map<string, string | undefined>();
		outdated.set(me, outdatedHere);
		const tabStore = createMemoryStore();
		const ports: SpotifyPorts = {
			fetch: send,
			clock: { now: nowMs },
			timers: {
				wait(delayMs, signal) {
					browser.waitsMs.push(delayMs);
					for (const check of waitChecks) check();
					if (!browser.isClockStopped) aheadMs += delayMs;
					if (!browser.isClockStopped || signal.aborted) return Promise.resolve();
					return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
				},
				deadline: () => (browser.isImpatient ? AbortSignal.abort() : new AbortController().signal)
			},
			locks,
			siteStore: {
				get: (key) => (outdatedHere.has(key) ? outdatedHere : texts).get(key) ?? null,
				set: (key, text) => change(key, () => texts.set(key, text)),
				remove: (key) => change(key, () => texts.delete(key)),
				onChange(key, listener) {
					const mine = listeners.get(me) ?? new Map<string, () => void>();
					listeners.set(me, mine.set(key, listener));
					return () => mine.delete(key);
				}
			},
			tabStore,
			page: {
				current: () => new URL(tab.url),
				replace: (url) => {
					tab.url = url;
				},
				leaveFor: (url) => {
					tab.url = url;
				}
			},
			isOnline: () => browser.isOnline
		};
		/** Other tabs hear of it, as `storage` events have it. */
		function change(key: string, write: () => void): void {
			const before = texts.get(key);
			write();
			if (texts.get(key) === before) return;
			for (const [other, theirs] of outdated) {
				if (other === me) continue;
				if (browser.isStorageBehind) theirs.set(key, theirs.has(key) ? theirs.get(key) : before);
				else listeners.get(other)?.get(key)?.();
			}
		}

		const open = (): Spotify =>
			listenIn(new SpotifyService(configuration, ports, lookUpTracks), browser.said);
		const tab: FakeTab = {
			spotify: open(),
			url: new URL(`${origin}${base}/`),
			tabStore,
			reload() {
				tab.spotify.close();
				tab.spotify = open();
			},
			async goThroughLogin(decision, user = 'listener') {
				await tab.spotify.logIn(playlistPage);
				const form = new URLSearchParams(tab.url.search);
				form.set('decision', decision);
				form.set('user', user);
				const answer = await fetch(`${spotify.accountsUrl}/authorize`, {
					method: 'POST',
					body: form,
					redirect: 'manual'
				});
				tab.url = new URL(answer.headers.get('location') ?? '');
				tab.reload();
			},
			async logIn(user) {
				await tab.goThroughLogin('agree', user);
				return tab.spotify.completeLogin();
			}
		};
		return tab;
	}

	const browser: FakeBrowser = {
		siteStore: { texts },
		waitsMs: [],
		said: [],
		isOnline: true,
		isImpatient: false,
		isClockStopped: false,
		isStorageBehind: false,
		catchUp() {
			browser.isStorageBehind = false;
			for (const [tab, keys] of outdated) {
				const changed = [...keys.keys()];
				keys.clear();
				for (const key of changed) listeners.get(tab)?.get(key)?.();
			}
		},
		answerInstead: () => null,
		sendsTwice: () => false,
		advanceClock: (byMs) => {
			aheadMs += byMs;
		},
		renewed: () => locks.hold('', new AbortController().signal, () => Promise.resolve()),
		waited: (count) =>
			new Promise((resolve) => {
				const check = (): void => {
					if (browser.waitsMs.length >= count) resolve();
				};
				waitChecks.push(check);
				check();
			}),
		openTab,
		expectNoSecretsSaid() {
			for (const secret of secrets) {
				for (const text of browser.said) expect(text).not.toContain(secret);
			}
		}
	};
	return browser;
}

/** Notes what each call answers. */
function listenIn(spotify: Spotify, said: string[]): Spotify {
	return new Proxy(spotify, {
		get(target, name: keyof Spotify) {
			const method = target[name].bind(target) as (...given: unknown[]) => unknown;
			return (...given: unknown[]) => {
				const answer = method(...given);
				if (answer instanceof Promise) {
					void answer.then((value: unknown) => said.push(JSON.stringify([value])));
				}
				return answer;
			};
		}
	});
}

/** One at a time, whatever its name. */
function createLocks(): Locks {
	let last: Promise<void> = Promise.resolve();
	return {
		hold(_name, signal, work) {
			const turn = last.then(() => (signal.aborted ? undefined : work()));
			last = turn.catch(() => undefined);
			return turn;
		}
	};
}

/** What it gave. @throws where it failed */
export function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
	return result.value;
}

/** Why it failed. @throws where it did not */
export function failureOf(result: Result<unknown>): Failure {
	if (result.ok) throw new Error(`expected a failure, not ${JSON.stringify(result.value)}`);
	return result.failure;
}
