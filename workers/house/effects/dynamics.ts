/**
 * The end of the mix: a gentle bus compressor and a look-ahead limiter.
 * Giannoulis, Massberg and Reiss, "Digital dynamic range compressor design" (2012).
 */
export class BusCompressor {
	private envelope = 0;
	private gain = 1;
	private readonly attack: number;
	private readonly release: number;
	private readonly thresholdDb: number;
	private readonly slope: number;
	private readonly makeUp: number;

	/** `amount` 0 (none) … 1 (pumping). */
	constructor(amount: number, sampleRateHz: number) {
		this.thresholdDb = -10 - 12 * amount;
		this.slope = 1 - 1 / (1 + 3 * amount);
		this.attack = 1 - Math.exp(-1 / (0.012 * sampleRateHz));
		this.release = 1 - Math.exp(-1 / (0.16 * sampleRateHz));
		this.makeUp = Math.pow(10, (-this.thresholdDb * this.slope * 0.45) / 20);
	}

	process(left: Float32Array, right: Float32Array, frames: number): void {
		let envelope = this.envelope;
		for (let i = 0; i < frames; i++) {
			const l = Math.abs(left[i] as number);
			const r = Math.abs(right[i] as number);
			const peak = l > r ? l : r;
			envelope += (peak > envelope ? this.attack : this.release) * (peak - envelope);
		}
		this.envelope = envelope;
		// One gain per block is enough: the detector moves far slower than a block.
		const overDb = 20 * Math.log10(envelope + 1e-6) - this.thresholdDb;
		// A knee of 8 dB about the threshold.
		const knee = overDb <= -4 ? 0 : overDb >= 4 ? overDb : ((overDb + 4) * (overDb + 4)) / 16;
		const target = this.makeUp * Math.pow(10, (-this.slope * knee) / 20);
		const step = (target - this.gain) / frames;
		let gain = this.gain;
		for (let i = 0; i < frames; i++) {
			gain += step;
			left[i] = (left[i] as number) * gain;
			right[i] = (right[i] as number) * gain;
		}
		this.gain = target;
	}
}

/**
 * Holds every sample within ±`ceiling`. The gain is the running minimum of what each sample needs,
 * over the look-ahead, then averaged over the same span: at the moment a peak leaves the delay, every
 * value in the average is at most what that peak needs, so the ceiling cannot be passed.
 */
export class LookAheadLimiter {
	private readonly span: number;
	private readonly left: Float32Array;
	private readonly right: Float32Array;
	/** Running minimum: a ring of candidates in rising order. */
	private readonly candidates: Float64Array;
	private readonly candidateTimes: Float64Array;
	private head = 0;
	private count = 0;
	private readonly smoothing: Float64Array;
	private sum: number;
	private held = 1;
	private time = 0;
	private readonly release: number;
	private readonly ceiling: number;

	constructor(ceiling: number, sampleRateHz: number) {
		this.ceiling = ceiling;
		this.span = Math.ceil(0.003 * sampleRateHz);
		this.left = new Float32Array(this.span);
		this.right = new Float32Array(this.span);
		this.candidates = new Float64Array(this.span + 1);
		this.candidateTimes = new Float64Array(this.span + 1);
		this.smoothing = new Float64Array(this.span).fill(1);
		this.sum = this.span;
		this.release = 1 - Math.exp(-1 / (0.09 * sampleRateHz));
	}

	/** Frames by which the output is late. */
	get latencyFrames(): number {
		return this.span;
	}

	process(left: Float32Array, right: Float32Array, frames: number): void {
		const { span } = this;
		for (let i = 0; i < frames; i++) {
			const slot = this.time % span;
			const inLeft = left[i] as number;
			const inRight = right[i] as number;
			const peak = Math.max(Math.abs(inLeft), Math.abs(inRight));
			const lowest = this.runningMinimum(peak > this.ceiling ? this.ceiling / peak : 1);
			this.held = Math.min(lowest, this.held + this.release * (1 - this.held));
			this.sum += this.held - (this.smoothing[slot] as number);
			this.smoothing[slot] = this.held;
			// Rounding in the running sum may pass the ceiling by a hair: the clamp takes the hair.
			const gain = Math.min(1, this.sum / span);
			left[i] = Math.max(-this.ceiling, Math.min(this.ceiling, (this.left[slot] as number) * gain));
			right[i] = Math.max(
				-this.ceiling,
				Math.min(this.ceiling, (this.right[slot] as number) * gain)
			);
			this.left[slot] = inLeft;
			this.right[slot] = inRight;
			this.time++;
		}
	}

	private runningMinimum(needed: number): number {
		const { candidates, candidateTimes, span } = this;
		const size = span + 1;
		while (
			this.count > 0 &&
			(candidates[(this.head + this.count - 1) % size] as number) >= needed
		) {
			this.count--;
		}
		const tail = (this.head + this.count) % size;
		candidates[tail] = needed;
		candidateTimes[tail] = this.time;
		this.count++;
		if ((candidateTimes[this.head] as number) <= this.time - span) {
			this.head = (this.head + 1) % size;
			this.count--;
		}
		return candidates[this.head] as number;
	}
}
