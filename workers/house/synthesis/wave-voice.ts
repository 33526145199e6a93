/**
 * Waves built from harmonics, band-limited for the pitch they are played at: pipes, drawbars, reeds,
 * flutes, chip triangles, and voices, whose harmonics follow formants.
 */
import { addTable } from './oscillators.ts';
import type { WavePatch } from './patch.ts';
import { PitchedVoice } from './pitched-voice.ts';
import { StateVariableFilter } from './state-variable-filter.ts';
import { NOISE_MASK, noiseLevel, noiseTable, SINE_SIZE, sine, sineTable } from './tables.ts';
import { addScratch, pitchToHz, scratch, type VoiceNote } from './voice.ts';

const TABLE_SIZE = 1024;
const MAX_HARMONICS = 48;
/** Tables by patch, then by pitch and sampling rate. */
const tables = new WeakMap<WavePatch, Map<number, Float32Array>>();

function formantLevel(patch: WavePatch, hz: number): number {
	if (patch.formants.length === 0) return 1;
	let level = 0.02;
	for (const [centre, gain, width] of patch.formants) {
		const distance = (hz - centre) / width;
		level += gain / (1 + distance * distance);
	}
	return level;
}

function makeTable(patch: WavePatch, hz: number, sampleRateHz: number): Float32Array {
	const table = new Float32Array(TABLE_SIZE + 1);
	const count = patch.formants.length > 0 ? MAX_HARMONICS : patch.harmonics.length;
	let power = 0;
	for (let n = 1; n <= count; n++) {
		if (n * hz > sampleRateHz * 0.45) break;
		const own = patch.harmonics[n - 1] ?? (patch.formants.length > 0 ? 1 / n : 0);
		const level = own * formantLevel(patch, n * hz);
		power += level * level;
		// Spread the starting phases (Schroeder, 1970), or all harmonics would peak at once.
		const start = Math.round(((n * n) / (2 * count)) * SINE_SIZE);
		const stride = (n * SINE_SIZE) / TABLE_SIZE;
		for (let i = 0; i <= TABLE_SIZE; i++) {
			const at = (i * stride + start) % SINE_SIZE;
			table[i] = (table[i] as number) + level * (sineTable[at] as number);
		}
	}
	const scale = 0.6 / Math.sqrt(power + 1e-9);
	for (let i = 0; i <= TABLE_SIZE; i++) table[i] = (table[i] as number) * scale;
	return table;
}

function tableFor(patch: WavePatch, pitch: number, sampleRateHz: number): Float32Array {
	let byPitch = tables.get(patch);
	if (!byPitch) tables.set(patch, (byPitch = new Map<number, Float32Array>()));
	const key = Math.round(pitch * 2) + sampleRateHz * 512;
	let table = byPitch.get(key);
	if (!table) {
		const nearby = Math.round(pitch * 2) / 2;
		byPitch.set(key, (table = makeTable(patch, pitchToHz(nearby), sampleRateHz)));
	}
	return table;
}

export class WaveVoice extends PitchedVoice {
	private noisePosition: number;
	private readonly table: Float32Array;
	private readonly phases: Float64Array;
	private readonly filter: StateVariableFilter;
	private readonly breath: StateVariableFilter;
	private readonly velocity: number;
	private readonly patch: WavePatch;

	constructor(patch: WavePatch, note: VoiceNote, sampleRateHz: number) {
		super(patch, note, sampleRateHz, patch.gain / Math.sqrt(patch.unison), 0.25);
		this.patch = patch;
		this.table = tableFor(patch, note.pitch, sampleRateHz);
		this.velocity = note.velocity;
		this.noisePosition = note.seed & NOISE_MASK;
		this.phases = Float64Array.from({ length: patch.unison }, (_, u) => {
			const turn = this.chance + u * 0.382;
			return turn - Math.floor(turn);
		});
		this.filter = new StateVariableFilter(sampleRateHz);
		this.breath = new StateVariableFilter(sampleRateHz);
		this.breath.set(patch.breathHz + this.hz, 0.6);
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const { patch, phases } = this;
		const frames = to - from;
		const seconds = this.begin(frames);
		const turn = this.time * patch.vibrato.rateHz + this.chance;
		const tremolo = 1 - patch.tremolo * (0.5 + 0.5 * sine(turn - Math.floor(turn)));
		const envelope = this.amp.advance(seconds);
		const level = envelope * this.gain * tremolo;
		for (let u = 0; u < phases.length; u++) {
			const spread = phases.length === 1 ? 0 : (2 * u) / (phases.length - 1) - 1;
			const step = this.increment(this.bendCents(u) + spread * patch.detuneCents);
			phases[u] = addTable(
				scratch,
				frames,
				phases[u] as number,
				step,
				this.level,
				level,
				this.table,
				TABLE_SIZE
			);
		}
		if (patch.bloom > 0) {
			const open = envelope * (0.3 + 0.7 * this.velocity);
			this.filter.set(
				Math.max(300, this.hz * 1.5) + 9000 * Math.pow(open, 1 + 3 * patch.bloom),
				0.1
			);
			this.filter.lowPass(scratch, 0, frames);
		}
		addScratch(out, from, frames, 1, 1);
		if (patch.breath > 0) this.addBreath(out, from, frames, level);
		this.level = level;
		return !this.amp.isOver;
	}

	private addBreath(out: Float32Array, from: number, frames: number, level: number): void {
		const position = this.noisePosition;
		for (let i = 0; i < frames; i++) {
			scratch[i] = noiseTable[(position + i) & NOISE_MASK] as number;
		}
		this.noisePosition = (position + frames) & NOISE_MASK;
		this.breath.bandPass(scratch, 0, frames);
		// Air comes first, then the tone.
		const breath = this.patch.breath * noiseLevel(this.sampleRateHz);
		const chiff = breath * (1 + 2 * Math.exp(-this.time * 18));
		addScratch(out, from, frames, this.level * chiff, level * chiff);
	}
}
