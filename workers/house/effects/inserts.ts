/**
 * Effects on one part: drive, chorus, tremolo, wah, crusher, equaliser. Each works in place on a
 * block of two channels and keeps its own state between blocks.
 */
import { StateVariableFilter } from '../synthesis/state-variable-filter.ts';
import { sine } from '../synthesis/tables.ts';
import { Equaliser, type EqualiserBand } from './biquad.ts';

export type InsertDefinition =
	| { readonly kind: 'drive'; readonly amount: number; readonly cabinetHz?: number }
	| {
			readonly kind: 'chorus';
			readonly rateHz: number;
			readonly depth: number;
			readonly mix: number;
	  }
	| {
			readonly kind: 'tremolo';
			readonly rateHz: number;
			readonly depth: number;
			readonly stereo: number;
	  }
	| {
			readonly kind: 'wah';
			readonly lowHz: number;
			readonly highHz: number;
			readonly sensitivity: number;
			readonly rateHz: number;
	  }
	| { readonly kind: 'crush'; readonly bits: number; readonly holdHz: number }
	| { readonly kind: 'wow'; readonly rateHz: number; readonly depth: number }
	| { readonly kind: 'equaliser'; readonly bands: readonly EqualiserBand[] };

export interface Insert {
	process(left: Float32Array, right: Float32Array, frames: number): void;
}

/**
 * Soft saturation by x / √(1 + x²), its loudness about kept. Through a cabinet it is driven hard, so
 * there it is anti-aliased by the mean over each step between samples (Parker, Zavalishin and Le Bivic,
 * 2016): the antiderivative is √(1 + x²), whose difference quotient needs no division by small numbers.
 */
class Drive implements Insert {
	private readonly gain: number;
	private readonly level: number;
	private readonly cabinet: Equaliser | undefined;
	private readonly last = new Float64Array(2);

	constructor(amount: number, cabinetHz: number | undefined, sampleRateHz: number) {
		this.gain = 1 + 12 * amount * amount + 2 * amount;
		this.level = 1 / Math.pow(this.gain, 0.62);
		if (cabinetHz === undefined) return;
		const bands: readonly EqualiserBand[] = [
			{ shape: 'high-pass', hz: 90 },
			{ shape: 'peak', hz: 2300, gainDb: 3, q: 0.9 },
			{ shape: 'low-pass', hz: cabinetHz, q: 0.8 },
			{ shape: 'low-pass', hz: cabinetHz * 1.15, q: 0.6 }
		];
		this.cabinet = new Equaliser(bands, sampleRateHz);
	}

	process(left: Float32Array, right: Float32Array, frames: number): void {
		if (this.cabinet) {
			this.driveSmoothly(left, frames, 0);
			this.driveSmoothly(right, frames, 1);
			this.cabinet.process(left, right, frames);
			return;
		}
		const { gain, level } = this;
		for (let i = 0; i < frames; i++) {
			const l = gain * (left[i] as number);
			const r = gain * (right[i] as number);
			left[i] = (level * l) / Math.sqrt(1 + l * l);
			right[i] = (level * r) / Math.sqrt(1 + r * r);
		}
	}

	private driveSmoothly(buffer: Float32Array, frames: number, channel: number): void {
		const { gain, level } = this;
		let before = this.last[channel] as number;
		let rootBefore = Math.sqrt(1 + before * before);
		for (let i = 0; i < frames; i++) {
			const x = gain * (buffer[i] as number);
			const root = Math.sqrt(1 + x * x);
			buffer[i] = (level * (x + before)) / (root + rootBefore);
			before = x;
			rootBefore = root;
		}
		this.last[channel] = before;
	}
}

