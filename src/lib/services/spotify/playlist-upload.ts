/**
 * A playlist on its way to Spotify: found or made, then filled a hundred tracks at a time.
 *
 * What must stay true, whatever fails in between: there is never a second playlist, and when it is
 * done it holds exactly these tracks in this order. So tracks are filled in from the beginning again
 * (the first request replaces what is there) rather than added after a request whose fate is
 * unknown, and a playlist that may have been made is looked for before another is. (Where the browser
 * itself sends the making of it twice, an empty one may be left: no call says so, and none takes it away.)
 */
import { failed, success, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { SpotifyAccount, SpotifyPlaylist } from '#lib/contracts/spotify.ts';
import { isSpotifyId } from '#lib/domain/spotify-id.ts';
import { playlistPageSize, type OwnedPlaylist } from './answers.ts';
import type {
	PlaylistUpload,
	UploadOptions,
	UploadOutcome,
	UploadProgress,
	UploadRequest
} from './spotify.ts';
import { tracksAtOnce, type WebApi } from './web-api.ts';

const maxNameLength = 100;
const maxDescriptionLength = 300;
const nameOfNameless = 'Deej-A.I.';

/** No account has more (Spotify's limit is about 10,000): whatever pages go on beyond are a loop. */
const maxListed = 11_000;

/** How long to wait before starting anew, after a request that cannot simply be sent again. */
const restartDelaysMs = [1000, 2000, 4000, 8000, 16_000];

export interface UploadParts {
	readonly api: WebApi;
	readonly account: (signal?: AbortSignal) => Promise<Result<SpotifyAccount>>;
}

export class Upload implements PlaylistUpload {
	readonly #parts: UploadParts;
	readonly #name: string;
	readonly #description: string;
	readonly #isPublic: boolean;
	readonly #trackIds: readonly string[];
	readonly #leftOutTracks: number;
	/** The playlist that was made for this upload. */
	#made: SpotifyPlaylist | null = null;
	/** Those of this name before one was made, if it is not known whether it was. */
	#idsBefore: ReadonlySet<string> | null = null;
	#lastRun: Promise<unknown> = Promise.resolve();

	constructor(parts: UploadParts, { name, description, trackIds, isPublic }: UploadRequest) {
		this.#parts = parts;
		this.#name = oneLine(name, maxNameLength) || nameOfNameless;
		this.#description = oneLine(description, maxDescriptionLength);
		this.#isPublic = isPublic ?? false;
		this.#trackIds = trackIds.filter(isSpotifyId);
		this.#leftOutTracks = trackIds.length - this.#trackIds.length;
	}

	run(options: UploadOptions): Promise<Result<UploadOutcome>> {
		const run = this.#lastRun.then(() => this.#run(options));
		this.#lastRun = run.catch(() => undefined);
		return run;
	}

	async #run(options: UploadOptions): Promise<Result<UploadOutcome>> {
		const { onExisting, onProgress = () => undefined, signal } = options;
		if (this.#trackIds.length === 0) {
			return failed('bad-input', 'None of these tracks has a Spotify id');
		}
		if (onExisting.kind === 'replace')
			return this.#replace(onExisting.playlist, onProgress, signal);
		let playlist = this.#made;
		if (playlist === null) {
			onProgress({ phase: 'looking' });
			const namesakes = await this.#namesakes(signal);
			if (!namesakes.ok) return namesakes;
			playlist = this.#recognise(namesakes.value);
			if (playlist === null) {
				if (onExisting.kind === 'ask' && namesakes.value.length > 0) {
					return success({ kind: 'exists', playlists: namesakes.value });
				}
				onProgress({ phase: 'making' });
				const made = await this.#make(namesakes.value, signal);
				if (!made.ok) return made;
				playlist = made.value;
			}
		}
		return this.#fill(playlist, false, onProgress, signal);
	}

	async #replace(
		playlist: SpotifyPlaylist,
		onProgress: (progress: UploadProgress) => void,
		signal: AbortSignal | undefined
	): Promise<Result<UploadOutcome>> {
		const { api } = this.#parts;
		const described = await api.describePlaylist(playlist.id, this.#description, signal);
		return described.ok ? this.#fill(playlist, true, onProgress, signal) : described;
	}

	/** The person's own playlists of this name, the latest first. */
	async #namesakes(signal: AbortSignal | undefined): Promise<Result<readonly OwnedPlaylist[]>> {
		const { api, account } = this.#parts;
		const owner = await account(signal);
		if (!owner.ok) return owner;
		const found: OwnedPlaylist[] = [];
		for (let offset = 0; offset < maxListed; offset += playlistPageSize) {
			const page = await api.playlists(offset, signal);
			if (!page.ok) return page;
			const { playlists, hasMore } = page.value;
			found.push(
				...playlists.filter(
					({ name, ownerId }) => ownerId === owner.value.id && isSameName(name, this.#name)
				)
			);
			if (!hasMore) break;
		}
		return success(found);
	}

	/** The playlist that was to be made and perhaps was, if it is one of these. */
	#recognise(namesakes: readonly OwnedPlaylist[]): SpotifyPlaylist | null {
		const before = this.#idsBefore;
		const made = before === null ? undefined : namesakes.find(({ id }) => !before.has(id));
		return made ? this.#keep(made) : null;
	}

	#keep(made: SpotifyPlaylist): SpotifyPlaylist {
		this.#made = made;
		this.#idsBefore = null;
		return made;
	}

	async #make(
		namesakes: readonly OwnedPlaylist[],
		signal: AbortSignal | undefined
	): Promise<Result<SpotifyPlaylist>> {
		const { api } = this.#parts;
		for (let restarts = 0; ; restarts++) {
			this.#idsBefore ??= new Set(namesakes.map(({ id }) => id));
			const made = await api.createPlaylist(
				{ name: this.#name, description: this.#description, isPublic: this.#isPublic },
				signal
			);
			if (made.ok) return success(this.#keep(made.value));
			if (isRefusal(made.failure)) this.#idsBefore = null;
			if (!this.#mayRestart(made.failure, restarts)) return made;
			const now = await this.#namesakes(signal);
			if (!now.ok) return now;
			const recognised = this.#recognise(now.value);
			if (recognised !== null) return success(recognised);
		}
	}

	async #fill(
		playlist: SpotifyPlaylist,
		isReplacement: boolean,
		onProgress: (progress: UploadProgress) => void,
		signal: AbortSignal | undefined
	): Promise<Result<UploadOutcome>> {
		for (let restarts = 0; ; restarts++) {
			const filled = await this.#fillOnce(playlist.id, onProgress, signal);
			if (filled.ok) {
				const { id, name, url } = playlist;
				const uploadedTracks = this.#trackIds.length;
				return success({
					kind: 'uploaded',
					playlist: { id, name: name || this.#name, url, trackCount: uploadedTracks },
					uploadedTracks,
					leftOutTracks: this.#leftOutTracks,
					isReplacement
				});
			}
			const { failure, isFirst } = filled;
			// Somebody deleted it meanwhile: the next run makes another.
			if (failure.code === 'not-found') this.#made = null;
			// The first has been repeated as often as is sensible; the others only add.
			if (isFirst || !this.#mayRestart(failure, restarts)) return { ok: false, failure };
		}
	}

	async #fillOnce(
		playlistId: string,
		onProgress: (progress: UploadProgress) => void,
		signal: AbortSignal | undefined
	): Promise<Filled> {
		const { api } = this.#parts;
		const totalTracks = this.#trackIds.length;
		for (let doneTracks = 0; doneTracks < totalTracks; doneTracks += tracksAtOnce) {
			onProgress({ phase: 'adding', doneTracks, totalTracks });
			const some = this.#trackIds.slice(doneTracks, doneTracks + tracksAtOnce);
			const isFirst = doneTracks === 0;
			const put = isFirst
				? await api.replaceTracks(playlistId, some, signal)
				: await api.addTracks(playlistId, some, signal);
			if (!put.ok) return { ...put, isFirst };
		}
		onProgress({ phase: 'adding', doneTracks: totalTracks, totalTracks });
		return totalTracks > tracksAtOnce ? this.#countTracks(playlistId, signal) : { ok: true };
	}

	/**
	 * Chromium sends a request again by itself where a connection that was kept open breaks, also one
	 * that adds: then tracks are there twice, and every answer was a good one.
	 */
	async #countTracks(playlistId: string, signal: AbortSignal | undefined): Promise<Filled> {
		const now = await this.#parts.api.playlist(playlistId, signal);
		if (!now.ok) {
			// Whoever may not look has to believe the answers.
			return now.failure.code === 'refused' ? { ok: true } : { ...now, isFirst: false };
		}
		const { trackCount } = now.value;
		if (trackCount === null || trackCount === this.#trackIds.length) return { ok: true };
		const failure = failed('unexpected-response', 'There are not as many tracks as were sent', {
			retryable: true
		});
		return { ...failure, isFirst: false };
	}

	/** Whether starting anew makes sense; if so, the next request waits for its time. */
	#mayRestart(failure: Failure, restarts: number): boolean {
		const delayMs = restartDelaysMs[restarts];
		// A server in trouble gets fewer tries than a network that may be a limit in disguise.
		const maxRestarts = failure.code === 'network-unreachable' ? restartDelaysMs.length : 2;
		if (!isUncertain(failure) || delayMs === undefined || restarts >= maxRestarts) return false;
		this.#parts.api.holdOff(delayMs);
		return true;
	}
}

type Filled = { ok: true } | { ok: false; failure: Failure; isFirst: boolean };

/** Whether it was certainly not done. */
function isRefusal({ code, details }: Failure): boolean {
	const { status } = details;
	return (
		['refused', 'signed-out', 'too-many', 'not-found'].includes(code) ||
		(code === 'unexpected-response' && typeof status === 'number' && status >= 400 && status < 500)
	);
}

/** Whether it may have been done although there was no proper answer. */
function isUncertain(failure: Failure): boolean {
	return (
		['network-unreachable', 'timed-out', 'unexpected-response'].includes(failure.code) &&
		!isRefusal(failure)
	);
}

function isSameName(a: string, b: string): boolean {
	return a.normalize().trim() === b.normalize().trim();
}

/** Spotify takes no line breaks in either. */
function oneLine(text: string, maxLength: number): string {
	const line = text
		.toWellFormed()
		.replace(/[\p{Cc}\p{Z}]+/gu, ' ')
		.trim();
	return Array.from(line).slice(0, maxLength).join('').trim();
}
