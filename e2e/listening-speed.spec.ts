/**
 * How fast music is listened to, and what the quick way costs. Figures, printed; what they are
 * on a given machine is no matter of right or wrong, but what quick listening finds is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { openEngine } from '#models/open-engine.ts';
import { longFiles } from './music-folder.ts';
import { openSite } from './site.ts';

const cache = join(import.meta.dirname, '../.cache');
const fileCount = 6;
const longSeconds = 240;
const sliceSeconds = 5;
/** The ten nearest by quick listening that thorough listening finds too, on average. */
const leastOverlap = 0.8;

type Mode = 'Quick' | 'Thorough';

interface Heard {
	readonly fileName: string;
	readonly sliceCount: number;
	/** The sum of its slices' embeddings. */
	readonly sound: readonly number[];
	readonly decodingMs: number;
	readonly frontEndMs: number;
	readonly networkMs: number;
}

interface Scan {
	readonly heard: readonly Heard[];
	readonly wallMs: number;
	readonly longestTaskMs: number;
}

let files: readonly string[];

test.beforeAll(() => {
	test.setTimeout(600_000);
	const music = longFiles(cache, fileCount);
	// The same music with a tag behind it is another file: more of them cost no rendering.
	const tagged = music.map((path, number) => {
		const copy = path.replace('.mp3', '-tagged.mp3');
		const tag = Buffer.alloc(128);
		tag.write(`TAGCopy ${number}`);
		writeFileSync(copy, Buffer.concat([readFileSync(path), tag]));
		return copy;
	});
	files = [...music, ...tagged];
});

test('four-minute MP3s, quickly and thoroughly', async ({ browser }) => {
	test.setTimeout(300_000);
	const scans = new Map<Mode, Scan>();
	for (const mode of ['Quick', 'Thorough'] as const) {
		const page = await browser.newPage();
		scans.set(mode, await scan(page, mode));
		if (mode === 'Thorough') await printNaive(page);
		await page.close();
	}
	for (const [mode, { heard, wallMs, longestTaskMs }] of scans) {
		const sum = (part: (one: Heard) => number): number =>
			heard.reduce((total, one) => total + part(one), 0);
		const slices = sum(({ sliceCount }) => sliceCount);
		const perSlice = (part: (one: Heard) => number): string => (sum(part) / slices).toFixed(1);
		const frontEnd = (slices * sliceSeconds * 1000) / sum(({ frontEndMs }) => frontEndMs);
		say(
			`    ${mode}: ${((1000 * heard.length) / wallMs).toFixed(1)} tracks a second, ` +
				`${((heard.length * longSeconds * 1000) / wallMs).toFixed(0)} × real time, ${slices / heard.length} slices a track; ` +
				`a slice: decoding ${perSlice(({ decodingMs }) => decodingMs)} ms, ` +
				`front end ${perSlice(({ frontEndMs }) => frontEndMs)} ms (${frontEnd.toFixed(0)} × real time), ` +
				`network ${perSlice(({ networkMs }) => networkMs)} ms; ` +
				`longest task of the page ${longestTaskMs.toFixed(0)} ms`
		);
	}
	const overlap = await meanOverlap(scans.get('Quick'), scans.get('Thorough'));
	say(`    The ten nearest, quickly and thoroughly: ${overlap.toFixed(2)} of them the same`);
	expect(overlap).toBeGreaterThanOrEqual(leastOverlap);
});

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Adds the files on the page of one's own music and takes note of what the listener answers. */
async function scan(page: Page, mode: Mode): Promise<Scan> {
	await page.addInitScript(takeNotes);
	await openSite(page, '/library');
	await page.getByRole('radio', { name: mode }).check({ force: true });
	const choosing = page.waitForEvent('filechooser');
	await page.getByRole('button', { name: 'Add files' }).first().click();
	await (await choosing).setFiles([...files]);
	await expect
		.poll(() => page.evaluate(() => globalThis.notes.heard.length), { timeout: 200_000 })
		.toBe(files.length);
	return page.evaluate(() => {
		const { heard, startedMs, endedMs, longestTaskMs } = globalThis.notes;
		return { heard, wallMs: endedMs - startedMs, longestTaskMs };
	});
}

