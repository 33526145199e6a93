/**
 * What plays: the queue, the state of the current track, and what a person does to them.
 *
 * What makes the sound is loaded on the first play. Keeps true: what a track that is no longer the
 * current one reports changes nothing; `play` may be called straight from a click and unlocks the
 * sound there, since a browser forgets the click once something is awaited.
 */
import { createContext } from 'svelte';
import type { Track } from '#lib/contracts/engine.ts';
import { failed, type Failure } from '#lib/contracts/failure.ts';
import type { Playback } from '#lib/contracts/manifest.ts';
import { isLibraryId } from '#lib/domain/library-id.ts';
import { hasSpotifyIdShape } from '#lib/domain/spotify-id.ts';
import { unlockAudioElements } from '#lib/services/player/audio-elements.ts';
import { openAudioOutput } from '#lib/services/player/audio-output.ts';
import { EmbedPlace } from '#lib/services/player/embed-place.ts';
import type { FileOf } from '#lib/services/player/file-source.ts';
import type { OpenedPlayer, openPlayer } from '#lib/services/player/open-player.ts';
import {
	advanced,
	currentTrack,
	emptyQueue,
	jumped,
	queueOf,
	restartAfterSeconds,
	retreated,
	upcomingTracks,
	withoutTrack,
	type Queue
} from '#lib/services/player/queue.ts';
import type { SystemActions } from '#lib/services/player/system-controls.ts';
import type { TrackEvent } from '#lib/services/player/track-player.ts';
import { crossfadeRange } from '#lib/services/player/transition-plan.ts';
import { isOfOneTrack, type PassedOver } from './playback-sentence.ts';

/** `ended`: the queue has been played to its end, and its last track is still shown. */
export type PlayerStatus = 'idle' | 'loading' | 'playing' | 'paused' | 'ended' | 'failed';

/** Loads what plays; replaced in tests. */
export type LoadPlayer = () => Promise<{ readonly openPlayer: typeof openPlayer }>;

export interface PlayerOptions {
	/** The visitor's own files, by which tracks of the library are played. */
	readonly fileOf?: FileOf;
	/** A track's cover, for the system's controls. */
	readonly artworkOf?: (track: Track) => Promise<Blob | null>;
	/** What Spotify's player comes from; their own host unless told. */
	readonly spotifyEmbedUrl?: () => string | undefined;
	readonly load?: LoadPlayer;
}

const loadPlayer: LoadPlayer = () => import('#lib/services/player/open-player.ts');

/** The next track is prepared once this one has been listened to for so long. */
const prefetchAfterSeconds = 4;
/** How often the position is read while it plays: as often as a seconds display can need. */
const tickMs = 200;

export class Player {
	/** Duplicates are possible: a position in the queue says which, an id doesn't. */
	queue = $state.raw<Queue<Track>>(emptyQueue);
	status = $state<PlayerStatus>('idle');
	/** It ran dry while playing: this device renders more slowly than it plays. */
	isSlow = $state(false);
	/** The embed waits for a press of its own: the browser wants it so. */
	isBlocked = $state(false);
	positionSeconds = $state(0);
	/** 0 until it is known. */
	durationSeconds = $state(0);
	failure = $state.raw<Failure | null>(null);
	/** What could not be played on the way to the current track. */
	passedOver = $state.raw<readonly PassedOver[]>([]);
	/** 0 … 1 */
	volume = $state(1);
	/** For how long one track fades into the next: 0 (off), or 2 … 12. */
	crossfadeSeconds = $state<number>(crossfadeRange.off);

