/** What an installed program looks like to the system: its manifest, and the pictures that it names. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { isAudioFileName } from '#lib/domain/audio-file-names.ts';
import { shareAction, sharedFilesField } from '#lib/domain/shared-audio.ts';
import { iconRecord, icons, recordOf } from './icons.ts';
import { root } from './run-step.ts';

const picture = v.object({ src: v.string(), sizes: v.string(), type: v.string() });
const manifestSchema = v.object({
	id: v.string(),
	start_url: v.string(),
	scope: v.string(),
	icons: v.array(v.object({ ...picture.entries, purpose: v.string() })),
	screenshots: v.array(v.object({ ...picture.entries, form_factor: v.string() })),
	shortcuts: v.array(v.object({ url: v.string() })),
	share_target: v.object({
		action: v.string(),
		method: v.literal('POST'),
		enctype: v.literal('multipart/form-data'),
		params: v.object({ files: v.array(v.object({ name: v.string() })) })
	}),
	file_handlers: v.array(
		v.object({ action: v.string(), accept: v.record(v.string(), v.array(v.string())) })
	)
});

const manifest = v.parse(
	manifestSchema,
	JSON.parse(readFileSync(join(root, 'static/manifest.webmanifest'), 'utf8'))
);

/** A PNG's own word for its size: the first block of every such file. */
function pngSize(path: string): string {
	const bytes = readFileSync(path);
	return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe('the manifest', () => {
	it('names no address that would leave the folder that the program is in', () => {
		const base = 'https://music.example/some/base/manifest.webmanifest';
		const addresses = [
			...[manifest.id, manifest.start_url, manifest.scope, manifest.share_target.action],
			...[...manifest.icons, ...manifest.screenshots].map(({ src }) => src),
			...manifest.shortcuts.map(({ url }) => url),
			...manifest.file_handlers.map(({ action }) => action)
		].map((address) => new URL(address, base).href);
		expect(
			addresses.filter((href) => !href.startsWith('https://music.example/some/base/'))
		).toEqual([]);
	});

	it('names pictures that are there, in the sizes that it says', () => {
		for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots]) {
			const path = join(root, 'static', src);
			expect(existsSync(path), src).toBe(true);
			if (type === 'image/png') expect(pngSize(path), src).toBe(sizes);
		}
	});

	it('leads to pages that there are', () => {
		for (const { url } of manifest.shortcuts) {
			expect(existsSync(join(root, 'src/routes', url, '+page.svelte')), url).toBe(true);
		}
	});

	it('shares to where the service worker takes it', () => {
		const { action, params } = manifest.share_target;
		expect(action).toBe(`./${shareAction}`);
		expect(params.files.map(({ name }) => name)).toEqual([sharedFilesField]);
	});

	it('opens files that the program takes for audio', () => {
		const extensions = manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat());
		expect(extensions.length).toBeGreaterThan(5);
		expect(extensions.filter((extension) => !isAudioFileName(`song${extension}`))).toEqual([]);
	});
});

describe('the icons', () => {
	it('are those that scripts/icons.ts draws of today’s mark', () => {
		expect(recordOf()).toEqual(JSON.parse(readFileSync(iconRecord, 'utf8')));
		expect(icons.length).toBeGreaterThan(0);
	});
});
