/** Small musical decisions drawn from a seeded generator. */
import type { Random } from '#lib/domain/random.ts';

/** Uniform between the ends of a range. */
export function between(random: Random, range: readonly [number, number]): number {
	return range[0] + (range[1] - range[0]) * random.uniform();
}

/** Up to `count` different elements, in random order. */
export function pickSome<T>(random: Random, array: readonly T[], count: number): readonly T[] {
	return random.shuffle(array).slice(0, count);
}

/** True with the given probability. */
export function happens(random: Random, probability: number): boolean {
	return random.uniform() < probability;
}
