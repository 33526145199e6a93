/**
 * Track2Vec: skip-gram with negative sampling (Mikolov et al., "Distributed Representations of
 * Words and Phrases and their Compositionality", 2013), where a playlist is a sentence and a track
 * is a word. The window is the whole playlist: what matters is the company, not the position.
 *
 * Deterministic: one thread, one seed, one order.
 */
import { createRandom } from '#lib/domain/random.ts';

export interface Word2VecOptions {
	/** Words are the integers 0 … wordCount − 1. */
	readonly wordCount: number;
	readonly dims: number;
	readonly epochs: number;
	/** Words drawn from noise for each true pair. */
	readonly negatives: number;
	/** Falls linearly to a 250th over all epochs. */
	readonly learningRate: number;
	/** A word of frequency f is kept with probability √(t / f), t this (at most 1); 0 keeps all. */
	readonly subsampling: number;
	/** At most this many companions of each word in each epoch, drawn at random. */
	readonly companions: number;
	readonly seed: string | number;
	readonly onProgress?: (share: number) => void;
}

/**
 * @param sentences each a list of words
 * @returns [word][dims], not normalised; words that never occur keep their small random start
 */
export function trainWord2Vec(
	sentences: readonly ArrayLike<number>[],
	options: Word2VecOptions
): Float32Array {
	const { wordCount, dims, epochs, negatives, learningRate, seed } = options;
	const random = createRandom(seed);
	const counts = countWords(sentences, wordCount);
	const keep = keepProbabilities(counts, options.subsampling);
	const drawNoise = noiseSampler(counts, () => random.uniform());

	const vectors = new Float32Array(wordCount * dims);
	for (let i = 0; i < vectors.length; i++) vectors[i] = (random.uniform() - 0.5) / dims;
	const contexts = new Float32Array(wordCount * dims);
	const step = new Float64Array(dims);
	const order = Uint32Array.from(sentences.keys());
	let rate = learningRate;

	/** One step of gradient ascent on log σ(±context·vector). */
	function push(word: number, context: number, label: 0 | 1): void {
		const a = word * dims;
		const b = context * dims;
		let product = 0;
		for (let d = 0; d < dims; d++) {
			product += (vectors[a + d] as number) * (contexts[b + d] as number);
		}
		const gain = rate * (label - 1 / (1 + Math.exp(-product)));
		for (let d = 0; d < dims; d++) {
			const c = contexts[b + d] as number;
			step[d] = (step[d] as number) + gain * c;
			contexts[b + d] = c + gain * (vectors[a + d] as number);
		}
	}

	function learnPair(word: number, companion: number): void {
		step.fill(0);
		push(word, companion, 1);
		for (let n = 0; n < negatives; n++) {
			const noise = drawNoise();
			if (noise !== companion) push(word, noise, 0);
		}
		const a = word * dims;
		for (let d = 0; d < dims; d++)
			vectors[a + d] = (vectors[a + d] as number) + (step[d] as number);
	}

	for (let epoch = 0; epoch < epochs; epoch++) {
		shuffleInPlace(order, (n) => random.integer(n));
		for (let at = 0; at < order.length; at++) {
			const share = (epoch + at / order.length) / epochs;
			rate = learningRate * Math.max(1 / 250, 1 - share);
			const sentence = sentences[order[at] as number] ?? [];
			const words: number[] = [];
			for (let i = 0; i < sentence.length; i++) {
				const word = sentence[i] as number;
				if (random.uniform() < (keep[word] as number)) words.push(word);
			}
			for (let i = 0; i < words.length; i++) {
				const isWhole = words.length - 1 <= options.companions;
				const count = isWhole ? words.length - 1 : options.companions;
				for (let k = 0; k < count; k++) {
					const offset = 1 + (isWhole ? k : random.integer(words.length - 1));
					learnPair(words[i] as number, words[(i + offset) % words.length] as number);
				}
			}
			if (at % 1000 === 0) options.onProgress?.(share);
		}
	}
	return vectors;
}

/** How often each word occurs. */
export function countWords(
	sentences: readonly ArrayLike<number>[],
	wordCount: number
): Uint32Array {
	const counts = new Uint32Array(wordCount);
	for (const sentence of sentences) {
		for (let i = 0; i < sentence.length; i++) {
			const word = sentence[i] as number;
			counts[word] = (counts[word] as number) + 1;
		}
	}
	return counts;
}

function keepProbabilities(counts: Uint32Array, subsampling: number): Float64Array {
	const total = counts.reduce((sum, count) => sum + count, 0);
	return Float64Array.from(counts, (count) =>
		subsampling === 0 || count === 0 ? 1 : Math.min(1, Math.sqrt((subsampling * total) / count))
	);
}

/** Draws words in proportion to count^¾, as the paper found best. */
function noiseSampler(counts: Uint32Array, uniform: () => number): () => number {
	const table = new Uint32Array(1 << 18);
	const weights = Float64Array.from(counts, (count) => count ** 0.75);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	let word = 0;
	let reached = (weights[0] as number) / total;
	for (let i = 0; i < table.length; i++) {
		while ((i + 0.5) / table.length > reached && word < counts.length - 1) {
			word++;
			reached += (weights[word] as number) / total;
		}
		table[i] = word;
	}
	return () => table[Math.floor(uniform() * table.length)] as number;
}

function shuffleInPlace(order: Uint32Array, integer: (n: number) => number): void {
	for (let i = order.length - 1; i > 0; i--) {
		const j = integer(i + 1);
		const kept = order[i] as number;
		order[i] = order[j] as number;
		order[j] = kept;
	}
}
