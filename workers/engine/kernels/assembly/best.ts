/**
 * The best rows under a weighted sum of score arrays: one pass, the best so far in a min-heap.
 *
 * Nearly every row is turned away by one comparison of four at a time with the heap's smallest.
 * Of equal scores the lower row wins, so that the answer does not depend on the order of the scan.
 */

/** Is (score a, row a) worse than (score b, row b)? */
function isWorse(scoreA: f32, rowA: u32, scoreB: f32, rowB: u32): bool {
	return scoreA < scoreB || (scoreA == scoreB && rowA > rowB);
}

function siftDown(scores: usize, rows: usize, size: u32, score: f32, row: u32): void {
	let at: u32 = 0;
	for (;;) {
		let child: u32 = 2 * at + 1;
		if (child >= size) break;
		let childAt = <usize>child << 2;
		if (
			child + 1 < size &&
			isWorse(
				load<f32>(scores + childAt, 4),
				load<u32>(rows + childAt, 4),
				load<f32>(scores + childAt),
				load<u32>(rows + childAt)
			)
		) {
			child++;
			childAt += 4;
		}
		if (!isWorse(load<f32>(scores + childAt), load<u32>(rows + childAt), score, row)) break;
		store<f32>(scores + (<usize>at << 2), load<f32>(scores + childAt));
		store<u32>(rows + (<usize>at << 2), load<u32>(rows + childAt));
		at = child;
	}
	store<f32>(scores + (<usize>at << 2), score);
	store<u32>(rows + (<usize>at << 2), row);
}

function siftUp(scores: usize, rows: usize, at: u32, score: f32, row: u32): void {
	while (at > 0) {
		const parent = (at - 1) >> 1;
		const parentAt = <usize>parent << 2;
		if (!isWorse(score, row, load<f32>(scores + parentAt), load<u32>(rows + parentAt))) break;
		store<f32>(scores + (<usize>at << 2), load<f32>(scores + parentAt));
		store<u32>(rows + (<usize>at << 2), load<u32>(rows + parentAt));
		at = parent;
	}
	store<f32>(scores + (<usize>at << 2), score);
	store<u32>(rows + (<usize>at << 2), row);
}

/**
 * The `limit` best rows under score(r) = Σ weight × array[r], best first.
 * arrays: uint32[count], where each float32[rows + 3] array is; weights: float32[count];
 * outScores: float32[limit]; outRows: uint32[limit].
 * @returns how many were found: the smaller of `limit` and `rows`
 */
export function best(
	arrays: usize,
	weights: usize,
	count: u32,
	rows: u32,
	limit: u32,
	outScores: usize,
	outRows: usize
): u32 {
	if (limit == 0) return 0;
	let size: u32 = 0;
	let worst: f32 = 0;
	for (let row: u32 = 0; row < rows; row += 4) {
		const at = <usize>row << 2;
		let sum = f32x4.splat(0);
		for (let i: u32 = 0; i < count; i++) {
			sum = f32x4.add(
				sum,
				f32x4.mul(
					v128.load(<usize>load<u32>(arrays + (<usize>i << 2)) + at),
					v128.load32_splat(weights + (<usize>i << 2))
				)
			);
		}
		if (size == limit && !v128.any_true(f32x4.gt(sum, f32x4.splat(worst)))) continue;
		for (let lane: u32 = 0; lane < 4 && row + lane < rows; lane++) {
			// A lane is named by a constant only.
			const score = lane < 2
				? lane == 0 ? f32x4.extract_lane(sum, 0) : f32x4.extract_lane(sum, 1)
				: lane == 2 ? f32x4.extract_lane(sum, 2) : f32x4.extract_lane(sum, 3);
			if (size < limit) {
				siftUp(outScores, outRows, size++, score, row + lane);
				worst = load<f32>(outScores);
			} else if (score > worst) {
				siftDown(outScores, outRows, size, score, row + lane);
				worst = load<f32>(outScores);
			}
		}
	}
	// Heap sort: the worst goes to the end each time, so that the best comes first.
	for (let end = size; end > 1; end--) {
		const last = <usize>(end - 1) << 2;
		const score = load<f32>(outScores + last);
		const row = load<u32>(outRows + last);
		const worstScore = load<f32>(outScores);
		const worstRow = load<u32>(outRows);
		siftDown(outScores, outRows, end - 1, score, row);
		store<f32>(outScores + last, worstScore);
		store<u32>(outRows + last, worstRow);
	}
	return size;
}
