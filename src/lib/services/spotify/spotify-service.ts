/**
 * Spotify, put together: the login, its tokens, the calls, and what the page is told of them.
 */
import { success, type Result } from '#lib/contracts/failure.ts';
import type { NowPlaying, SpotifyAccount, SpotifyTrack } from '#lib/contracts/spotify.ts';
import { AccessTokens } from './access-tokens.ts';
import { AnswerReaders } from './answers.ts';
import { LoginDance } from './login.ts';
import { calledOff, PatientFetch } from './patient-fetch.ts';
import { Upload } from './playlist-upload.ts';
import type { SpotifyPorts } from './ports.ts';
import { SessionStore } from './session-store.ts';
import type {
	LoginOutcome,
	PlaylistUpload,
	Spotify,
	SpotifyConfiguration,
	SpotifyPause,
	SpotifyState,
	TrackLookUp,
	UploadRequest
} from './spotify.ts';
import { signedOut, TokenEndpoint } from './token-endpoint.ts';
import { TrackCache } from './track-cache.ts';
import { TrackDetails } from './track-details.ts';
import { WebApi } from './web-api.ts';

export class SpotifyService implements Spotify {
	readonly #sessions: SessionStore;
	readonly #tokens: AccessTokens;
	readonly #api: WebApi;
	readonly #login: LoginDance;
	readonly #details: TrackDetails;
	readonly #closing = new AbortController();
	readonly #listeners = new Set<(state: SpotifyState) => void>();
	/** What each of the two servers is waited for. */
	readonly #pauses = new Map<'accounts' | 'api', SpotifyPause>();
	/** Of the login that this tab knows of; null: nobody. */
	#loggedInAtMs: number | null;

	constructor(
		configuration: SpotifyConfiguration,
		ports: SpotifyPorts,
		lookUpTracks?: TrackLookUp
	) {
		this.#sessions = new SessionStore(ports.siteStore, configuration);
		const endpoint = new TokenEndpoint(
			configuration,
			this.#patience('accounts', ports),
			ports.fetch
		);
		this.#tokens = new AccessTokens(ports, this.#sessions, endpoint);
		this.#api = new WebApi({
			apiUrl: configuration.apiUrl,
			fetch: ports.fetch,
			tokens: this.#tokens,
			patient: this.#patience('api', ports),
			readers: new AnswerReaders(configuration.webUrl)
		});
		this.#login = new LoginDance({
			configuration,
			endpoint,
			tokens: this.#tokens,
			sessions: this.#sessions,
			page: ports.page,
			tabStore: ports.tabStore,
			closing: this.#closing.signal
		});
		this.#details = new TrackDetails({
			api: this.#api,
			cache: new TrackCache(ports.siteStore, ports.clock),
			lookUpTracks,
			isSignedIn: () => this.#sessions.read() !== null
		});
		this.#loggedInAtMs = this.#sessions.read()?.loggedInAtMs ?? null;
		this.#sessions.onChange(() => this.#followSession());
	}

	subscribe(listener: (state: SpotifyState) => void): () => void {
		this.#listeners.add(listener);
		listener(this.#state());
		return () => this.#listeners.delete(listener);
	}

	logIn(returnTo: string): Promise<Result<void>> {
		return this.#login.begin(returnTo);
	}

	completeLogin(): Promise<Result<LoginOutcome>> {
		return this.#login.complete();
	}

	async logOut(): Promise<void> {
		this.#tokens.hasEnded = false;
		this.#login.forget();
		this.#sessions.forget();
		this.#forgetAll();
	}

	async account(signal?: AbortSignal): Promise<Result<SpotifyAccount>> {
		const login = this.#sessions.read();
		if (login?.account) return success(login.account);
		const asked = await this.#api.account(signal);
		if (asked.ok && login !== null) {
			this.#sessions.change(login.loggedInAtMs, (latest) => ({ ...latest, account: asked.value }));
		}
		return asked;
	}

	currentlyPlaying(signal?: AbortSignal): Promise<Result<NowPlaying>> {
		return this.#api.currentlyPlaying(signal);
	}

	upload(request: UploadRequest): PlaylistUpload {
		const account = (signal?: AbortSignal) => this.account(signal);
		return new Upload({ api: this.#api, account }, request);
	}

	tracks(
		ids: readonly string[],
		options: {
			readonly signal?: AbortSignal | undefined;
			readonly onTrack?: (id: string, track: SpotifyTrack | null) => void;
		} = {}
	): Promise<Result<ReadonlyMap<string, SpotifyTrack | null>>> {
		return this.#details.of(ids, options.signal, options.onTrack);
	}

	close(): void {
		this.#closing.abort();
		this.#api.stopAll(calledOff());
		this.#tokens.close();
		this.#sessions.close();
		this.#listeners.clear();
	}

	#patience(server: 'accounts' | 'api', ports: SpotifyPorts): PatientFetch {
		return new PatientFetch(ports, (pause) => {
			if (pause) this.#pauses.set(server, pause);
			else this.#pauses.delete(server);
			this.#tell();
		});
	}

	/** Somebody logged in or out, here or in another tab: what was the one's is not the other's. */
	#followSession(): void {
		const loggedInAtMs = this.#sessions.read()?.loggedInAtMs ?? null;
		if (this.#loggedInAtMs !== null && loggedInAtMs !== this.#loggedInAtMs) this.#forgetAll();
		if (loggedInAtMs !== null) this.#tokens.hasEnded = false;
		this.#loggedInAtMs = loggedInAtMs;
		this.#tell();
	}

	#forgetAll(): void {
		this.#api.stopAll(signedOut());
		this.#details.forget();
	}

	#state(): SpotifyState {
		const login = this.#sessions.read();
		const [pause = null] = this.#pauses.values();
		return {
			session:
				login === null
					? { kind: 'signed-out', ended: this.#tokens.hasEnded }
					: { kind: 'signed-in', account: login.account },
			pause
		};
	}

	#tell(): void {
		const state = this.#state();
		for (const listener of this.#listeners) listener(state);
	}
}
