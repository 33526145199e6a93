/**
 * From the house's music to its catalogue's vectors: fits the sound network on music that is not in
 * the catalogue, listens to what is, and learns the playlists' space from simulated listeners.
 *
 * What must stay true: the same options give the same bits on the same machine, however many
 * threads there are; and the network has never heard the catalogue's tracks or artists.
 */
import { embeddingDims, standardFrontEnd } from '#lib/contracts/encoder.ts';
import { createRandom, hashText } from '#lib/domain/random.ts';
import {
	houseStyles,
	houseTracks,
	trainingTracks,
	type HouseTrack
} from '#workers/house/catalogue.ts';
import { alignReadout, fitReadout, type ReadoutOptions } from './readout.ts';
import { simulatePlaylists, type TrackList } from './listeners.ts';
import { createMatrix, type Matrix } from './linear-algebra.ts';
import type { EncoderFiles, Stretch } from './listen-worker.ts';
import { openPool, type Pool } from './parallel.ts';
import {
	encoderFiles,
	featureWeights,
	makeFeatures,
	withReadout,
	type SoundNetworkOptions
} from './sound-network.ts';
import { countWords, trainWord2Vec, type Word2VecOptions } from './word2vec.ts';

/** `done` of `total` of a step; steps that cannot be counted have a total of 1. */
export type Progress = (step: string, done: number, total: number) => void;

export interface BuildOptions {
	readonly tracks: readonly HouseTrack[];
	readonly training: readonly HouseTrack[];
	/** Slices that the features are calibrated on, spread over the training tracks. */
	readonly calibrationSlices: number;
	readonly network: SoundNetworkOptions;
	readonly readout: ReadoutOptions;
	readonly listenerCount: number;
	readonly heldOutListenerCount: number;
	readonly word2vec: Omit<Word2VecOptions, 'wordCount' | 'onProgress'>;
	readonly seed: string;
	readonly threads?: number;
	readonly onProgress?: Progress;
}

export interface BuiltTrack {
	readonly track: HouseTrack;
	/** Unit vectors of 100 numbers. */
	readonly sound: Float32Array;
	readonly playlists: Float32Array;
	/** In how many of the simulated playlists it is. */
	readonly popularity: number;
	/** What the readout is compared with: sums over the slices, as they are. */
	readonly melStatistics: Float64Array;
	readonly randomFeatures: Float64Array;
}

export interface BuiltHouse {
	/** Most popular first. */
	readonly tracks: readonly BuiltTrack[];
	readonly encoder: EncoderFiles;
	/** Playlists of listeners who had no part in it, as positions in `tracks`. */
	readonly heldOut: readonly TrackList[];
}

const slicesSeconds = (slices: number): number =>
	(slices * standardFrontEnd.sliceFrames * standardFrontEnd.hopSize) /
	standardFrontEnd.sampleRateHz;

/** Four slices, 20 seconds, two from each of two places: that is what a catalogue vector has heard. */
export function catalogueStretches({ durationSeconds }: HouseTrack): Stretch[] {
	return spread(durationSeconds, 2, 2);
}

/** Two slices, far apart: the readout is to find them alike. */
function trainingStretches({ durationSeconds }: HouseTrack): Stretch[] {
	return spread(durationSeconds, 2, 1);
}

/** `count` stretches of so many slices, evenly over the track; all of it where it is too short. */
function spread(durationSeconds: number, count: number, slices: number): Stretch[] {
	const seconds = slicesSeconds(slices);
	const places = durationSeconds / count;
	if (places < seconds) return [{ startSeconds: 0, seconds: durationSeconds }];
	return Array.from({ length: count }, (_, index) => ({
		startSeconds: index * places + (places - seconds) / 2,
		seconds
	}));
}

/**
 * Two pieces by each training artist: the readout learns what stays when an artist plays something
 * else.
 */
function inPairs(training: readonly HouseTrack[]): HouseTrack[] {
	return training.flatMap((track) => [
		track,
		{ ...track, id: `${track.id}-other`, seed: hashText(track.id) }
	]);
}

export function standardOptions(): BuildOptions {
	return {
		tracks: houseTracks(),
		training: inPairs(trainingTracks(500, 1)),
		calibrationSlices: 240,
		network: {
			frontEnd: standardFrontEnd,
			blocks: [
				{ channels: 16, regionRows: 12 },
				{ channels: 32, regionRows: 6 },
				{ channels: 64, regionRows: 3 }
			],
			rhythm: { regionBands: 12, rates: 32, lowestHz: 0.4, highestHz: 14 },
			rhythmWeight: 0.4,
			seed: 'house'
		},
		readout: { dims: embeddingDims, shrinkage: 0.3, artistScatter: 4, spreadPower: 0.4 },
		listenerCount: 4000,
		heldOutListenerCount: 250,
		word2vec: {
			dims: 100,
			epochs: 12,
			negatives: 5,
			learningRate: 0.05,
			subsampling: 1e-4,
			companions: 10,
			seed: 'house'
		},
		seed: 'house'
	};
}

export async function buildHouse(options: BuildOptions): Promise<BuiltHouse> {
	const pool = openPool(options.threads);
	try {
		return await buildWith(pool, options);
	} finally {
		await pool.close();
	}
}

