/** A stereo echo whose repeats change sides and grow duller. */
export interface EchoSettings {
	readonly seconds: number;
	/** 0 … 0.9 */
	readonly feedback: number;
	/** Repeats lose what lies above. */
	readonly toneHz: number;
}

export class EchoDelay {
	private readonly left: Float32Array;
	private readonly right: Float32Array;
	private position = 0;
	private heldLeft = 0;
	private heldRight = 0;
	private lowLeft = 0;
	private lowRight = 0;
	private readonly feedback: number;
	private readonly smooth: number;
	private readonly bass: number;

	constructor(settings: EchoSettings, sampleRateHz: number) {
		const frames = Math.max(1, Math.round(settings.seconds * sampleRateHz));
		this.left = new Float32Array(frames);
		this.right = new Float32Array(frames);
		this.feedback = settings.feedback;
		this.smooth = 1 - Math.exp((-2 * Math.PI * settings.toneHz) / sampleRateHz);
		this.bass = 1 - Math.exp((-2 * Math.PI * 140) / sampleRateHz);
	}

	/** Replaces the send by its echoes. */
	process(left: Float32Array, right: Float32Array, frames: number): void {
		const { feedback, smooth, bass } = this;
		let { position, heldLeft, heldRight, lowLeft, lowRight } = this;
		for (let i = 0; i < frames; i++) {
			heldLeft += smooth * ((this.left[position] as number) - heldLeft);
			heldRight += smooth * ((this.right[position] as number) - heldRight);
			lowLeft += bass * (heldLeft - lowLeft);
			lowRight += bass * (heldRight - lowRight);
			const outLeft = heldLeft - lowLeft;
			const outRight = heldRight - lowRight;
			// The input enters on the left only; each repeat crosses over.
			this.left[position] =
				0.7 * ((left[i] as number) + (right[i] as number)) + feedback * outRight;
			this.right[position] = feedback * outLeft;
			left[i] = outLeft;
			right[i] = outRight;
			if (++position === this.left.length) position = 0;
		}
		const flushed = Math.abs(heldLeft) + Math.abs(heldRight) < 1e-15;
		this.heldLeft = flushed ? 0 : heldLeft;
		this.heldRight = flushed ? 0 : heldRight;
		this.lowLeft = flushed ? 0 : lowLeft;
		this.lowRight = flushed ? 0 : lowRight;
		this.position = position;
	}
}
