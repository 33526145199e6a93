/**
 * The microphone, or the sound of another tab, as mono samples.
 *
 * Must stay true: nothing is recorded or kept here; `stop` gives the device back (its light goes
 * out), and so does every way in which opening can fail. Both functions are to be called straight
 * from a click: a browser shares a tab, and lets sound run, only then.
 */
import {
	failed,
	internalFailure,
	success,
	type Failure,
	type Result
} from '#lib/contracts/failure.ts';
import { tapSamples } from './sample-tap.ts';

export interface Capture {
	readonly sampleRateHz: number;
	/** About four chunks a second, mono, −1 … 1; each is the listener's to keep or hand on. */
	onSamples(listener: (samples: Float32Array<ArrayBuffer>) => void): void;
	/** Called at most once, when it ends otherwise than by `stop`. */
	onEnd(listener: (end: CaptureEnd) => void): void;
	stop(): void;
}

export type CaptureSource = 'microphone' | 'tab';

/** The microphone was unplugged or taken away; sharing was ended in the browser's own bar. */
export type CaptureEnd = 'device-gone' | 'sharing-ended';

const faults = [
	/** The visitor, the browser's settings or the system said no. */
	'refused',
	/** There is no microphone. */
	'no-device',
	/** There is one that cannot be opened: another program has it, as a rule. */
	'device-busy',
	/** Something was shared, but not its sound. */
	'no-sound-shared',
	/** This browser cannot do it, or not on this address (it must be https). */
	'unsupported'
] as const;

/** Why there is no capture: the `fault` among a failure's details. */
export type CaptureFault = (typeof faults)[number];

export function captureFault({ details }: Failure): CaptureFault | null {
	return faults.find((fault) => fault === details['fault']) ?? null;
}

/** Music as it is: what browsers do to speech for a call would take most of it away. */
const unprocessed = {
	echoCancellation: false,
	noiseSuppression: false,
	autoGainControl: false
} as const;

export function canHearMicrophone(): boolean {
	return 'mediaDevices' in navigator && 'AudioWorkletNode' in globalThis;
}

/**
 * Whether tabs can be shared with their sound. Phones share nothing; Safari and Firefox share
 * pictures only, and do not know the constraint that is about the sound that is shared.
 */
export function canHearTab(): boolean {
	if (!canHearMicrophone() || !('getDisplayMedia' in navigator.mediaDevices)) return false;
	return 'suppressLocalAudioPlayback' in navigator.mediaDevices.getSupportedConstraints();
}

export function openMicrophone(): Promise<Result<Capture>> {
	return open('device-gone', () => navigator.mediaDevices.getUserMedia({ audio: unprocessed }));
}

export function openTab(): Promise<Result<Capture>> {
	const wanted = {
		// Sound alone cannot be asked for: the picture is as small as it can be, and never looked at.
		video: { width: 160, height: 90, frameRate: 1 },
		audio: { ...unprocessed, suppressLocalAudioPlayback: false },
		selfBrowserSurface: 'exclude',
		systemAudio: 'include'
	};
	return open('sharing-ended', () => navigator.mediaDevices.getDisplayMedia(wanted));
}

async function open(end: CaptureEnd, ask: () => Promise<MediaStream>): Promise<Result<Capture>> {
	if (!canHearMicrophone()) return faulty('unsupported', 'no media devices or audio worklets');
	// Made before anything is awaited, or it may not run.
	const context = new AudioContext();
	const giveBack = announceCapture();
	let stream: MediaStream | null = null;
	const release = (): void => {
		for (const track of stream?.getTracks() ?? []) track.stop();
		// It may be closed already, where the stream ended by itself meanwhile.
		context.close().catch(() => {});
		giveBack();
	};
	try {
		stream = await ask();
		const [sound] = stream.getAudioTracks();
		if (sound === undefined) {
			release();
			return faulty('no-sound-shared', 'what was shared has no sound');
		}
		const capture = new StreamCapture(context.sampleRate, release);
		sound.addEventListener('ended', () => capture.endBy(end));
		await tapSamples(context, stream, (samples) => capture.take(samples));
		void context.resume();
		return success(capture);
	} catch (thrown) {
		release();
		return stream === null ? refusal(thrown) : internalFailure(thrown);
	}
}

class StreamCapture implements Capture {
	readonly sampleRateHz: number;
	/** What came before anybody listened is not lost. */
	#waiting: Float32Array<ArrayBuffer>[] = [];
	#onSamples: ((samples: Float32Array<ArrayBuffer>) => void) | null = null;
	#onEnd: ((end: CaptureEnd) => void) | null = null;
	#end: CaptureEnd | null = null;
	#isOver = false;
	readonly #release: () => void;

	constructor(sampleRateHz: number, release: () => void) {
		this.sampleRateHz = sampleRateHz;
		this.#release = release;
	}

	onSamples(listener: (samples: Float32Array<ArrayBuffer>) => void): void {
		this.#onSamples = listener;
		for (const samples of this.#waiting.splice(0)) listener(samples);
	}

	onEnd(listener: (end: CaptureEnd) => void): void {
		if (this.#end === null) this.#onEnd = listener;
		else listener(this.#end);
	}

	take(samples: Float32Array<ArrayBuffer>): void {
		if (this.#isOver) return;
		if (this.#onSamples === null) this.#waiting.push(samples);
		else this.#onSamples(samples);
	}

	endBy(end: CaptureEnd): void {
		if (this.#isOver) return;
		this.stop();
		this.#end = end;
		this.#onEnd?.(end);
	}

	stop(): void {
		if (this.#isOver) return;
		this.#isOver = true;
		this.#waiting = [];
		this.#release();
	}
}

/** @param thrown by the browser, in place of a stream (Media Capture and Streams, § 10) */
function refusal(thrown: unknown): Result<never> {
	const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
	switch (name) {
		case 'NotAllowedError':
		case 'SecurityError':
		case 'InvalidStateError':
			return faulty('refused', message);
		case 'NotFoundError':
		case 'OverconstrainedError':
			return faulty('no-device', message);
		case 'NotReadableError':
		case 'AbortError':
			return faulty('device-busy', message);
		case 'NotSupportedError':
		case 'TypeError':
			return faulty('unsupported', message);
		default:
			return internalFailure(thrown);
	}
}

function faulty(fault: CaptureFault, message: string): Result<never> {
	return failed('not-allowed', message, { details: { fault } });
}

/**
 * An iPhone's page that has said that it plays music may not hear any. @returns what says it again
 */
function announceCapture(): () => void {
	if (!('audioSession' in navigator)) return () => {};
	const session = navigator.audioSession;
	if (typeof session !== 'object' || session === null) return () => {};
	const before: unknown = Reflect.get(session, 'type');
	Reflect.set(session, 'type', 'play-and-record');
	return () => void Reflect.set(session, 'type', before);
}
