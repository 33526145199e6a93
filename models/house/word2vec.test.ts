import { describe, expect, it } from 'vitest';
import { createRandom } from '#lib/domain/random.ts';
import { countWords, trainWord2Vec, type Word2VecOptions } from './word2vec.ts';

const groups = 4;
const groupSize = 15;
const options: Word2VecOptions = {
	wordCount: groups * groupSize,
	dims: 16,
	epochs: 8,
	negatives: 4,
	learningRate: 0.05,
	subsampling: 0,
	companions: 20,
	seed: 'toy'
};

/** Playlists that each stay within one group of words. */
function toyCorpus(): number[][] {
	const random = createRandom('corpus');
	return Array.from({ length: 600 }, () => {
		const group = random.integer(groups);
		return Array.from({ length: 8 }, () => group * groupSize + random.integer(groupSize));
	});
}

function cosine(vectors: Float32Array, a: number, b: number): number {
	const row = (word: number): Float32Array =>
		vectors.subarray(word * options.dims, (word + 1) * options.dims);
	const dot = (x: Float32Array, y: Float32Array): number =>
		x.reduce((sum, each, d) => sum + each * (y[d] ?? NaN), 0);
	return dot(row(a), row(b)) / Math.sqrt(dot(row(a), row(a)) * dot(row(b), row(b)));
}

describe('word2vec', () => {
	it('brings together what keeps company and parts what does not', () => {
		const vectors = trainWord2Vec(toyCorpus(), options);
		let together = 0;
		let apart = 0;
		let pairs = 0;
		for (let word = 0; word < groupSize - 1; word++) {
			for (let group = 1; group < groups; group++) {
				together += cosine(vectors, word, word + 1);
				apart += cosine(vectors, word, group * groupSize + word);
				pairs++;
			}
		}
		expect(together / pairs).toBeGreaterThan(0.8);
		expect(apart / pairs).toBeLessThan(0.5);
	});

	it('gives the same bits for the same seed', () => {
		const corpus = toyCorpus().slice(0, 100);
		const again = (seed: string): Float32Array => trainWord2Vec(corpus, { ...options, seed });
		expect(again('a')).toEqual(again('a'));
		expect(again('a')).not.toEqual(again('b'));
	});

	it('copes with empty and single-track playlists, and words that never occur', () => {
		const vectors = trainWord2Vec([[], [3], [1, 2]], { ...options, wordCount: 5 });
		expect(vectors.every(Number.isFinite)).toBe(true);
	});

	it('counts words', () => {
		expect([...countWords([[0, 2, 2], [2]], 4)]).toEqual([1, 0, 3, 0]);
	});
});
