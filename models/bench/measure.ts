/**
 * Measures an engine, and the plain way of doing the same in the same run: a table in float64, a
 * score for every row, all of them sorted, as the original does it in numpy.
 */
import { performance } from 'node:perf_hooks';
import type { PlaylistRequest } from '#lib/contracts/engine.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { vectorDims } from '#lib/contracts/manifest.ts';
import { createRandom } from '#lib/domain/random.ts';
import type { Collection } from '#workers/engine/collection.ts';
import type { Engine } from '#workers/engine/engine.ts';
import { houseStyles, houseTracks } from '#workers/house/catalogue.ts';
import { createTrackRenderer } from '#workers/house/render.ts';

/** Milliseconds. */
export interface Spread {
	readonly median: number;
	/** The first and the third quartile. */
	readonly low: number;
	readonly high: number;
	readonly max: number;
	readonly runs: number;
}

export interface Measurements {
	readonly tracks: number;
	readonly encoding: string;
	readonly backend: string;
	/** One track more of a walk: a scan of both spaces for the track before it, and the choice. */
	readonly step: Spread;
	readonly plainStep: Spread;
	readonly timesFasterThanPlain: number;
	readonly journeyStep: Spread;
	readonly noisyStep: Spread;
	/** One more letter of a query, with the best 250 tracks. */
	readonly keystroke: Spread;
	readonly memory: {
		/** Unpacked: vectors with their scales, ids, titles and the folded titles for search. */
		readonly tableBytes: number;
		/** The most that the engine has held: its linear memory, its buffers, the JavaScript heap in use. */
		readonly peakBytes: number;
		readonly peakToTables: number;
		/**
		 * The most that the process has had of the machine, less what it had before the catalogue:
		 * the same, with what Node sets aside for its heap beyond what is in use.
		 */
		readonly peakResidentBytes: number;
	};
	/** The house only: milliseconds to render 30 s of a track, and to its first second, by style. */
	readonly rendering?: { readonly thirtySeconds: Spread; readonly firstSecond: Spread };
}

/** What the process held before the catalogue came. */
export interface Baseline {
	readonly heldBytes: number;
	readonly residentBytes: number;
}

export function readBaseline(): Baseline {
	const { rss, external, heapUsed } = process.memoryUsage();
	return { heldBytes: external + heapUsed, residentBytes: rss };
}

const stepsPerRun = 10;
const runs = 12;
const plainRuns = 5;

export async function measure(
	engine: Engine,
	baseline: Baseline,
	onStage: (what: string) => void
): Promise<Result<Measurements>> {
	const { collection } = engine;
	if (!collection) return failed('no-catalogue', 'there is nothing to measure');
	const random = createRandom('bench');
	const anyId = (): string => collection.trackAt(random.integer(collection.trackCount)).id;

	async function timePerStep(waypointCount: number, noise: number): Promise<Spread> {
		const timesMs: number[] = [];
		for (let run = 0; run <= runs; run++) {
			const request: PlaylistRequest = {
				waypointIds: Array.from({ length: waypointCount }, anyId),
				size: waypointCount === 1 ? stepsPerRun + 1 : stepsPerRun,
				creativity: 0.5,
				noise,
				seed: run,
				rules: 'improved'
			};
			// A journey's waypoints are scored once; what is measured is what a slider moves.
			if (waypointCount > 1) await engine.generate({ ...request, size: 1 });
			const startedMs = performance.now();
			const generated = await engine.generate(request);
			if (!generated.ok) throw new Error(generated.failure.message);
			// The first run warms up.
			if (run > 0) timesMs.push((performance.now() - startedMs) / stepsPerRun);
		}
		return spread(timesMs);
	}

	let peakBytes = 0;
	const stage = (what: string): void => {
		const { external, heapUsed } = process.memoryUsage();
		peakBytes = Math.max(peakBytes, external + heapUsed - baseline.heldBytes);
		onStage(what);
	};

	stage('steps of a walk');
	const step = await timePerStep(1, 0);
	stage('steps of a journey');
	const journeyStep = await timePerStep(2, 0);
	stage('steps with noise');
	const noisyStep = await timePerStep(1, 0.2);
	stage('keystrokes');
	const keystroke = measureKeystrokes(engine, collection);
	const peakResidentBytes = process.resourceUsage().maxRSS * 1024 - baseline.residentBytes;
	stage('the plain way');
	const plainStep = measurePlainSteps(collection);
	const { tableBytes } = collection;
	return success({
		tracks: collection.trackCount,
		encoding: collection.vectors.encoding,
		backend: engine.backend,
		step,
		plainStep,
		timesFasterThanPlain: plainStep.median / step.median,
		journeyStep,
		noisyStep,
		keystroke,
		memory: { tableBytes, peakBytes, peakToTables: peakBytes / tableBytes, peakResidentBytes },
		...(engine.manifest?.playback.kind === 'house' ? { rendering: measureRendering() } : {})
	});
}

