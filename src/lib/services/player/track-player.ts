/**
 * Plays tracks, each from whichever source can: the first that says so. Knows what comes next, and
 * lets one track give way to the other: without a gap, or faded into one another.
 *
 * What the current track reports goes to one listener, which is also told when the next has become
 * the current one. That is in the middle of a fade, where it becomes the louder of the two: what is
 * shown is what is mostly heard, and until then a seek is a seek in the track that is shown.
 *
 * Keeps true:
 * - Everything that must be on time is planned on the audio clock (`sound-alarm.ts`), never by timers.
 * - There are at most three decks: one that leaves, one that is current, one that comes.
 * - What a person does ends a fade at once, and never with a click.
 */
import type { Track } from '#lib/contracts/engine.ts';
import { failed } from '#lib/contracts/failure.ts';
import type { Deck, DeckEvent, PlaybackSource } from './playback-source.ts';
import { SilentDeck } from './silent-deck.ts';
import { setSoundAlarm } from './sound-alarm.ts';
import { planTransition, type TransitionPlan } from './transition-plan.ts';

export type TrackEvent =
	| DeckEvent
	/** The next track is the current one now; what it has to report follows. */
	| { readonly kind: 'advanced' };

/** Asked to begin so long before it is heard, a deck is on time even when the page is busy. */
const leadSeconds = 0.25;
/** Less than that, and there is no being on time. */
const shortestLeadSeconds = 0.03;
/** While the next track is not ready, it is asked again so often. */
const retrySeconds = 0.1;

/** A track on a deck, and what it last said. */
interface Voice {
	readonly track: Track;
	readonly deck: Deck;
	durationSeconds: number | null;
	state: Exclude<DeckEvent, { readonly kind: 'duration' }> | null;
}

export class TrackPlayer {
	readonly #sources: readonly PlaybackSource[];
	readonly #listener: (event: TrackEvent) => void;
	#current: Voice | null = null;
	/** Opened; sounds as soon as `#isFading`. */
	#incoming: Voice | null = null;
	/** What is left of the track before, in the second half of a fade. */
	#leaving: Voice | null = null;
	#isFading = false;
	#fadeEndsAt = 0;
	#next: Track | null = null;
	/** A next track that cannot be opened: whoever starts it hears why. */
	#refused: Track | null = null;
	#crossfadeSeconds = 0;
	#volume = 1;
	#clearAlarm: () => void = () => {};
	#clearLeaving: () => void = () => {};

	constructor(sources: readonly PlaybackSource[], listener: (event: TrackEvent) => void) {
		this.#sources = sources;
		this.#listener = listener;
	}

	/** Plays this instead of what plays. A track that comes up just now goes on from where it is. */
	start(track: Track): void {
		const voice = this.#incoming?.track.id === track.id ? this.#incoming : null;
		if (voice !== null) {
			this.#incoming = null;
			this.#isFading = false;
		}
		this.#drop();
		this.#next = null;
		this.#current = voice ?? this.#open(track);
		this.#current.deck.mixable?.output.settle();
		this.#current.deck.play();
		if (voice !== null) this.#repeat(voice);
	}

