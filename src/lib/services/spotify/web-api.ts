/**
 * Spotify's Web API, as far as it is used here: one typed call for each request, by one queue.
 *
 * What must stay true: a token that is refused is renewed once and the request repeated once, then
 * the login is over; every other refusal is final. Nothing here loops.
 */
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import type { NowPlaying, SpotifyAccount, SpotifyTrack } from '#lib/contracts/spotify.ts';
import type { AccessTokens } from './access-tokens.ts';
import {
	playlistPageSize,
	type AnswerReaders,
	type OwnedPlaylist,
	type PlaylistPage,
	type Reader
} from './answers.ts';
import { linkSignals } from './linked-signal.ts';
import { calledOff, unexpected, type PatientFetch } from './patient-fetch.ts';
import { cleanText, refused } from './refusal.ts';
import { RequestQueue } from './request-queue.ts';
import { signedOut } from './token-endpoint.ts';

/** As many tracks as one request may put into a playlist. */
export const tracksAtOnce = 100;

export interface NewPlaylist {
	readonly name: string;
	readonly description: string;
	readonly isPublic: boolean;
}

export interface WebApiParts {
	readonly apiUrl: string;
	readonly fetch: typeof fetch;
	readonly tokens: AccessTokens;
	readonly patient: PatientFetch;
	readonly readers: AnswerReaders;
}

interface ApiRequest<T> {
	readonly method: 'GET' | 'POST' | 'PUT';
	/** Below the API's address, with its query. */
	readonly path: string;
	readonly body?: unknown;
	readonly read: Reader<T>;
	readonly signal: AbortSignal | undefined;
}

/** What is asked from one login to the next. */
interface Era {
	readonly stopping: AbortController;
	why: Failed | null;
}

export class WebApi {
	readonly #parts: WebApiParts;
	readonly #queue = new RequestQueue();
	#era: Era = { stopping: new AbortController(), why: null };

	constructor(parts: WebApiParts) {
		this.#parts = parts;
	}

	account(signal?: AbortSignal): Promise<Result<SpotifyAccount>> {
		return this.#ask({ method: 'GET', path: '/me', read: this.#parts.readers.account, signal });
	}

	currentlyPlaying(signal?: AbortSignal): Promise<Result<NowPlaying>> {
		const path = '/me/player/currently-playing?additional_types=track,episode';
		const read: Reader<NowPlaying> = (answer) =>
			answer === undefined ? { kind: 'nothing' } : this.#parts.readers.nowPlaying(answer);
		return this.#ask({ method: 'GET', path, read, signal });
	}