interface Notes {
	heard: Heard[];
	startedMs: number;
	endedMs: number;
	longestTaskMs: number;
}

declare global {
	var notes: Notes;
}

/** Runs in the page: notes when files are given to the listener, and what comes back. */
function takeNotes(): void {
	const notes: Notes = { heard: [], startedMs: 0, endedMs: 0, longestTaskMs: 0 };
	globalThis.notes = notes;
	const names = new Map<string, string>();
	globalThis.Worker = class extends Worker {
		constructor(address: string | URL, options?: WorkerOptions) {
			super(address, options);
			this.addEventListener('message', ({ data }: MessageEvent) => {
				const { id, value } = data as { id?: string; value?: { value?: AnalysisLike } };
				const fileName = id === undefined ? undefined : names.get(id);
				const analysis = value?.value;
				if (fileName === undefined || !analysis?.timings) return;
				const { slices, sliceCount, timings } = analysis;
				const sound = Array.from({ length: 100 }, (_, i) => {
					let sum = 0;
					for (let slice = 0; slice < sliceCount; slice++) sum += slices[100 * slice + i] ?? 0;
					return sum;
				});
				notes.heard.push({ fileName, sliceCount, sound, ...timings });
				notes.endedMs = performance.now();
			});
		}

		override postMessage(message: unknown, ...more: unknown[]): void {
			const { id, path, argumentList } = message as {
				id?: string;
				path?: string[];
				argumentList?: { value: unknown }[];
			};
			const file = argumentList?.[0]?.value;
			if (id !== undefined && path?.[0] === 'analyse' && file instanceof File) {
				names.set(id, file.name);
				notes.startedMs ||= performance.now();
			}
			super.postMessage(message, more[0] as Transferable[]);
		}
	};
	interface AnalysisLike {
		slices: Float32Array;
		sliceCount: number;
		timings?: { decodingMs: number; frontEndMs: number; networkMs: number };
	}
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) {
			notes.longestTaskMs = Math.max(notes.longestTaskMs, duration);
		}
	}).observe({ entryTypes: ['longtask'] });
}

/** The naive way to the same samples: the whole file through `decodeAudioData`. */
async function printNaive(page: Page): Promise<void> {
	const [path = ''] = files;
	await page.setContent('<input type="file">');
	await page.locator('input').setInputFiles(path);
	const wholeMs = await page.locator('input').evaluate(async (input: HTMLInputElement) => {
		const bytes = await input.files?.[0]?.arrayBuffer();
		const startedMs = performance.now();
		if (bytes) await new OfflineAudioContext(1, 1, 22_050).decodeAudioData(bytes);
		return performance.now() - startedMs;
	});
	say(`    decodeAudioData of a whole file: ${wholeMs.toFixed(0)} ms`);
}

async function meanOverlap(quick?: Scan, thorough?: Scan): Promise<number> {
	const engine = await openEngine('models/catalogues/house');
	if (!engine.ok || !quick || !thorough) throw new Error('nothing to compare');
	const nearest = async ({ heard }: Scan, name: string): Promise<readonly string[]> => {
		const sound = Float64Array.from(heard.find(({ fileName }) => fileName === name)?.sound ?? []);
		const found = await engine.value.nearest({ sound, limit: 10 });
		if (!found.ok) throw new Error(found.failure.message);
		return found.value.map(({ track }) => track.id);
	};
	let shared = 0;
	for (const { fileName } of quick.heard) {
		const other = new Set(await nearest(thorough, fileName));
		shared += (await nearest(quick, fileName)).filter((id) => other.has(id)).length / 10;
	}
	return shared / quick.heard.length;
}