/** A delay line read at a moving place: chorus when mixed, tape wow when not. */
class ModulatedDelay implements Insert {
	private readonly size: number;
	private readonly lines: readonly [Float32Array, Float32Array];
	private position = 0;
	private time = 0;
	private readonly offsets: [number, number] = [0, 0];
	private readonly rateHz: number;
	private readonly base: number;
	private readonly depth: number;
	private readonly mix: number;
	private readonly spread: number;
	private readonly sampleRateHz: number;

	constructor(
		settings: {
			rateHz: number;
			baseSeconds: number;
			depthSeconds: number;
			mix: number;
			spread: number;
		},
		sampleRateHz: number
	) {
		this.rateHz = settings.rateHz;
		this.mix = settings.mix;
		this.spread = settings.spread;
		this.sampleRateHz = sampleRateHz;
		this.base = settings.baseSeconds * sampleRateHz + 2;
		this.depth = settings.depthSeconds * sampleRateHz;
		this.size = Math.ceil(this.base + this.depth + 4);
		this.lines = [new Float32Array(this.size), new Float32Array(this.size)];
		this.offsets = [this.delayAt(0), this.delayAt(1)];
	}

	private delayAt(channel: number): number {
		const turn = this.time * this.rateHz + channel * this.spread;
		return this.base + this.depth * sine(turn - Math.floor(turn));
	}

	process(left: Float32Array, right: Float32Array, frames: number): void {
		this.time += frames / this.sampleRateHz;
		this.channel(0, left, frames);
		this.channel(1, right, frames);
		this.position = (this.position + frames) % this.size;
	}

	private channel(index: 0 | 1, buffer: Float32Array, frames: number): void {
		const line = this.lines[index];
		const { size, mix } = this;
		const dry = 1 - 0.5 * mix;
		let delay = this.offsets[index];
		const end = this.delayAt(index);
		const step = (end - delay) / frames;
		let write = this.position;
		for (let i = 0; i < frames; i++) {
			const input = buffer[i] as number;
			line[write] = input;
			let read = write - delay;
			if (read < 0) read += size;
			const whole = read | 0;
			const next = whole + 1 === size ? 0 : whole + 1;
			const low = line[whole] as number;
			const wet = low + ((line[next] as number) - low) * (read - whole);
			buffer[i] = mix >= 1 ? wet : dry * input + mix * wet;
			delay += step;
			if (++write === size) write = 0;
		}
		this.offsets[index] = end;
	}
}

class Tremolo implements Insert {
	private time = 0;
	private gainLeft = 1;
	private gainRight = 1;
	private readonly rateHz: number;
	private readonly depth: number;
	private readonly stereo: number;
	private readonly sampleRateHz: number;

	constructor(rateHz: number, depth: number, stereo: number, sampleRateHz: number) {
		this.rateHz = rateHz;
		this.depth = depth;
		this.stereo = stereo;
		this.sampleRateHz = sampleRateHz;
	}

	process(left: Float32Array, right: Float32Array, frames: number): void {
		this.time += frames / this.sampleRateHz;
		const turn = this.time * this.rateHz;
		const opposite = turn + 0.5 * this.stereo;
		const l = 1 - this.depth * (0.5 + 0.5 * sine(turn - Math.floor(turn)));
		const r = 1 - this.depth * (0.5 + 0.5 * sine(opposite - Math.floor(opposite)));
		let { gainLeft, gainRight } = this;
		const stepLeft = (l - gainLeft) / frames;
		const stepRight = (r - gainRight) / frames;
		for (let i = 0; i < frames; i++) {
			gainLeft += stepLeft;
			gainRight += stepRight;
			left[i] = (left[i] as number) * gainLeft;
			right[i] = (right[i] as number) * gainRight;
		}
		this.gainLeft = l;
		this.gainRight = r;
	}
}

/** A band-pass that opens with loudness, or swings by itself when `rateHz` is above 0. */
class Wah implements Insert {
	private time = 0;
	private follower = 0;
	private readonly filters: readonly [StateVariableFilter, StateVariableFilter];
	private readonly settings: Extract<InsertDefinition, { kind: 'wah' }>;
	private readonly sampleRateHz: number;
	private readonly dry = new Float32Array(128);

