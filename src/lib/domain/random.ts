/**
 * Seeded randomness: the one source of chance in everything that must come out the same twice
 * (the house's music, simulated listeners, tests).
 *
 * The generator is sfc32, Chris Doty-Humphrey's "small fast counting" generator from PractRand
 * (https://pracrand.sourceforge.net/RNG_engines.txt): 128 bits of state, one of which is a counter,
 * so that no seed falls into a short cycle. A seed is spread over the state by FNV-1a over its UTF-16
 * code units (http://www.isthe.com/chongo/tech/comp/fnv/), each word finished with MurmurHash3's
 * 32-bit finaliser (Austin Appleby, public domain).
 *
 * Must stay: the same seed gives the same numbers on every machine. Only integer operations and what
 * IEEE 754 defines to the last bit (+ − × ÷ √) are used: `Math.log` and `Math.cos` differ in the last
 * bit between browsers.
 */
export interface Random {
	/** The next 32 random bits, as an integer in 0 … 2³² − 1. */
	uint32(): number;
	/** Uniform in [0, 1), with 32 bits of resolution. */
	uniform(): number;
	/** Standard normal, by Marsaglia's polar method (1964). */
	normal(): number;
	/** Uniform integer in 0 … n − 1; n at least 1. */
	integer(n: number): number;
	/** One element of a non-empty array. */
	pick<T>(array: readonly T[]): T;
	/** A shuffled copy (Fisher and Yates). */
	shuffle<T>(array: readonly T[]): T[];
}

const FNV_PRIME = 0x01000193;
const FNV_OFFSET = 0x811c9dc5;

function finish(hash: number): number {
	let h = hash;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit hash of a text (FNV-1a, finished with MurmurHash3's mixer). */
export function hashText(text: string, salt = 0): number {
	let hash = FNV_OFFSET ^ salt;
	for (let i = 0; i < text.length; i++) {
		hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
	}
	return finish(hash);
}

/**
 * ln x for 0 < x < 1, the same to the last bit everywhere: x = m · 2ᵏ with m near 1, and
 * ln m = 2 artanh((m − 1)/(m + 1)) by its series, whose 11 terms reach double precision.
 */
function naturalLog(x: number): number {
	let mantissa = x;
	let exponent = 0;
	for (; mantissa < Math.SQRT1_2; exponent--) mantissa *= 2;
	const t = (mantissa - 1) / (mantissa + 1);
	const square = t * t;
	let series = 0;
	for (let odd = 21; odd > 0; odd -= 2) series = series * square + 1 / odd;
	return 2 * t * series + exponent * Math.LN2;
}

/** A generator whose whole sequence follows from `seed`; 7 and '7' are the same seed. */
export function createRandom(seed: string | number): Random {
	const text = String(seed);
	let a = hashText(text, 0x9e3779b9);
	let b = hashText(text, 0x243f6a88);
	let c = hashText(text, 0xb7e15162);
	let counter = 1;

	function uint32(): number {
		const result = (a + b + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + result) | 0;
		return result >>> 0;
	}
	// The first outputs still show the seed; PractRand's own seeding discards 12.
	for (let i = 0; i < 12; i++) uint32();

	const uniform = (): number => uint32() / 4294967296;
	function normal(): number {
		for (;;) {
			const x = 2 * uniform() - 1;
			const y = 2 * uniform() - 1;
			const square = x * x + y * y;
			if (square > 0 && square < 1) return x * Math.sqrt((-2 * naturalLog(square)) / square);
		}
	}
	const integer = (n: number): number => Math.floor(uniform() * n);

	return {
		uint32,
		uniform,
		integer,
		normal,
		pick<T>(array: readonly T[]): T {
			if (array.length === 0) throw new RangeError('nothing to pick from');
			return array[integer(array.length)] as T;
		},
		shuffle<T>(array: readonly T[]): T[] {
			const copy = [...array];
			for (let i = copy.length - 1; i > 0; i--) {
				const j = integer(i + 1);
				const kept = copy[i] as T;
				copy[i] = copy[j] as T;
				copy[j] = kept;
			}
			return copy;
		}
	};
}