async function buildWith(pool: Pool, options: BuildOptions): Promise<BuiltHouse> {
	const { tracks, training } = options;
	const report = options.onProgress ?? ignore;
	const { trackVectors, counts, heldOut } = learnPlaylists(options, report);
	const { features, trackOf, part } = await hearTraining(pool, options, report);

	report('fitting the readout', 0, 1);
	const artists = [...new Set(training.map(({ artist }) => artist))];
	const artistOf = training.map(({ artist }) => artists.indexOf(artist));
	const fitted = fitReadout(
		features,
		trackOf,
		artistOf,
		options.readout,
		featureWeights(options.network)
	);
	const readout = alignReadout(
		fitted,
		features,
		trackOf,
		rowsOf(trackVectors, tracks.length, training.length)
	);
	const encoder = encoderFiles(withReadout(part, readout), options.network.frontEnd);

	const answers = await pool.run(
		tracks.map((track) => ({
			kind: 'listen',
			track,
			stretches: catalogueStretches(track),
			encoder,
			alsoSum: ['bands', 'texture-3']
		})),
		(done) => {
			report('listening to the catalogue', done, tracks.length);
		}
	);
	const order = Array.from(tracks.keys()).sort(
		(a, b) => (counts[b] as number) - (counts[a] as number) || a - b
	);
	const built = order.map((index): BuiltTrack => {
		const { values = new Float32Array(0), sums = [] } = answers[index] ?? {};
		return {
			track: tracks[index] as HouseTrack,
			sound: soundVector(values),
			playlists: unit(trackVectors.values.subarray(index * 100, (index + 1) * 100)),
			popularity: counts[index] as number,
			melStatistics: sums[0] ?? new Float64Array(0),
			randomFeatures: sums[1] ?? new Float64Array(0)
		};
	});
	return { tracks: built, encoder, heldOut: renumbered(heldOut, order) };
}

/**
 * The playlists' space. Listeners know the training tracks too, as real ones know much that a
 * catalogue lacks; that is what ties the two spaces together without the catalogue's own tracks.
 */
function learnPlaylists(
	options: BuildOptions,
	report: Progress
): { trackVectors: Matrix; counts: Uint32Array; heldOut: TrackList[] } {
	const { tracks, training, seed } = options;
	const everything = [...tracks, ...training];
	report('imagining listeners', 0, 1);
	const all = simulatePlaylists(everything, houseStyles, {
		listenerCount: options.listenerCount + options.heldOutListenerCount,
		seed
	});
	// Listeners come one after another, so the last playlists are other people's.
	const split = Math.round(
		(all.length * options.listenerCount) / (options.listenerCount + options.heldOutListenerCount)
	);
	const learned = all.slice(0, split);
	const step = `learning from ${learned.length} playlists`;
	const vectors = trainWord2Vec(learned, {
		...options.word2vec,
		wordCount: everything.length,
		onProgress: (share) => {
			report(step, share, 1);
		}
	});
	return {
		trackVectors: {
			rows: everything.length,
			columns: options.word2vec.dims,
			values: Float64Array.from(vectors)
		},
		counts: countWords(learned, everything.length),
		heldOut: all.slice(split).map((list) => list.filter((index) => index < tracks.length))
	};
}

async function hearTraining(
	pool: Pool,
	{ training, network, calibrationSlices, seed }: BuildOptions,
	report: Progress
): Promise<{ features: Matrix; trackOf: Uint32Array; part: ReturnType<typeof makeFeatures> }> {
	const { frontEnd } = network;
	const heard = await pool.run(
		training.map((track) => ({
			kind: 'hear',
			track,
			stretches: trainingStretches(track),
			frontEnd
		})),
		(done) => {
			report('hearing the training music', done, training.length);
		}
	);
	const sliceSize = frontEnd.melBands * frontEnd.sliceFrames;
	const slices = heard.flatMap(({ values, sliceCount }) =>
		Array.from({ length: sliceCount }, (_, s) =>
			values.subarray(s * sliceSize, (s + 1) * sliceSize)
		)
	);
	const trackOf = Uint32Array.from(
		heard.flatMap(({ sliceCount }, track) => new Array<number>(sliceCount).fill(track))
	);
	report('calibrating the features', 0, 1);
	const sample = createRandom(`${seed}/calibration`).shuffle(slices).slice(0, calibrationSlices);
	const part = makeFeatures(sample, network);
	const encoder = encoderFiles(part, frontEnd);
	const answers = await pool.run(
		heard.map(({ values }) => ({ kind: 'run', slices: values, encoder })),
		(done) => {
			report('taking the training music’s features', done, heard.length);
		}
	);
	const columns = (answers[0]?.values.length ?? 0) / (answers[0]?.sliceCount ?? 1);
	const features = createMatrix(slices.length, columns);
	let at = 0;
	for (const { values } of answers) {
		features.values.set(values, at);
		at += values.length;
	}
	return { features, trackOf, part };
}

function ignore(): void {
	// Nobody wants to know.
}

function rowsOf({ columns, values }: Matrix, first: number, count: number): Matrix {
	return {
		rows: count,
		columns,
		values: values.slice(first * columns, (first + count) * columns)
	};
}

/** A track's vector: the sum of its slices' embeddings, to length 1. */
export function soundVector(embeddings: Float32Array): Float32Array {
	const sum = new Float64Array(embeddingDims);
	for (let i = 0; i < embeddings.length; i++) {
		sum[i % embeddingDims] = (sum[i % embeddingDims] as number) + (embeddings[i] as number);
	}
	return unit(sum);
}

/** To length 1. */
function unit(vector: Float64Array): Float32Array {
	const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
	return Float32Array.from(vector, (x) => x / length);
}

/** The lists with positions in `order` instead of what stands there. */
function renumbered(lists: readonly TrackList[], order: readonly number[]): TrackList[] {
	const places = new Map(order.map((index, place) => [index, place]));
	return lists.map((list) => list.map((index) => places.get(index) ?? 0));
}
