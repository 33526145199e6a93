/**
 * The two-pole state-variable filter in trapezoidal form: Andrew Simper, "Solving the continuous SVF
 * equations using trapezoidal integration and equivalent currents" (Cytomic, 2013). It stays stable
 * while its cutoff moves, which envelopes and LFOs need.
 */
export class StateVariableFilter {
	private first = 0;
	private second = 0;
	private a1 = 0;
	private a2 = 0;
	private a3 = 0;
	private k = 1;
	private readonly sampleRateHz: number;

	constructor(sampleRateHz: number) {
		this.sampleRateHz = sampleRateHz;
	}

	/** `resonance` 0 (no peak) … 0.95. The cutoff is held within the band. */
	set(cutoffHz: number, resonance: number): void {
		const limited = Math.min(Math.max(cutoffHz, 16), this.sampleRateHz * 0.45);
		const g = Math.tan((Math.PI * limited) / this.sampleRateHz);
		this.k = 2 - 2 * resonance;
		this.a1 = 1 / (1 + g * (g + this.k));
		this.a2 = g * this.a1;
		this.a3 = g * this.a2;
	}

	lowPass(buffer: Float32Array, from: number, to: number): void {
		this.run(buffer, from, to, 0, 0, 1);
	}

	/** Unity gain at the centre. */
	bandPass(buffer: Float32Array, from: number, to: number): void {
		this.run(buffer, from, to, 0, this.k, 0);
	}

	highPass(buffer: Float32Array, from: number, to: number): void {
		this.run(buffer, from, to, 1, -this.k, -1);
	}

	private run(
		buffer: Float32Array,
		from: number,
		to: number,
		inputGain: number,
		bandGain: number,
		lowGain: number
	): void {
		const { a1, a2, a3 } = this;
		let first = this.first;
		let second = this.second;
		for (let i = from; i < to; i++) {
			const input = buffer[i] as number;
			const v3 = input - second;
			const v1 = a1 * first + a2 * v3;
			const v2 = second + a2 * first + a3 * v3;
			first = v1 + v1 - first;
			second = v2 + v2 - second;
			buffer[i] = inputGain * input + bandGain * v1 + lowGain * v2;
		}
		// Flush what would become denormal.
		this.first = Math.abs(first) < 1e-15 ? 0 : first;
		this.second = Math.abs(second) < 1e-15 ? 0 : second;
	}
}
