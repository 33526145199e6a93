/**
 * Plays a track while it is being rendered: hands its chunks to Web Audio a few seconds before
 * they sound.
 *
 * Keeps true:
 * - Within a run chunks join to the sample (see `timeline.ts`).
 * - There are no timers: chunks that arrive and chunks that have sounded are the clock, so that a
 *   page in the background, whose timers are slowed, plays on.
 * - When the renderer can't keep up, the deck says `waiting` and gathers more before it goes on.
 */
import { failed } from '#lib/contracts/failure.ts';
import { DeckOutput } from './deck-output.ts';
import type { Deck, DeckEvent, DeckListener, Mixable } from './playback-source.ts';
import type { RenderedChunk, RenderedTrack } from './rendered-track.ts';
import { contextTimeOf, leadSeconds, startRun, trackFrameAt, type Run } from './timeline.ts';

/** How far ahead of what sounds chunks are rendered and scheduled. */
const aheadSeconds = 5;
/** Between deciding to sound and sounding: time enough for the audio thread to take the chunk. */
const startDelaySeconds = 0.02;
/** A jump in the samples is a click: what stops or starts within the music is faded this long. */
const fadeSeconds = 0.008;

interface Voices {
	readonly run: Run;
	readonly gain: GainNode;
	readonly nodes: Set<AudioBufferSourceNode>;
	nextChunk: number;
}

export class PcmDeck implements Deck, Mixable {
	readonly mixable = this;
	readonly output: DeckOutput;
	readonly isExact = true;
	readonly #context: BaseAudioContext;
	readonly #track: RenderedTrack;
	readonly #listener: DeckListener;
	readonly #onClosed: () => void;
	#voices: Voices | null = null;
	/** Where the next run begins, while there is none. */
	#seconds = 0;
	/** The context's time before which the next run must not begin. */
	#startsAt = 0;
	#isWanted = false;
	#isResuming = false;
	#timesRunDry = 0;
	#announcedSeconds: number | null = null;
	#said = '';
	#isClosed = false;

