/**
 * Plays a score: parts in blocks of about 1.5 ms, through their effects into a room, an echo and a
 * master chain that ends in a limiter. The same score, sampling rate and start give the same bits.
 */
import { Equaliser } from './effects/biquad.ts';
import { BusCompressor, LookAheadLimiter } from './effects/dynamics.ts';
import { EchoDelay } from './effects/echo-delay.ts';
import { createInsert, type Insert, type InsertDefinition } from './effects/inserts.ts';
import { Reverb } from './effects/reverb.ts';
import type { Production, Score } from './composition/score.ts';
import { PartPlayer, type StereoBlock } from './part-player.ts';
import { MAX_BLOCK } from './synthesis/voice.ts';

/** Just under what the catalogue promises, |sample| ≤ 0.98. */
const CEILING = 0.97;
const BLOCK_SECONDS = 0.00145;

/** Gain of 1 at the start of the mix, pushed down by kicks and let go. */
class Ducking {
	private level = 0;
	private readonly fall: number;

	constructor(seconds: number, blockSeconds: number) {
		this.fall = Math.exp(-blockSeconds / (seconds * 0.5));
	}

	next(isHit: boolean): number {
		this.level = isHit ? 1 : this.level * this.fall;
		return this.level;
	}
}

function masterInserts(production: Production, sampleRateHz: number): Insert[] {
	const equaliser = new Equaliser(
		[
			{ shape: 'high-pass', hz: 28 },
			{ shape: 'low-shelf', hz: 160, gainDb: production.lowDb },
			{ shape: 'peak', hz: production.midHz, gainDb: production.midDb, q: 0.7 },
			{ shape: 'high-shelf', hz: 4200, gainDb: production.highDb },
			...(production.lowPassHz < 16_000
				? [{ shape: 'low-pass' as const, hz: production.lowPassHz, q: 0.6 }]
				: [])
		],
		sampleRateHz
	);
	const definitions: InsertDefinition[] = [];
	if (production.wow > 0) definitions.push({ kind: 'wow', rateHz: 0.7, depth: production.wow });
	if (production.saturation > 0.02)
		definitions.push({ kind: 'drive', amount: production.saturation });
	// The equaliser comes last: its high-pass takes away what constant part a saturation leaves.
	return [...definitions.map((definition) => createInsert(definition, sampleRateHz)), equaliser];
}

function stereoBlock(frames: number): StereoBlock {
	return { left: new Float32Array(frames), right: new Float32Array(frames) };
}

export class ScoreEngine {
	/** The first frame that `read` gives. */
	readonly startFrame: number;
	private readonly parts: readonly PartPlayer[];
	private readonly block: number;
	private readonly mix: StereoBlock;
	private readonly room: StereoBlock;
	private readonly echoes: StereoBlock;
	private readonly reverb: Reverb;
	private readonly echo: EchoDelay;
	private readonly inserts: readonly Insert[];
	private readonly compressor: BusCompressor;
	private readonly limiter: LookAheadLimiter;
	private readonly ducking: Ducking;
	private readonly gain: number;
	private readonly production: Production;
	private readonly fadeStart: number;
	private readonly fadeFrames: number;
	/** Frames composed so far, and the place in the block where the next read begins. */
	private frame: number;
	private offset: number;

	constructor(score: Score, sampleRateHz: number, startSeconds: number) {
		this.block = Math.max(16, Math.min(MAX_BLOCK, Math.round(BLOCK_SECONDS * sampleRateHz)));
		this.startFrame = Math.round(startSeconds * sampleRateHz);
		this.production = score.production;
		this.parts = score.parts.map(
			(part, index) => new PartPlayer(part, index, sampleRateHz, this.startFrame)
		);
		this.mix = stereoBlock(this.block);
		this.room = stereoBlock(this.block);
		this.echoes = stereoBlock(this.block);
		const { production } = score;
		this.reverb = new Reverb(
			{
				seconds: production.reverbSeconds,
				size: production.reverbSize,
				damping: production.reverbDamping,
				preDelaySeconds: production.preDelaySeconds
			},
			sampleRateHz
		);
		this.echo = new EchoDelay(
			{
				seconds: production.echoSeconds,
				feedback: production.echoFeedback,
				toneHz: production.echoToneHz
			},
			sampleRateHz
		);
		this.inserts = masterInserts(production, sampleRateHz);
		this.compressor = new BusCompressor(production.compression, sampleRateHz);
		this.limiter = new LookAheadLimiter(CEILING, sampleRateHz);
		this.ducking = new Ducking(production.duckSeconds, this.block / sampleRateHz);
		this.gain = Math.pow(10, score.gainDb / 20);
		const totalFrames = Math.round(score.durationSeconds * sampleRateHz);
		this.fadeFrames = Math.max(1, Math.round(score.fadeSeconds * sampleRateHz));
		// The last hundredth of a second is silence.
		this.fadeStart = totalFrames - this.fadeFrames - Math.round(0.01 * sampleRateHz);
		this.frame = this.startFrame;
		this.offset = this.block;
		this.dropLatency();
	}

