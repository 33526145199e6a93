/**
 * Plays a file with a media element whose sound passes through Web Audio.
 *
 * An element cannot be told when to begin. So it is started a little early, unheard; as soon as it
 * runs it is known when it did, and what is left until the agreed moment is made up by a delay.
 *
 * Keeps true: what an element says late of an earlier deck is not taken for this one's; after
 * `close()` the object URL is revoked and the element is free for another.
 */
import { failed, type Failure, type Result } from '#lib/contracts/failure.ts';
import { returnAudioElement, takeAudioElement, type TiedElement } from './audio-elements.ts';
import { DeckOutput } from './deck-output.ts';
import { ElementClock } from './element-clock.ts';
import type { Deck, DeckListener, Mixable } from './playback-source.ts';
import { setSoundAlarm } from './sound-alarm.ts';

/** More than a deck is ever asked to play in advance. */
const longestDelaySeconds = 0.5;
/** So long before it is to be heard its beginning is measured: late, since more is known then. */
const alignBeforeSeconds = 0.06;

export class FileDeck implements Deck, Mixable {
	readonly mixable = this;
	readonly isExact = false;
	readonly output: DeckOutput;
	readonly #context: AudioContext;
	readonly #listener: DeckListener;
	readonly #element: TiedElement;
	readonly #audio: HTMLAudioElement;
	readonly #delay: DelayNode;
	readonly #clock = new ElementClock();
	readonly #listening = new AbortController();
	#address: string | null = null;
	#file: File | null = null;
	#isWanted = false;
	/** The context was asked to run, and has not answered yet. */
	#isResuming = false;
	#isClosed = false;
	/** How much later than the element's its sound is heard. */
	#delaySeconds = 0;
	/** Where to begin, as long as there is no file to seek in. */
	#firstSeconds = 0;
	#clearAlarm: () => void = () => {};