	/** @param destination what everything that sounds is connected to */
	constructor(
		destination: AudioNode,
		track: RenderedTrack,
		listener: DeckListener,
		onClosed: () => void = () => {}
	) {
		this.output = new DeckOutput(destination);
		this.#context = destination.context;
		this.#track = track;
		this.#listener = listener;
		this.#onClosed = onClosed;
		track.onChange = () => this.#onTrackChange();
		this.#context.addEventListener('statechange', this.#onContextState);
		// A prefetched track may have failed, or be there already.
		queueMicrotask(() => this.#onTrackChange());
	}

	play(): void {
		if (this.#isClosed) return;
		this.#isWanted = true;
		if (this.#context instanceof AudioContext && this.#context.state !== 'running') {
			void this.#resume(this.#context);
		}
		this.#advance();
	}

	playAt(whenSeconds: number): void {
		this.#startsAt = whenSeconds;
		this.play();
	}

	isReady(): boolean {
		return this.#voices !== null || this.#hasGathered();
	}

	endsAt(): number | null {
		const { totalFrames } = this.#track;
		if (this.#voices === null || totalFrames === null || !this.#isWanted) return null;
		return contextTimeOf(this.#voices.run, totalFrames);
	}

	pause(): void {
		this.#isWanted = false;
		// The context's time stands still with it, so everything that is scheduled stays right.
		if (this.#context instanceof AudioContext) void this.#context.suspend();
		this.#say({ kind: 'paused' });
	}

	seek(seconds: number): void {
		this.#silence();
		const total = this.#durationSeconds() ?? Number.POSITIVE_INFINITY;
		this.#seconds = Math.min(Math.max(seconds, 0), total);
		// Having to render up to there is no sign of a slow device.
		this.#timesRunDry = 0;
		this.#onTrackChange();
	}

	setVolume(volume: number): void {
		this.output.setVolume(volume);
	}

	positionSeconds(): number {
		const rate = this.#track.sampleRateHz;
		if (this.#voices === null || rate === null) return this.#seconds;
		const seconds = trackFrameAt(this.#voices.run, this.#context.currentTime) / rate;
		return Math.min(seconds, this.#track.renderedFrames / rate);
	}

	close(): void {
		if (this.#isClosed) return;
		this.#silence();
		this.#isClosed = true;
		this.#context.removeEventListener('statechange', this.#onContextState);
		this.#track.close();
		this.#onClosed();
		// The nodes stay connected: the fade-out has yet to be heard, and what is silent is collected.
	}

	async #resume(context: AudioContext): Promise<void> {
		this.#isResuming = true;
		try {
			await context.resume();
		} catch {
			// Closed, or refused outside a gesture: the state says so below.
		}
		this.#isResuming = false;
		if (!this.#isClosed && this.#isWanted) this.#advance();
	}

	/** The system may stop the sound (a call, another app) and give it back. */
	readonly #onContextState = (): void => {
		if (this.#isWanted) this.#advance();
	};

	#onTrackChange(): void {
		if (this.#isClosed) return;
		const { failure } = this.#track;
		if (failure !== null && this.#isRunDry()) {
			this.#silence();
			this.#say({ kind: 'failed', failure });
			return;
		}
		this.#announceDuration();
		this.#advance();
	}

	#announceDuration(): void {
		const seconds = this.#durationSeconds();
		if (seconds === null || seconds === this.#announcedSeconds) return;
		this.#announcedSeconds = seconds;
		this.#say({ kind: 'duration', seconds });
	}

	#durationSeconds(): number | null {
		const { totalFrames, sampleRateHz } = this.#track;
		return totalFrames === null || sampleRateHz === null ? null : totalFrames / sampleRateHz;
	}

	/** Nothing is left to sound of what was rendered. */
	#isRunDry(): boolean {
		return this.#voices === null || this.#voices.nodes.size === 0;
	}

	/** Does what can be done now: asks for more, begins a run, schedules, ends. */
	#advance(): void {
		if (this.#isClosed || this.#track.failure !== null) return this.#scheduleRest();
		const ahead = Math.max(aheadSeconds, leadSeconds(this.#timesRunDry));
		this.#track.want(this.positionSeconds() + ahead);
		if (!this.#isWanted) return;
		if (this.#voices === null) this.#begin();
		this.#scheduleRest();
		this.#sayWhetherItSounds();
	}

	/** Enough is rendered, from where it stands, to begin. */
	#hasGathered(): boolean {
		const { sampleRateHz, renderedFrames, isComplete, failure } = this.#track;
		if (sampleRateHz === null || failure !== null) return false;
		const gathered = renderedFrames / sampleRateHz - this.#seconds;
		return isComplete || gathered >= leadSeconds(this.#timesRunDry);
	}

	#begin(): void {
		const rate = this.#track.sampleRateHz;
		if (rate === null) return;
		if (!this.#hasGathered()) return;
		const fromFrame = Math.round(this.#seconds * rate);
		const nextChunk = this.#track.chunkIndexAt(fromFrame);
		if (nextChunk === -1) {
			if (this.#track.isComplete) this.#end();
			return;
		}
		const soonest = this.#context.currentTime + startDelaySeconds;
		const earliest = Math.max(soonest, this.#startsAt);
		this.#startsAt = 0;
		const run = startRun(fromFrame, rate, earliest, this.#context.sampleRate);
		const gain = this.#context.createGain();
		gain.connect(this.output.input);
		if (fromFrame > 0) {
			const begins = contextTimeOf(run, fromFrame);
			gain.gain.setValueAtTime(0, begins);
			gain.gain.linearRampToValueAtTime(1, begins + fadeSeconds);
		}
		this.#voices = { run, gain, nodes: new Set(), nextChunk };
	}

	#scheduleRest(): void {
		const voices = this.#voices;
		if (this.#isClosed || voices === null) return;
		const horizon = this.#context.currentTime + aheadSeconds;
		for (;;) {
			const chunk = this.#track.chunks[voices.nextChunk];
			if (chunk === undefined) return;
			const from = Math.max(chunk.startFrame, voices.run.fromFrame);
			const when = contextTimeOf(voices.run, from);
			if (when > horizon) return;
			if (when < this.#context.currentTime) return this.#runDryAt(from);
			this.#schedule(voices, chunk, when, from - chunk.startFrame);
			voices.nextChunk += 1;
		}
	}

	#schedule(voices: Voices, chunk: RenderedChunk, when: number, skipFrames: number): void {
		const rate = voices.run.trackRateHz;
		const buffer = this.#context.createBuffer(2, chunk.frameCount, rate);
		buffer.getChannelData(0).set(chunk.left);
		buffer.getChannelData(1).set(chunk.right);
		const node = this.#context.createBufferSource();
		node.buffer = buffer;
		node.connect(voices.gain);
		node.onended = () => this.#onSounded(voices, node);
		node.start(when, skipFrames / rate);
		voices.nodes.add(node);
	}

	#onSounded(voices: Voices, node: AudioBufferSourceNode): void {
		voices.nodes.delete(node);
		if (this.#isClosed || this.#voices !== voices) return;
		this.#advance();
		if (voices.nodes.size > 0 || this.#voices !== voices) return;
		if (this.#track.isComplete) this.#end();
		else if (this.#track.failure !== null) this.#onTrackChange();
		else this.#runDryAt(this.#track.renderedFrames);
	}

	/** The renderer didn't keep up: stop here, gather, go on from here. */
	#runDryAt(frame: number): void {
		const rate = this.#track.sampleRateHz;
		this.#silence();
		if (rate !== null) this.#seconds = frame / rate;
		this.#timesRunDry += 1;
		this.#advance();
	}

	#end(): void {
		this.#silence();
		this.#seconds = this.#durationSeconds() ?? this.#seconds;
		this.#isWanted = false;
		this.#say({ kind: 'ended' });
	}

	/** Stops what sounds, with a short fade, and remembers where it was. */
	#silence(): void {
		const voices = this.#voices;
		if (voices === null) return;
		this.#seconds = this.positionSeconds();
		this.#voices = null;
		// What has come to its own end must not be faded: this news can overtake its last samples.
		if (voices.nodes.size === 0) return;
		const now = this.#context.currentTime;
		voices.gain.gain.setTargetAtTime(0, now, fadeSeconds / 4);
		for (const node of voices.nodes) node.stop(now + fadeSeconds);
	}

	#sayWhetherItSounds(): void {
		if (this.#isClosed || !this.#isWanted) return;
		const { state } = this.#context;
		if (state === 'closed') {
			this.#say({
				kind: 'failed',
				failure: failed('internal', 'The audio output is closed').failure
			});
		} else if (this.#context instanceof AudioContext && state !== 'running' && !this.#isResuming) {
			this.#say({ kind: 'paused' });
		} else if (this.#voices === null || this.#isResuming) {
			this.#say({ kind: 'waiting', isSlow: this.#timesRunDry > 0 });
		} else {
			this.#say({ kind: 'playing' });
		}
	}

	/** Says a thing once, not again for every chunk. */
	#say(event: DeckEvent): void {
		const said = event.kind === 'waiting' ? `waiting ${String(event.isSlow)}` : event.kind;
		if (this.#isClosed || (said === this.#said && event.kind !== 'duration')) return;
		if (event.kind !== 'duration') this.#said = said;
		this.#listener(event);
	}
}
