/**
 * Draws the installed program's icons from `static/favicon.svg`: `node scripts/icons.ts`. The results
 * are committed, and `icons.json` says what they were drawn from, so that a test can tell when they
 * are due again without drawing them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumLaunchOptions } from './chromium.ts';
import { root } from './run-step.ts';

interface Icon {
	readonly file: string;
	readonly sizePx: number;
	readonly svg: string;
}

const favicon = readFileSync(join(root, 'static/favicon.svg'), 'utf8');

/** The mark alone, in a square of 64 without its ground. */
const mark = favicon.replace(/^[\s\S]*?<rect[^>]*>/, '').replace(/<\/svg>\s*$/, '');
const ground = /<rect[^>]*fill="(#\w+)"/.exec(favicon)?.[1] ?? '#000';

/** On a ground to the very edge; systems cut it to their own shape. */
function fullBleed(share: number): string {
	const inset = (64 * (1 - share)) / 2;
	return square(
		`<rect width="64" height="64" fill="${ground}"/>` +
			`<g transform="translate(${inset} ${inset}) scale(${share})">${mark}</g>`
	);
}

function square(content: string): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${content}</svg>`;
}

/** One colour: systems use the shape alone and give it their own. */
const silhouette = square(mark.replaceAll(/fill="#\w+"/g, 'fill="#fff"'));

export const icons: readonly Icon[] = [
	{ file: 'icon-192.png', sizePx: 192, svg: favicon },
	{ file: 'icon-512.png', sizePx: 512, svg: favicon },
	// Whatever is within a circle of 80 % of the width is always shown.
	{ file: 'maskable-192.png', sizePx: 192, svg: fullBleed(0.8) },
	{ file: 'maskable-512.png', sizePx: 512, svg: fullBleed(0.8) },
	{ file: 'monochrome-512.png', sizePx: 512, svg: silhouette },
	// iOS rounds the corners itself.
	{ file: 'apple-touch-icon.png', sizePx: 180, svg: fullBleed(0.94) }
];

export const iconFolder = join(root, 'static/icons');
export const iconRecord = join(import.meta.dirname, 'icons.json');

/** @returns for each file, hashes of what it is drawn from and of what was drawn */
export function recordOf(): Record<string, { readonly from: string; readonly drawn: string }> {
	const hash = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
	return Object.fromEntries(
		icons.map(({ file, sizePx, svg }) => [
			file,
			{ from: hash(`${sizePx} ${svg}`), drawn: hash(readFileSync(join(iconFolder, file))) }
		])
	);
}

async function drawIcons(): Promise<void> {
	mkdirSync(iconFolder, { recursive: true });
	const browser = await chromium.launch(chromiumLaunchOptions());
	const page = await browser.newPage();
	for (const { file, sizePx, svg } of icons) {
		const size = { width: sizePx, height: sizePx };
		await page.setViewportSize(size);
		await page.setContent(
			`<style>body{margin:0}svg{display:block;width:${sizePx}px;height:${sizePx}px}</style>${svg}`
		);
		await page.screenshot({
			path: join(iconFolder, file),
			omitBackground: true,
			clip: { x: 0, y: 0, ...size }
		});
	}
	await browser.close();
	writeFileSync(iconRecord, `${JSON.stringify(recordOf(), null, '\t')}\n`);
}

if (import.meta.main) await drawIcons();
