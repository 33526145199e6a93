/**
 * Where a command's words go: results to standard output, all else to standard error, so that
 * `--json` has one JSON document on standard output and nothing else.
 */
import type { Writable } from 'node:stream';

/** How often a progress line appears where there is no terminal to redraw it on. */
const lineEveryMs = 5000;
const redrawEveryMs = 80;
const barWidth = 30;

export interface TerminalStreams {
	readonly output: Writable;
	readonly errors: Writable;
	/** Whether standard error can be redrawn. */
	readonly isInteractive: boolean;
}

export class Terminal {
	readonly #streams: TerminalStreams;
	#shownStep = '';
	#shownMs = 0;
	#isBarShown = false;

	constructor(streams: TerminalStreams) {
		this.#streams = streams;
	}

	/** A result, for people. */
	print(text: string): void {
		this.clearProgress();
		this.#streams.output.write(`${text}\n`);
	}

	/** A result, for programs. */
	printJson(document: unknown): void {
		this.print(JSON.stringify(document, null, '\t'));
	}

	/** Something worth knowing that is no result. */
	note(text: string): void {
		this.clearProgress();
		this.#streams.errors.write(`${text}\n`);
	}

	/** May be called as often as one likes. */
	progress(step: string, done: number, total: number): void {
		const nowMs = performance.now();
		const isNew = step !== this.#shownStep;
		const isEnd = done >= total;
		const everyMs = this.#streams.isInteractive ? redrawEveryMs : lineEveryMs;
		if (!isNew && !isEnd && nowMs - this.#shownMs < everyMs) return;
		this.#shownStep = isEnd ? '' : step;
		this.#shownMs = nowMs;
		const share = total === 0 ? 1 : done / total;
		const percent = `${Math.floor(share * 100)} %`.padStart(5);
		if (this.#streams.isInteractive) {
			const bar = '█'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '░');
			this.#streams.errors.write(`\r\x1b[K${bar} ${percent}  ${step}`);
			this.#isBarShown = true;
		} else {
			this.#streams.errors.write(`${step}: ${percent.trim()}\n`);
		}
	}

	clearProgress(): void {
		if (this.#isBarShown) this.#streams.errors.write('\r\x1b[K');
		this.#isBarShown = false;
	}
}

/** Rows of cells as aligned lines; `right` marks columns of numbers. */
export function alignColumns(
	rows: readonly (readonly string[])[],
	right: readonly boolean[] = []
): string {
	const widths: number[] = [];
	for (const row of rows) {
		for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
	}
	const lines = rows.map((row) =>
		row
			.map((cell, i) => {
				const padding = ' '.repeat((widths[i] ?? 0) - widthOf(cell));
				return right[i] === true ? padding + cell : cell + padding;
			})
			.join('  ')
			.trimEnd()
	);
	return lines.join('\n');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text takes: one for each letter with its accents, two for East Asian ones and emoji. */
function widthOf(text: string): number {
	if (/^[\x20-\x7e]*$/.test(text)) return text.length;
	let width = 0;
	for (const { segment } of graphemes.segment(text)) {
		const isWide =
			/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
				segment
			);
		width += isWide ? 2 : 1;
	}
	return width;
}

export function formatBytes(bytes: number): string {
	const units = ['bytes', 'kB', 'MB', 'GB'] as const;
	let value = bytes;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${units[unit] ?? ''}`;
}

export function formatCount(count: number): string {
	return count.toLocaleString('en-US');
}