	constructor(settings: Extract<InsertDefinition, { kind: 'wah' }>, sampleRateHz: number) {
		this.settings = settings;
		this.sampleRateHz = sampleRateHz;
		this.filters = [new StateVariableFilter(sampleRateHz), new StateVariableFilter(sampleRateHz)];
	}

	process(left: Float32Array, right: Float32Array, frames: number): void {
		const { lowHz, highHz, sensitivity, rateHz } = this.settings;
		let peak = 0;
		for (let i = 0; i < frames; i++) peak = Math.max(peak, Math.abs(left[i] as number));
		const seconds = frames / this.sampleRateHz;
		this.time += seconds;
		const rate = peak > this.follower ? 0.008 : 0.12;
		this.follower += (peak - this.follower) * Math.min(1, seconds / rate);
		const turn = this.time * rateHz;
		const swing = rateHz > 0 ? 0.5 - 0.5 * sine((turn + 0.25) % 1) : 0;
		const open = Math.min(1, this.follower * sensitivity + swing);
		const hz = lowHz * Math.pow(highHz / lowHz, open);
		this.channel(this.filters[0], left, frames, hz);
		this.channel(this.filters[1], right, frames, hz);
	}

	private channel(
		filter: StateVariableFilter,
		buffer: Float32Array,
		frames: number,
		hz: number
	): void {
		const { dry } = this;
		for (let i = 0; i < frames; i++) dry[i] = buffer[i] as number;
		filter.set(hz, 0.72);
		filter.bandPass(buffer, 0, frames);
		for (let i = 0; i < frames; i++)
			buffer[i] = 1.5 * (buffer[i] as number) + 0.3 * (dry[i] as number);
	}
}

/** Fewer bits and held samples, as in early samplers. */
class Crusher implements Insert {
	private counter = 0;
	private heldLeft = 0;
	private heldRight = 0;
	private readonly levels: number;
	private readonly step: number;

	constructor(bits: number, holdHz: number, sampleRateHz: number) {
		this.levels = Math.pow(2, bits - 1);
		this.step = Math.min(1, holdHz / sampleRateHz);
	}

	process(left: Float32Array, right: Float32Array, frames: number): void {
		const { levels, step } = this;
		for (let i = 0; i < frames; i++) {
			this.counter += step;
			if (this.counter >= 1) {
				this.counter -= 1;
				this.heldLeft = Math.round((left[i] as number) * levels) / levels;
				this.heldRight = Math.round((right[i] as number) * levels) / levels;
			}
			left[i] = this.heldLeft;
			right[i] = this.heldRight;
		}
	}
}

export function createInsert(definition: InsertDefinition, sampleRateHz: number): Insert {
	switch (definition.kind) {
		case 'drive':
			return new Drive(definition.amount, definition.cabinetHz, sampleRateHz);
		case 'chorus':
			return new ModulatedDelay(
				{
					rateHz: definition.rateHz,
					baseSeconds: 0.011,
					depthSeconds: 0.0045 * definition.depth,
					mix: Math.min(0.95, definition.mix),
					spread: 0.25
				},
				sampleRateHz
			);
		case 'wow':
			return new ModulatedDelay(
				{
					rateHz: definition.rateHz,
					baseSeconds: 0.006,
					depthSeconds: 0.003 * definition.depth,
					mix: 1,
					spread: 0
				},
				sampleRateHz
			);
		case 'tremolo':
			return new Tremolo(definition.rateHz, definition.depth, definition.stereo, sampleRateHz);
		case 'wah':
			return new Wah(definition, sampleRateHz);
		case 'crush':
			return new Crusher(definition.bits, definition.holdHz, sampleRateHz);
		case 'equaliser':
			return new Equaliser(definition.bands, sampleRateHz);
	}
}
