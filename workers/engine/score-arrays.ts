/**
 * Which memory holds the scores of which query: a fixed number of arrays of equal size, of which
 * the one that was used longest ago makes way. Keeping them is what makes a slider live: while it
 * moves, scores that are linear in the query are combined anew, not computed anew.
 */

/** Bytes that arrays may take together, beyond the few that one step needs at once. */
const budgetBytes = 16 * 2 ** 20;
/** A journey's two waypoints, in two spaces. */
export const arraysPerStep = 4;
const maxArrays = 256;

export class ScoreArrays {
	readonly #allocate: () => number;
	readonly #capacity: number;
	/** In order of use, the longest unused first. */
	readonly #addresses = new Map<string, number>();

	constructor(arrayBytes: number, allocate: () => number) {
		this.#allocate = allocate;
		const affordable = Math.floor(budgetBytes / arrayBytes);
		this.#capacity = Math.min(maxArrays, Math.max(arraysPerStep, affordable));
	}

	/**
	 * The address of the array for a key, filled by `fill` when it is not there, or when it holds
	 * something else by now.
	 */
	get(key: string, fill: (address: number) => void, isStale = false): number {
		const known = this.#addresses.get(key);
		const address = known ?? this.#spare();
		if (known === undefined || isStale) fill(address);
		this.#addresses.delete(key);
		this.#addresses.set(key, address);
		return address;
	}

	#spare(): number {
		const [oldest] = this.#addresses;
		if (!oldest || this.#addresses.size < this.#capacity) return this.#allocate();
		this.#addresses.delete(oldest[0]);
		return oldest[1];
	}
}