/** Types the beginnings of titles letter by letter: each letter is one search. */
function measureKeystrokes(engine: Engine, collection: Collection): Spread {
	const random = createRandom('keystrokes');
	const timesMs: number[] = [];
	for (let query = 0; query < 12; query++) {
		const { artist, title } = collection.trackAt(random.integer(collection.trackCount));
		const typed = `${artist} ${title}`.slice(0, 18);
		for (let length = 1; length <= typed.length; length++) {
			const startedMs = performance.now();
			engine.search({ query: typed.slice(0, length) });
			timesMs.push(performance.now() - startedMs);
		}
	}
	return spread(timesMs);
}

function measurePlainSteps(collection: Collection): Spread {
	const { trackCount, vectors } = collection;
	const plain = {
		sound: new Float64Array(trackCount * vectorDims),
		playlists: new Float64Array(trackCount * vectorDims)
	};
	for (const space of ['sound', 'playlists'] as const) {
		for (let row = 0; row < trackCount; row++) {
			plain[space].set(vectors.readVector(space, row), row * vectorDims);
		}
	}
	const random = createRandom('plain');
	const timesMs: number[] = [];
	for (let run = 0; run <= plainRuns; run++) {
		const row = random.integer(trackCount);
		const sound = vectors.readVector('sound', row);
		const playlists = vectors.readVector('playlists', row);
		const startedMs = performance.now();
		const scores = new Float64Array(trackCount);
		for (let track = 0; track < trackCount; track++) {
			let sum = 0;
			for (let i = 0; i < vectorDims; i++) {
				const at = track * vectorDims + i;
				sum +=
					0.5 * (plain.sound[at] as number) * (sound[i] as number) +
					0.5 * (plain.playlists[at] as number) * (playlists[i] as number);
			}
			scores[track] = sum;
		}
		Uint32Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
		if (run > 0) timesMs.push(performance.now() - startedMs);
	}
	return spread(timesMs);
}

/** One track of each of the house's styles, in stereo at 44,100 Hz. */
function measureRendering(): { readonly thirtySeconds: Spread; readonly firstSecond: Spread } {
	const sampleRateHz = 44_100;
	const thirtyMs: number[] = [];
	const firstMs: number[] = [];
	for (const { id } of houseStyles) {
		const track = houseTracks().find(({ styleId }) => styleId === id);
		if (!track) throw new Error(`no track is of style ${id}`);
		const startedMs = performance.now();
		const renderer = createTrackRenderer(track, { sampleRateHz });
		renderer.next(sampleRateHz);
		firstMs.push(performance.now() - startedMs);
		renderer.next(29 * sampleRateHz);
		thirtyMs.push(performance.now() - startedMs);
	}
	return { thirtySeconds: spread(thirtyMs), firstSecond: spread(firstMs) };
}

function spread(timesMs: readonly number[]): Spread {
	const sorted = timesMs.toSorted((a, b) => a - b);
	const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
	return { median: at(0.5), low: at(0.25), high: at(0.75), max: at(1), runs: sorted.length };
}
