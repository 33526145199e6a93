/**
 * Spotify as the page has it: whether it is there at all, who is logged in, and what is asked of it.
 *
 * Keeps true: without a client id nothing of it is there; what talks to Spotify is loaded when a
 * person asks for something, or where somebody has logged in before, and asks nothing by itself.
 */
import { createContext } from 'svelte';
import { failed, type Result } from '#lib/contracts/failure.ts';
import type { NowPlaying, SpotifyAccount, SpotifyTrack } from '#lib/contracts/spotify.ts';
import { hasSpotifySession, openSpotify } from '#lib/services/spotify/open-spotify.ts';
import type {
	LoginOutcome,
	PlaylistUpload,
	Spotify,
	SpotifyConfiguration,
	SpotifyPause,
	SpotifySession,
	TrackLookUp,
	UploadRequest
} from '#lib/services/spotify/spotify.ts';
import { withoutWish, withWish, type LoginWish } from './login-wish.ts';

/** What loads the program, and what knows of a login without it; replaced in tests. */
export interface SpotifyPorts {
	readonly open: typeof openSpotify;
	readonly hasSession: () => boolean;
}

const browserPorts: SpotifyPorts = { open: openSpotify, hasSession: hasSpotifySession };

interface LoginOptions {
	readonly wish?: LoginWish;
	/** An address of this site. */
	readonly returnTo?: string;
}

export class SpotifyAccess {
	/** Whether this site is set up for it; false until the page is in a browser. */
	isThere = $state(false);
	session = $state.raw<SpotifySession>({ kind: 'signed-out', ended: false });
	/** Why nothing is sent at the moment. */
	pause = $state.raw<SpotifyPause | null>(null);

	readonly isSignedIn: boolean = $derived(this.session.kind === 'signed-in');
	readonly account: SpotifyAccount | null = $derived(
		this.session.kind === 'signed-in' ? this.session.account : null
	);
	/** Whether titles and covers are to be had: from Spotify itself, or from the site's own function. */
	readonly canShowTracks: boolean = $derived.by(
		() => this.isThere && (this.isSignedIn || this.#lookUp !== undefined)
	);

	readonly #ports: SpotifyPorts;
	#configuration: SpotifyConfiguration | null = null;
	#lookUp: TrackLookUp | undefined;
	#wish: LoginWish | null = null;
	#opening: Promise<Spotify> | null = null;
	readonly #started = Promise.withResolvers<undefined>();
	#stop: () => void = () => {};

	constructor(ports: SpotifyPorts = browserPorts) {
		this.#ports = ports;
	}

	/**
	 * @param configuration null where no client id is set
	 * @param lookUp titles and covers for whoever is not logged in, where the site has that
	 * @returns ends it
	 */
	start(configuration: SpotifyConfiguration | null, lookUp?: TrackLookUp): () => void {
		this.#configuration = configuration;
		this.#lookUp = lookUp;
		this.isThere = configuration !== null;
		this.#started.resolve(undefined);
		this.noticeLogin();
		return () => {
			this.#stop();
			void this.#opening?.then(
				(spotify) => spotify.close(),
				() => {}
			);
			this.#opening = null;
		};
	}

	/** Settles once it is known whether the site is set up for it: a page may be there before. */
	async whenStarted(): Promise<void> {
		await this.#started.promise;
	}

	/** Somebody may have logged in meanwhile, in another tab: to be called when the window is looked at. */
	noticeLogin(): void {
		if (this.#configuration === null || this.#opening !== null) return;
		if (!this.#ports.hasSession()) return;
		this.session = { kind: 'signed-in', account: null };
		// It asks nothing; without a network it is tried again when it is needed.
		void this.#spotify()?.catch(() => undefined);
	}

	/** Leaves for Spotify; whoever comes back is where they were, or at `returnTo`. */
	logIn(options: LoginOptions = {}): Promise<Result<void>> {
		const returnTo = withWish(options.returnTo ?? location.href, options.wish);
		return this.#ask((spotify) => spotify.logIn(returnTo));
	}

	/** On the callback page, once. What the person wished for is there for `takeWish`. */
	async completeLogin(): Promise<Result<LoginOutcome>> {
		const result = await this.#ask((spotify) => spotify.completeLogin());
		if (!result.ok) return result;
		const { address, wish } = withoutWish(result.value.returnTo);
		if (result.value.kind === 'signed-in') this.#wish = wish;
		return { ok: true, value: { ...result.value, returnTo: address } };
	}

	/** Whether this is what the person logged in for; true once. */
	takeWish(wish: LoginWish): boolean {
		if (this.#wish !== wish) return false;
		this.#wish = null;
		return true;
	}

	/** Forgets the login and everything that came from Spotify. */
	async logOut(): Promise<Result<void>> {
		return this.#ask(async (spotify) => {
			await spotify.logOut();
			return { ok: true, value: undefined };
		});
	}

	askAccount(): Promise<Result<SpotifyAccount>> {
		return this.#ask((spotify) => spotify.account());
	}

	currentlyPlaying(signal?: AbortSignal): Promise<Result<NowPlaying>> {
		return this.#ask((spotify) => spotify.currentlyPlaying(signal));
	}

	upload(request: UploadRequest): Promise<Result<PlaylistUpload>> {
		return this.#ask(async (spotify) => ({ ok: true, value: spotify.upload(request) }));
	}

	tracks(
		ids: readonly string[],
		onTrack: (id: string, track: SpotifyTrack | null) => void
	): Promise<Result<unknown>> {
		return this.#ask((spotify) => spotify.tracks(ids, { onTrack }));
	}

	async #ask<Value>(
		question: (spotify: Spotify) => Promise<Result<Value>>
	): Promise<Result<Value>> {
		const opening = this.#spotify();
		if (opening === null) return failed('unsupported', 'this site is not set up for Spotify');
		let spotify: Spotify;
		try {
			spotify = await opening;
		} catch (thrown) {
			const message = thrown instanceof Error ? thrown.message : String(thrown);
			return failed('network-unreachable', message, { retryable: true });
		}
		return question(spotify);
	}

	#spotify(): Promise<Spotify> | null {
		if (this.#configuration === null) return null;
		if (this.#opening !== null) return this.#opening;
		const opening = this.#ports.open(this.#configuration, this.#lookUp);
		this.#opening = opening;
		opening.then(
			(spotify) => {
				if (this.#opening !== opening) return;
				this.#stop = spotify.subscribe(({ session, pause }) => {
					this.session = session;
					this.pause = pause;
				});
			},
			() => {
				if (this.#opening === opening) this.#opening = null;
			}
		);
		return opening;
	}
}

export const [useSpotify, provideSpotify] = createContext<SpotifyAccess>();
