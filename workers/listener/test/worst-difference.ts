/** The largest difference between numbers at the same place; NaN where one is no number or lengths differ. */
export function worstDifference(
	a: ArrayLike<number>,
	b: ArrayLike<number>,
	[from, to] = [0, a.length]
): number {
	let worst = a.length === b.length ? 0 : NaN;
	for (let i = from; i < to; i++) worst = Math.max(worst, Math.abs((a[i] ?? NaN) - (b[i] ?? NaN)));
	return worst;
}