	/** `not-found` for an id that Spotify does not know. */
	track(id: string, signal?: AbortSignal): Promise<Result<SpotifyTrack>> {
		return this.#ask({
			method: 'GET',
			path: `/tracks/${id}`,
			read: this.#parts.readers.track,
			signal
		});
	}

	/** The person's own and those that they follow. */
	playlists(offset: number, signal?: AbortSignal): Promise<Result<PlaylistPage>> {
		return this.#ask({
			method: 'GET',
			path: `/me/playlists?limit=${playlistPageSize}&offset=${offset}`,
			read: this.#parts.readers.playlistPage(offset),
			signal
		});
	}

	/** What it is by now, without its tracks. */
	playlist(id: string, signal?: AbortSignal): Promise<Result<OwnedPlaylist>> {
		const fields = 'id,name,owner(id),external_urls,items(total),tracks(total)';
		return this.#ask({
			method: 'GET',
			path: `/playlists/${id}?fields=${fields}`,
			read: this.#parts.readers.playlist,
			signal
		});
	}

	/** Sent once: without an answer nobody knows whether it was made. */
	createPlaylist(playlist: NewPlaylist, signal?: AbortSignal): Promise<Result<OwnedPlaylist>> {
		const { name, description, isPublic } = playlist;
		return this.#ask({
			method: 'POST',
			path: '/me/playlists',
			body: { name, description, public: isPublic },
			read: this.#parts.readers.playlist,
			signal
		});
	}

	describePlaylist(
		playlistId: string,
		description: string,
		signal?: AbortSignal
	): Promise<Result<void>> {
		return this.#change('PUT', `/playlists/${playlistId}`, { description }, signal);
	}

	/** Puts these, a hundred at most, in place of all that is in it. */
	replaceTracks(
		playlistId: string,
		trackIds: readonly string[],
		signal?: AbortSignal
	): Promise<Result<void>> {
		return this.#change('PUT', `/playlists/${playlistId}/items`, urisOf(trackIds), signal);
	}

	/** Adds these, a hundred at most, at the end. Sent once: twice would add them twice. */
	addTracks(
		playlistId: string,
		trackIds: readonly string[],
		signal?: AbortSignal
	): Promise<Result<void>> {
		return this.#change('POST', `/playlists/${playlistId}/items`, urisOf(trackIds), signal);
	}

	/** The next request waits so long. */
	holdOff(delayMs: number): void {
		this.#parts.patient.holdOff(delayMs);
	}

	/** Calls off all that is under way, for this reason; what is asked after that is asked. */
	stopAll(why: Failed): void {
		this.#era.why = why;
		this.#era.stopping.abort();
		this.#era = { stopping: new AbortController(), why: null };
	}

	#change(
		method: 'POST' | 'PUT',
		path: string,
		body: unknown,
		signal: AbortSignal | undefined
	): Promise<Result<void>> {
		return this.#ask<unknown>({ method, path, body, read: () => true, signal }).then((result) =>
			result.ok ? success(undefined) : result
		);
	}

	async #ask<T>(request: ApiRequest<T>): Promise<Result<T>> {
		const era = this.#era;
		const linked = linkSignals(request.signal, era.stopping.signal);
		try {
			const result = await this.#queue.run(request.method !== 'GET', linked.signal, () =>
				this.#askInTurn(request, linked.signal)
			);
			return era.why ?? result ?? calledOff();
		} finally {
			linked.release();
		}
	}

	async #askInTurn<T>(request: ApiRequest<T>, signal: AbortSignal): Promise<Result<T>> {
		const { tokens } = this.#parts;
		const first = await tokens.current(signal);
		if (!first.ok) return first;
		const answered = await this.#send(request, first.value, signal);
		if (!answered.ok) return answered;
		if (answered.value.status !== 401) return readAnswer(answered.value, request, first.value);

		const second = await tokens.renewed(first.value, signal);
		if (!second.ok) return second;
		const again = await this.#send(request, second.value, signal);
		if (!again.ok) return again;
		if (again.value.status !== 401) return readAnswer(again.value, request, second.value);
		tokens.end(second.value);
		return signedOut();
	}

	#send(
		{ method, path, body }: ApiRequest<unknown>,
		token: string,
		signal: AbortSignal
	): Promise<Result<Response>> {
		const { apiUrl, fetch: sendRequest, patient } = this.#parts;
		return patient.send({
			isRepeatable: method !== 'POST',
			signal,
			send: (during) =>
				sendRequest(apiUrl + path, {
					method,
					headers: {
						authorization: `Bearer ${token}`,
						...(body === undefined ? {} : { 'content-type': 'application/json' })
					},
					...(body === undefined ? {} : { body: JSON.stringify(body) }),
					cache: 'no-store',
					credentials: 'omit',
					redirect: 'error',
					signal: during
				})
		});
	}
}

function urisOf(trackIds: readonly string[]): { readonly uris: readonly string[] } {
	return { uris: trackIds.map((id) => `spotify:track:${id}`) };
}

async function readAnswer<T>(
	response: Response,
	{ read }: ApiRequest<T>,
	token: string
): Promise<Result<T>> {
	const { status } = response;
	const body = await response.text();
	if (!response.ok) return refusedAnswer(status, body, token);
	const answer = parseJson(body);
	// Only an answer without any text is one of nothing: a page of HTML is none at all.
	const isNone = (answer === undefined && body !== '') || Array.isArray(answer);
	const value = isNone ? null : read(answer);
	return value === null ? unexpected(status) : success(value);
}

function parseJson(body: string): unknown {
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return undefined;
	}
}

function refusedAnswer(status: number, body: string, token: string): Failed {
	if (status === 403) return refused(body, [token]);
	if (status === 404) return failed('not-found', 'Spotify does not have it');
	const said = cleanText(body, [token]);
	return failed('unexpected-response', 'Spotify did not take the request', {
		details: { status, ...(said === '' ? {} : { said }) }
	});
}