	/** The limiter is late by its look-ahead: what it says first is thrown away. */
	private dropLatency(): void {
		let late = this.limiter.latencyFrames;
		while (late > 0) {
			this.renderBlock();
			const used = Math.min(late, this.block);
			this.offset = used;
			late -= used;
		}
	}

	/** Fills both channels, which have the same length, with the next frames. */
	read(left: Float32Array, right: Float32Array): void {
		let done = 0;
		while (done < left.length) {
			if (this.offset === this.block) {
				this.renderBlock();
				this.offset = 0;
			}
			const count = Math.min(this.block - this.offset, left.length - done);
			left.set(this.mix.left.subarray(this.offset, this.offset + count), done);
			right.set(this.mix.right.subarray(this.offset, this.offset + count), done);
			this.offset += count;
			done += count;
		}
	}

	private renderBlock(): void {
		const { block, production, mix, room, echoes } = this;
		const { left, right } = mix;
		const { left: roomLeft, right: roomRight } = room;
		const { left: echoLeft, right: echoRight } = echoes;
		for (const bus of [mix, room, echoes]) {
			bus.left.fill(0);
			bus.right.fill(0);
		}

		const isHit = this.parts.some((part) => part.hasKick(this.frame, block));
		const duck = this.ducking.next(isHit);
		for (const part of this.parts) {
			part.render(this.frame, block, duck);
			part.mixInto(mix, room, echoes);
		}

		this.echo.process(echoLeft, echoRight, block);
		for (let i = 0; i < block; i++) {
			const l = (echoLeft[i] as number) * production.echoLevel;
			const r = (echoRight[i] as number) * production.echoLevel;
			left[i] = (left[i] as number) + l;
			right[i] = (right[i] as number) + r;
			// Echoes are heard in the room too.
			roomLeft[i] = (roomLeft[i] as number) + 0.3 * l;
			roomRight[i] = (roomRight[i] as number) + 0.3 * r;
		}
		this.reverb.process(roomLeft, roomRight, block);
		const level = production.reverbLevel;
		for (let i = 0; i < block; i++) {
			left[i] = (left[i] as number) + level * (roomLeft[i] as number);
			right[i] = (right[i] as number) + level * (roomRight[i] as number);
		}
		for (const insert of this.inserts) insert.process(left, right, block);
		this.compressor.process(left, right, block);
		this.applyWidthAndGain();
		this.limiter.process(left, right, block);
		this.frame += block;
		this.applyFade();
	}

	private applyWidthAndGain(): void {
		const { block, gain } = this;
		const { left, right } = this.mix;
		const side = 0.5 * this.production.width * gain;
		const middle = 0.5 * gain;
		for (let i = 0; i < block; i++) {
			const l = left[i] as number;
			const r = right[i] as number;
			const m = middle * (l + r);
			const s = side * (l - r);
			left[i] = m + s;
			right[i] = m - s;
		}
	}

	private applyFade(): void {
		const first = this.frame - this.block - this.limiter.latencyFrames;
		if (first + this.block < this.fadeStart) return;
		const { left, right } = this.mix;
		for (let i = 0; i < this.block; i++) {
			const t = (first + i - this.fadeStart) / this.fadeFrames;
			if (t <= 0) continue;
			const gain = t >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * t);
			left[i] = (left[i] as number) * gain;
			right[i] = (right[i] as number) * gain;
		}
	}
}