	/** @param destination what everything that sounds is connected to, of `context` */
	constructor(
		context: AudioContext,
		destination: AudioNode,
		file: Promise<Result<File>>,
		listener: DeckListener
	) {
		this.#context = context;
		this.#listener = listener;
		this.output = new DeckOutput(destination);
		this.#element = takeAudioElement(context);
		this.#audio = this.#element.audio;
		this.#delay = new DelayNode(context, { delayTime: 0, maxDelayTime: longestDelaySeconds });
		this.#element.source.connect(this.#delay).connect(this.output.input);
		this.#listen();
		void file.then((found) => this.#onFile(found));
	}

	play(): void {
		if (this.#isClosed) return;
		this.#isWanted = true;
		if (this.#begunAt() === null) this.#listener({ kind: 'waiting', isSlow: false });
		void this.#resumeContext();
		if (this.#address !== null) this.#playElement();
	}

	playAt(whenSeconds: number): void {
		this.play();
		this.#alarmAt(whenSeconds - alignBeforeSeconds, () => {
			const begunAt = this.#begunAt();
			if (begunAt !== null) this.#delayBy(whenSeconds - begunAt);
		});
	}

	pause(): void {
		this.#isWanted = false;
		this.#audio.pause();
		this.#clock.reset();
		// What is delayed stands still with the context, and so does everything that is planned.
		this.#context.suspend().catch(() => {});
		this.#listener({ kind: 'paused' });
	}

	seek(seconds: number): void {
		const position = Math.max(0, seconds);
		this.#clearAlarm();
		this.#clock.reset();
		this.#delayBy(0);
		if (this.#address === null) this.#firstSeconds = position;
		else this.#audio.currentTime = position;
	}

	setVolume(volume: number): void {
		this.output.setVolume(volume);
	}

	positionSeconds(): number {
		if (this.#address === null) return this.#firstSeconds;
		return Math.max(0, this.#audio.currentTime - this.#delaySeconds);
	}

	isReady(): boolean {
		return this.#audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
	}

	endsAt(): number | null {
		const { duration } = this.#audio;
		const begunAt = this.#begunAt();
		if (begunAt === null || !Number.isFinite(duration)) return null;
		return begunAt + duration + this.#delaySeconds;
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#listening.abort();
		this.#clearAlarm();
		const isHeard = !this.#audio.paused && this.#context.state === 'running';
		const silentAt = this.output.hush();
		if (isHeard) setSoundAlarm(this.#context, silentAt, () => this.#giveBack());
		else this.#giveBack();
	}

	#giveBack(): void {
		returnAudioElement(this.#context, this.#element);
		this.#delay.disconnect();
		this.output.disconnect();
		if (this.#address !== null) URL.revokeObjectURL(this.#address);
		this.#file = null;
	}

	#onFile(found: Result<File>): void {
		if (this.#isClosed) return;
		if (!found.ok) {
			this.#listener({ kind: 'failed', failure: found.failure });
			return;
		}
		this.#file = found.value;
		this.#address = URL.createObjectURL(found.value);
		this.#audio.src = this.#address;
		if (this.#firstSeconds > 0) this.#audio.currentTime = this.#firstSeconds;
		if (this.#isWanted) this.#playElement();
	}

	async #resumeContext(): Promise<void> {
		this.#isResuming = true;
		try {
			await this.#context.resume();
		} catch {
			// Refused outside a gesture, or closed: the element says the same, and the state.
		}
		this.#isResuming = false;
		this.#onContextState();
	}

	#playElement(): void {
		this.#audio.play().catch((thrown: unknown) => {
			// Refused outside a gesture, which no event says. What is wrong with the file, `error` says.
			const isRefused = thrown instanceof DOMException && thrown.name === 'NotAllowedError';
			if (isRefused && this.#isWanted && !this.#isClosed) this.pause();
		});
	}

	#listen(): void {
		const audio = this.#audio;
		const on = (event: keyof HTMLMediaElementEventMap, report: () => void): void =>
			audio.addEventListener(event, report, { signal: this.#listening.signal });
		const sayPlaying = (): void => {
			if (this.#begunAt() !== null) this.#listener({ kind: 'playing' });
		};
		on('playing', sayPlaying);
		on('seeked', sayPlaying);
		on('timeupdate', () => this.#begunAt());
		on('waiting', () => {
			this.#clock.reset();
			if (!audio.paused) this.#listener({ kind: 'waiting', isSlow: false });
		});
		on('pause', () => {
			// By the browser or the system: what is asked for here is said where it is asked for.
			if (audio.paused && !audio.ended && this.#isWanted) this.pause();
		});
		on('ended', () => {
			if (audio.ended) this.#alarmAt(this.#context.currentTime + this.#delaySeconds, this.#end);
		});
		on('durationchange', () => {
			// A recording that was never finished has an infinite one: that is not a length to show.
			if (Number.isFinite(audio.duration)) {
				this.#listener({ kind: 'duration', seconds: audio.duration });
			}
		});
		on('error', () => void this.#sayWhatIsWrong());
		this.#context.addEventListener('statechange', this.#onContextState, {
			signal: this.#listening.signal
		});
	}

	readonly #end = (): void => {
		this.#isWanted = false;
		this.#listener({ kind: 'ended' });
	};

	/** The system may take the sound away (a call, another app). */
	readonly #onContextState = (): void => {
		if (this.#isClosed || !this.#isWanted || this.#isResuming) return;
		if (this.#context.state !== 'running') this.pause();
	};

	/** When the element's position 0 passed, in the context's time; null unless it runs. */
	#begunAt(): number | null {
		const { paused, seeking, ended, readyState, currentTime } = this.#audio;
		const isRunning = !paused && !seeking && !ended;
		if (!isRunning || readyState < HTMLMediaElement.HAVE_FUTURE_DATA) return null;
		this.#clock.read(this.#context.currentTime, currentTime);
		return this.#clock.beganAt;
	}

	#delayBy(seconds: number): void {
		this.#delaySeconds = Math.min(Math.max(seconds, 0), longestDelaySeconds);
		this.#delay.delayTime.setValueAtTime(this.#delaySeconds, this.#context.currentTime);
	}

	#alarmAt(whenSeconds: number, ring: () => void): void {
		this.#clearAlarm();
		this.#clearAlarm = setSoundAlarm(this.#context, whenSeconds, ring);
	}

	/** Browsers do not say whether a file is gone or in a format they don't know: reading it does. */
	async #sayWhatIsWrong(): Promise<void> {
		const reason = this.#audio.error?.message ?? '';
		const failure = await failureOf(this.#file, reason);
		if (!this.#isClosed) this.#listener({ kind: 'failed', failure });
	}
}

async function failureOf(file: File | null, reason: string): Promise<Failure> {
	const details = { name: file?.name ?? '', reason };
	try {
		await file?.slice(0, 1).arrayBuffer();
	} catch {
		return failed('file-unreachable', 'The file is no longer where it was', { details }).failure;
	}
	return failed('unsupported', 'The file cannot be decoded', { details }).failure;
}