	/** What follows when the current track ends; null: nothing. */
	setNext(track: Track | null): void {
		this.#next = track;
		this.#refused = null;
		if (this.#incoming !== null && this.#incoming.track.id !== track?.id) this.#dropIncoming();
		this.#plan();
	}

	/** 0: off. A fade that has begun is not changed. */
	setCrossfade(seconds: number): void {
		this.#crossfadeSeconds = seconds;
		this.#plan();
	}

	prefetch(track: Track): void {
		// What is open already needs no preparation.
		if (this.#incoming?.track.id !== track.id) this.#sourceOf(track)?.prefetch(track);
	}

	resume(): void {
		for (const { deck } of this.#sounding()) deck.play();
	}

	pause(): void {
		for (const { deck } of this.#sounding()) deck.pause();
	}

	/** In the current track; ends a fade, whichever half it is in. */
	seek(seconds: number): void {
		this.#dropLeaving();
		if (this.#isFading) this.#dropIncoming();
		this.#current?.deck.mixable?.output.settle();
		this.#current?.deck.seek(seconds);
		this.#plan();
	}

	/** 0 … 1 */
	setVolume(volume: number): void {
		this.#volume = volume;
		for (const voice of [this.#leaving, this.#current, this.#incoming]) {
			voice?.deck.setVolume(volume);
		}
	}

	positionSeconds(): number {
		return this.#current?.deck.positionSeconds() ?? 0;
	}

	stop(): void {
		const sounding = this.#sounding();
		this.#current = null;
		this.#next = null;
		// First a pause, which also lets the audio device rest.
		for (const { deck } of sounding) {
			deck.pause();
			deck.close();
		}
		this.#drop();
	}

	close(): void {
		this.stop();
		for (const source of this.#sources) source.close();
	}

	#sourceOf(track: Track): PlaybackSource | undefined {
		return this.#sources.find((source) => source.canPlay(track));
	}

	#sounding(): readonly Voice[] {
		const incoming = this.#isFading ? this.#incoming : null;
		return [this.#leaving, this.#current, incoming].filter((voice) => voice !== null);
	}

	#open(track: Track): Voice {
		const listener = (event: DeckEvent): void => this.#hear(voice, event);
		const deck =
			this.#sourceOf(track)?.open(track, listener) ??
			new SilentDeck(failed('unsupported', 'Nothing here plays this track').failure, listener);
		const voice: Voice = { track, deck, durationSeconds: null, state: null };
		deck.setVolume(this.#volume);
		return voice;
	}

	#hear(voice: Voice, event: DeckEvent): void {
		if (event.kind === 'duration') voice.durationSeconds = event.seconds;
		else voice.state = event;
		const isOver = event.kind === 'ended' || event.kind === 'failed';
		if (voice === this.#current) {
			const canHandOver = event.kind === 'ended' || this.#isFading;
			if (isOver && canHandOver && this.#incoming !== null) return this.#handOver(this.#incoming);
			this.#listener(event);
			this.#plan();
		} else if (voice === this.#incoming) {
			if (event.kind === 'failed') {
				this.#refused = voice.track;
				this.#dropIncoming();
			}
			this.#plan();
		} else if (voice === this.#leaving && isOver) {
			this.#dropLeaving();
		}
	}

	/** Sets the alarm for what comes next: opening the next track, or starting it. */
	#plan(): void {
		if (this.#isFading) return;
		this.#clearAlarm();
		const [current, next] = [this.#current, this.#next];
		const mix = current?.deck.mixable ?? null;
		const endsAt = mix?.endsAt() ?? null;
		if (current === null || mix === null || endsAt === null) return;
		if (next === null || next === this.#refused) return;
		const { context } = mix.output;
		const plan = this.#planFor(current, endsAt, context.currentTime + leadSeconds);
		if (plan === null) return;
		const timeOf = (position: number): number => endsAt - plan.outgoingSeconds + position;
		if (this.#incoming === null) {
			this.#clearAlarm = setSoundAlarm(context, timeOf(plan.openAtSeconds), () => {
				this.#incoming = this.#open(next);
				this.#plan();
			});
		} else {
			const startAt = timeOf(plan.startAtSeconds) - leadSeconds;
			this.#clearAlarm = setSoundAlarm(context, startAt, () => this.#begin());
		}
	}

	#planFor(
		{ durationSeconds }: Voice,
		endsAt: number,
		earliestAt: number
	): (TransitionPlan & { readonly outgoingSeconds: number }) | null {
		if (durationSeconds === null) return null;
		const plan = planTransition({
			outgoingSeconds: durationSeconds,
			incomingSeconds: this.#incoming?.durationSeconds ?? null,
			earliestSeconds: durationSeconds - (endsAt - earliestAt),
			crossfadeSeconds: this.#crossfadeSeconds,
			isExact: [this.#current, this.#incoming].every((voice) => voice?.deck.mixable?.isExact)
		});
		return { ...plan, outgoingSeconds: durationSeconds };
	}

	/** Draws both fades and starts the next track, a little before it is to be heard. */
	#begin(): void {
		const [current, incoming] = [this.#current, this.#incoming];
		const outgoing = current?.deck.mixable ?? null;
		const coming = incoming?.deck.mixable ?? null;
		const endsAt = outgoing?.endsAt() ?? null;
		if (current === null || outgoing === null || coming === null || endsAt === null) return;
		const { context } = outgoing.output;
		const earliestAt = context.currentTime + shortestLeadSeconds;
		const plan = this.#planFor(current, endsAt, earliestAt);
		// It is over in a moment; the deck that is open already takes over then.
		if (plan === null || endsAt < earliestAt) return;
		if (!coming.isReady()) {
			const retryAt = context.currentTime + retrySeconds;
			this.#clearAlarm = setSoundAlarm(context, retryAt, () => this.#begin());
			return;
		}
		const { fadeSeconds } = plan;
		const startAt = endsAt - fadeSeconds;
		this.#isFading = true;
		this.#fadeEndsAt = endsAt;
		coming.output.fadeIn(startAt, fadeSeconds);
		outgoing.output.fadeOut(startAt, fadeSeconds);
		coming.playAt(startAt);
		this.#clearAlarm = setSoundAlarm(context, startAt + fadeSeconds / 2, () => {
			if (this.#incoming !== null) this.#handOver(this.#incoming);
		});
	}

	/** The next track becomes the current one. */
	#handOver(incoming: Voice): void {
		const wasFading = this.#isFading;
		const context = incoming.deck.mixable?.output.context;
		this.#clearAlarm();
		this.#isFading = false;
		this.#leaving = this.#current;
		this.#current = incoming;
		this.#incoming = null;
		this.#next = null;
		const end = this.#leaving?.state?.kind;
		if (context === undefined || !wasFading || end === 'ended' || end === 'failed') {
			this.#dropLeaving();
		} else {
			const drop = (): void => this.#dropLeaving();
			this.#clearLeaving = setSoundAlarm(context, this.#fadeEndsAt, drop);
		}
		this.#listener({ kind: 'advanced' });
		if (this.#current !== incoming) return;
		if (!wasFading) incoming.deck.play();
		this.#repeat(incoming);
	}

	/** What it said before anybody listened. */
	#repeat({ durationSeconds, state }: Voice): void {
		if (durationSeconds !== null) this.#listener({ kind: 'duration', seconds: durationSeconds });
		if (state !== null) this.#listener(state);
		this.#plan();
	}

	#dropIncoming(): void {
		this.#clearAlarm();
		this.#incoming?.deck.close();
		this.#incoming = null;
		if (!this.#isFading) return;
		this.#isFading = false;
		this.#current?.deck.mixable?.output.settle();
	}

	#dropLeaving(): void {
		this.#clearLeaving();
		this.#leaving?.deck.close();
		this.#leaving = null;
	}

	#drop(): void {
		this.#dropIncoming();
		this.#dropLeaving();
		this.#current?.deck.close();
		this.#current = null;
	}
}
