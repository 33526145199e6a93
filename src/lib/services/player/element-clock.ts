/**
 * When a media element's track began, in the audio context's time.
 *
 * A reading is the context's time less the element's position. The position that a browser gives
 * lags behind what sounds by up to a few milliseconds, never ahead, so the earliest of the last
 * readings is the best; only of the last, since the two clocks need not be one. Pure.
 */

const keptReadings = 8;

export class ElementClock {
	#readings: number[] = [];

	/** To be called whenever the two are at hand while it plays. */
	read(contextSeconds: number, positionSeconds: number): void {
		this.#readings.push(contextSeconds - positionSeconds);
		if (this.#readings.length > keptReadings) this.#readings.shift();
	}

	/** After a seek, a pause or a halt what was read is wrong. */
	reset(): void {
		this.#readings = [];
	}

	/** The context's time at which position 0 sounded, or would have; null before the first reading. */
	get beganAt(): number | null {
		return this.#readings.length === 0 ? null : Math.min(...this.#readings);
	}
}