	readonly current = $derived(currentTrack(this.queue));
	readonly upcoming = $derived(upcomingTracks(this.queue));
	readonly hasNext = $derived(this.upcoming.length > 0);
	/** Sounds, or will as soon as it can: what the play button shows. */
	readonly isPlaying = $derived(this.status === 'playing' || this.status === 'loading');
	readonly isLoading = $derived(this.status === 'loading');
	/** Whether the current track can be played here at all. */
	readonly isAvailable = $derived.by(() => this.current !== null && this.canPlay(this.current));
	/** Whether tracks of this catalogue are played by Spotify's own player. */
	readonly usesEmbed: boolean = $derived.by(() => this.#playback().kind === 'spotify');
	/** Whether the current one is: then it is seen, and has a volume of its own. */
	readonly isEmbedded: boolean = $derived(
		this.usesEmbed && this.current !== null && hasSpotifyIdShape(this.current.id)
	);
	/** Where the page lets that player be seen. */
	readonly embedPlace = new EmbedPlace();
	/** Whether there is anything here whose end can be faded. */
	readonly canCrossfade = $derived.by(() => this.#isMadeHere());

	readonly #playback: () => Playback;
	readonly #options: PlayerOptions;
	/** For the way of playing that the key stands for. */
	#opened: { readonly key: string; readonly loading: Promise<OpenedPlayer> } | null = null;
	#active: OpenedPlayer | null = null;
	/** Counts starts: an answer that belongs to an earlier one is late. */
	#start = 0;
	#hasPrefetched = false;
	/** Somebody waits for this very track: then it is not passed over, whatever is wrong with it. */
	#isChosen = true;
	#ticker: ReturnType<typeof setInterval> | undefined;

	/** @param playback how the tracks of the catalogue in use are played, asked at every start */
	constructor(playback: () => Playback = () => ({ kind: 'house' }), options: PlayerOptions = {}) {
		this.#playback = playback;
		this.#options = options;
	}

	/** Fetches what plays, so that the first play needs no network. */
	async prepare(): Promise<void> {
		// Without a network it is fetched when it is needed, and said if it still cannot be.
		await (this.#options.load ?? loadPlayer)().catch(() => undefined);
	}

	/** Files can be played whatever the catalogue brings; its own tracks where it brings sound. */
	canPlay({ id }: Track): boolean {
		if (isLibraryId(id)) return this.#options.fileOf !== undefined;
		const { kind } = this.#playback();
		return kind === 'spotify' ? hasSpotifyIdShape(id) : kind === 'house' || kind === 'url';
	}

	play(tracks: readonly Track[], index = 0): void {
		this.#moveTo(queueOf(tracks, index), true);
	}

	/** To a position in the queue. */
	jump(index: number): void {
		this.#moveTo(jumped(this.queue, index), true);
	}

	next(): void {
		this.#moveTo(advanced(this.queue), false);
	}

	/** To the beginning of this track, or from there to the one before. */
	previous(): void {
		const before = retreated(this.queue);
		if (this.positionSeconds > restartAfterSeconds || before === null) this.seek(0);
		else this.#moveTo(before, true);
	}

	/** Takes a track out; where it is the current one, the one after it plays. */
	remove(index: number): void {
		const wasCurrent = index === this.queue.index;
		const queue = withoutTrack(this.queue, index);
		if (wasCurrent) return this.#moveTo(queue, false);
		this.queue = queue;
		if (this.current === null) this.stop();
		else this.#sayWhatIsNext();
	}

	toggle(): void {
		if (this.isPlaying) this.pause();
		else this.resume();
	}

	pause(): void {
		if (!this.isPlaying) return;
		this.status = 'paused';
		this.isBlocked = false;
		this.#active?.tracks.pause();
		this.#showState();
	}

	resume(): void {
		if (this.current === null || this.isPlaying) return;
		if (this.status === 'failed' || this.#active === null) {
			this.#moveTo(this.queue, true);
			return;
		}
		if (this.status === 'ended') this.seek(0);
		this.#unlock();
		this.status = 'loading';
		this.isBlocked = false;
		this.#active.tracks.resume();
	}

	seek(seconds: number): void {
		if (this.current === null) return;
		const latest = this.durationSeconds || Number.POSITIVE_INFINITY;
		this.positionSeconds = Math.min(Math.max(seconds, 0), latest);
		this.#active?.tracks.seek(this.positionSeconds);
		if (this.status === 'ended') this.status = 'paused';
		this.#showState();
	}

	setVolume(volume: number): void {
		this.volume = Math.min(Math.max(volume, 0), 1);
		this.#active?.tracks.setVolume(this.volume);
	}

	/** Off below the shortest fade that there is. */
	setCrossfade(seconds: number): void {
		const { off, min, max } = crossfadeRange;
		this.crossfadeSeconds = seconds < min ? off : Math.min(Math.round(seconds), max);
		this.#active?.tracks.setCrossfade(this.crossfadeSeconds);
	}

	/** Takes over what was remembered, if that is what it is. */
	restoreCrossfade(stored: unknown): void {
		if (typeof stored === 'number' && Number.isFinite(stored)) this.setCrossfade(stored);
	}

	/** Falls silent and empties the queue. */
	stop(): void {
		this.#start += 1;
		this.#stopTicking();
		this.#active?.tracks.stop();
		this.#active?.system.showTrack(null);
		this.queue = emptyQueue;
		this.status = 'idle';
		this.failure = null;
		this.passedOver = [];
	}

	/** Gives back what it holds of the device. */
	close(): void {
		this.stop();
		this.#release();
	}

	#moveTo(queue: Queue<Track> | null, isChosen: boolean): void {
		if (queue === null) return;
		this.#isChosen = isChosen;
		this.passedOver = [];
		this.queue = queue;
		void this.#begin();
	}

	async #begin(): Promise<void> {
		const track = this.current;
		if (track === null) {
			this.stop();
			return;
		}
		this.#unlock();
		this.#start += 1;
		const start = this.#start;
		this.status = 'loading';
		this.#forgetPosition();
		let opened: OpenedPlayer;
		try {
			opened = await this.#open(this.#playback());
		} catch (thrown) {
			const message = thrown instanceof Error ? thrown.message : String(thrown);
			if (start !== this.#start) return;
			this.#opened = null;
			this.#fail(failed('network-unreachable', message, { retryable: true }).failure);
			return;
		}
		if (start !== this.#start) return;
		this.#active = opened;
		opened.tracks.setVolume(this.volume);
		opened.tracks.setCrossfade(this.crossfadeSeconds);
		opened.tracks.start(track);
		this.#sayWhatIsNext();
		this.#showTrack();
		// It may have been paused while the player was on its way.
		if (!this.isPlaying) opened.tracks.pause();
	}

	#forgetPosition(): void {
		this.isSlow = false;
		this.isBlocked = false;
		this.failure = null;
		this.positionSeconds = 0;
		this.durationSeconds = 0;
		this.#hasPrefetched = false;
	}

	#sayWhatIsNext(): void {
		this.#active?.tracks.setNext(this.upcoming[0] ?? null);
	}

	#showTrack(): void {
		const track = this.current;
		const cover = track === null ? null : (this.#options.artworkOf?.(track) ?? null);
		this.#active?.system.showTrack(track, cover);
	}

	/** The player for a way of playing: made once, and again when that changes. */
	#open(playback: Playback): Promise<OpenedPlayer> {
		const key = JSON.stringify(playback);
		if (this.#opened?.key === key) return this.#opened.loading;
		this.#release();
		const { load = loadPlayer, fileOf = null, spotifyEmbedUrl } = this.#options;
		const actions = this.#systemActions();
		const place = this.embedPlace;
		const loading = load().then(({ openPlayer }) =>
			openPlayer(playback, fileOf, this.#onEvent, actions, { baseUrl: spotifyEmbedUrl?.(), place })
		);
		this.#opened = { key, loading };
		return loading;
	}

	#systemActions(): SystemActions {
		return {
			play: () => this.resume(),
			pause: () => this.pause(),
			next: () => this.next(),
			previous: () => this.previous(),
			seek: (seconds) => this.seek(seconds),
			seekBy: (seconds) => this.seek(this.positionSeconds + seconds)
		};
	}

	#release(): void {
		this.#opened?.loading.then(
			(opened) => opened.close(),
			() => {}
		);
		this.#active = null;
		this.#opened = null;
	}

	/** Sound that the page makes itself must be allowed within the gesture. */
	#unlock(): void {
		if (!this.#isMadeHere()) return;
		const output = openAudioOutput();
		if (output !== null && this.#options.fileOf !== undefined) unlockAudioElements(output);
	}

	/** Whether the page itself hands the sound to the device. */
	#isMadeHere(): boolean {
		return this.#playback().kind === 'house' || this.#options.fileOf !== undefined;
	}

	readonly #onEvent = (event: TrackEvent): void => {
		switch (event.kind) {
			case 'advanced':
				this.#isChosen = false;
				this.passedOver = [];
				this.queue = advanced(this.queue) ?? this.queue;
				this.#forgetPosition();
				this.positionSeconds = this.#active?.tracks.positionSeconds() ?? 0;
				this.#sayWhatIsNext();
				this.#showTrack();
				return;
			case 'playing':
				// It was heard: should it break off in the middle, the music goes on.
				this.#isChosen = false;
				this.status = 'playing';
				this.isSlow = false;
				this.isBlocked = false;
				this.#startTicking();
				break;
			case 'waiting':
				this.status = 'loading';
				this.isSlow = event.isSlow;
				break;
			case 'paused':
				this.status = 'paused';
				break;
			case 'blocked':
				this.status = 'paused';
				this.isBlocked = true;
				break;
			case 'duration':
				this.durationSeconds = event.seconds;
				break;
			case 'ended':
				return this.#onEnded();
			case 'failed':
				return this.#onFailed(event.failure);
		}
		if (!this.isPlaying) this.#stopTicking();
		this.#showState();
	};

	#onEnded(): void {
		const next = advanced(this.queue);
		if (next !== null) return this.#moveTo(next, false);
		this.#stopTicking();
		// Lets the audio device rest; it reports that, so what it is called comes after.
		this.#active?.tracks.pause();
		this.positionSeconds = this.durationSeconds;
		this.status = 'ended';
		this.#showState();
	}

	/** The music goes on without a track that nobody asked for by name. */
	#onFailed(failure: Failure): void {
		const { current, passedOver } = this;
		if (this.#isChosen || current === null || !isOfOneTrack(failure)) return this.#fail(failure);
		const next = advanced(this.queue);
		if (next !== null) {
			this.passedOver = [...passedOver, { track: current, failure }];
			this.queue = next;
			void this.#begin();
			return;
		}
		// Nothing that was left can be played: it stands where that began.
		this.queue = jumped(this.queue, this.queue.index - passedOver.length) ?? this.queue;
		this.passedOver = [];
		this.#showTrack();
		this.#fail(passedOver[0]?.failure ?? failure);
	}

	#fail(failure: Failure): void {
		this.#stopTicking();
		this.failure = failure;
		this.status = 'failed';
		this.#showState();
	}

	#showState(): void {
		this.#active?.system.showState(this.isPlaying, this.positionSeconds, this.durationSeconds);
	}

	#startTicking(): void {
		this.#stopTicking();
		this.#ticker = setInterval(() => this.#tick(), tickMs);
	}

	#stopTicking(): void {
		clearInterval(this.#ticker);
	}

	#tick(): void {
		const { tracks } = this.#active ?? {};
		if (tracks === undefined) return;
		this.positionSeconds = tracks.positionSeconds();
		const [next] = this.upcoming;
		if (this.#hasPrefetched || next === undefined || this.isSlow) return;
		if (this.positionSeconds < prefetchAfterSeconds) return;
		this.#hasPrefetched = true;
		tracks.prefetch(next);
	}
}

const [usePlayer, provide] = createContext<Player>();
export { usePlayer };

/** Call it once, in the layout. */
export function setPlayer(playback?: () => Playback, options?: PlayerOptions): Player {
	return provide(new Player(playback, options));
}
