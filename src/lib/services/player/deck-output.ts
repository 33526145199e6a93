/**
 * A deck's way to the loudspeakers: its fades, then its volume.
 *
 * Fades are drawn on the audio clock beforehand, so they need nobody's attention while they last.
 * Keeps true: wherever a fade is given up, the gain goes on from where it is, without a step.
 */
import { fadeCurve, fadeGain, type FadeDirection } from './fade-curve.ts';
import { gainOf } from './playback-source.ts';

/** For what a person does: soon enough to obey at once, slow enough not to click. */
const settleSeconds = 0.03;
/** The volume follows the slider with this time constant. */
const volumeSeconds = 0.01;

export class DeckOutput {
	readonly context: BaseAudioContext;
	readonly #fader: GainNode;
	readonly #volume: GainNode;
	/** What was drawn last, as a function of time: not every browser tells the present value. */
	#gainAt: (time: number) => number = () => 1;
	#isFading = false;

	/** @param destination what everything that sounds is connected to */
	constructor(destination: AudioNode) {
		this.context = destination.context;
		this.#fader = this.context.createGain();
		this.#volume = this.context.createGain();
		this.#fader.connect(this.#volume).connect(destination);
	}

	/** What the deck's sound is connected to. */
	get input(): AudioNode {
		return this.#fader;
	}

	/** 0 … 1, as loud as it seems to the ear. */
	setVolume(volume: number): void {
		this.#volume.gain.setTargetAtTime(gainOf(volume), this.context.currentTime, volumeSeconds);
	}

	/** Silent from now on, and from `when` on louder. 0 seconds: no fade at all. */
	fadeIn(when: number, seconds: number): void {
		if (seconds === 0) return;
		this.#fader.gain.setValueAtTime(0, this.context.currentTime);
		this.#draw('in', when, seconds);
	}

	fadeOut(when: number, seconds: number): void {
		if (seconds > 0) this.#draw('out', when, seconds);
	}

	/** Gives a fade up: up to its full gain, soon. */
	settle(): void {
		if (this.#isFading) this.#goTo(1);
	}

	/** Gives a fade up and falls silent. @returns when it will be, in the context's time */
	hush(): number {
		this.#goTo(0);
		return this.context.currentTime + settleSeconds;
	}

	disconnect(): void {
		this.#volume.disconnect();
	}

	#draw(direction: FadeDirection, when: number, seconds: number): void {
		this.#isFading = true;
		this.#gainAt = (time) => fadeGain(direction, (time - when) / seconds);
		this.#fader.gain.setValueCurveAtTime(fadeCurve(direction), when, seconds);
	}

	#goTo(gain: number): void {
		const now = this.context.currentTime;
		const param = this.#fader.gain;
		const present = this.#gainAt(now);
		this.#isFading = false;
		this.#gainAt = (time) => present + (gain - present) * Math.min((time - now) / settleSeconds, 1);
		param.cancelScheduledValues(0);
		param.setValueAtTime(present, now);
		param.linearRampToValueAtTime(gain, now + settleSeconds);
	}
}
