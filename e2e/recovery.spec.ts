/** What dies in the middle of its work is replaced, and gives the same. */
import { expect, type Locator, type Page, type Worker } from '@playwright/test';
import { test } from './hosted-test.ts';
import { houseRecording } from './recordings.ts';
import {
	button,
	catalogueStatus,
	chooseTrack,
	expectPlaylist,
	openSite,
	playlistItems,
	playlistTracks,
	slider
} from './site.ts';

// A graphics processor in software takes seconds for a recording.
test.describe.configure({ timeout: 180_000 });

test('a graphics processor that is lost is left for WebAssembly, which hears the same', async ({
	page,
	host
}) => {
	const workers: Worker[] = [];
	page.on('worker', (worker) => {
		workers.push(worker);
		// What a worker gets of the graphics processor, so that it can be taken away.
		worker.evaluate(keepDevices).catch(() => undefined);
	});
	await openSite(page, `${host.url}?backend=webgpu`);
	await button(page, 'Find by sound').click();
	const before = await matchesOf(page, 'house-0100');
	expect(await sum(workers, destroyDevices), 'it was listened to by one').toBe(1);

	await button(page, 'Start over').click();
	expect(await matchesOf(page, 'house-0100')).toEqual(before);
	expect(await sum(workers, destroyDevices), 'and then by none').toBe(1);
});

test('an engine that dies while it works is replaced, and makes the same playlist', async ({
	page,
	host
}) => {
	await page.addInitScript(() => {
		const engines: globalThis.Worker[] = [];
		const RealWorker = globalThis.Worker;
		class WatchedWorker extends RealWorker {
			constructor(url: string | URL, options?: WorkerOptions) {
				super(url, options);
				if (options?.name === 'engine') engines.push(this);
			}
		}
		Object.assign(window, { Worker: WatchedWorker, engines });
	});
	await openSite(page, host.url);
	await chooseTrack(page, 'an', 0);
	await chooseTrack(page, 'er', 3);
	await button(page, 'Create playlist').click();
	await expect(playlistItems(page)).toHaveCount(12);
	const tracks = await playlistTracks(page);

	await slider(page, 'Creativity').fill('90');
	await page.evaluate(() => {
		const [engine] = Reflect.get(window, 'engines') as globalThis.Worker[];
		engine?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
	});
	await expect(catalogueStatus(page)).toContainText('tracks · WASM');
	await slider(page, 'Creativity').fill('50');
	await expectPlaylist(page, tracks);
	expect(await page.evaluate(() => (Reflect.get(window, 'engines') as unknown[]).length)).toBe(2);
});

function keepDevices(): void {
	const devices: GPUDevice[] = [];
	const request: unknown = Reflect.get(GPUAdapter.prototype, 'requestDevice');
	GPUAdapter.prototype.requestDevice = new Proxy(
		request as (descriptor?: GPUDeviceDescriptor) => Promise<GPUDevice>,
		{
			async apply(target, adapter: GPUAdapter, call: unknown[]) {
				const device = (await Reflect.apply(target, adapter, call)) as GPUDevice;
				devices.push(device);
				return device;
			}
		}
	);
	Object.assign(globalThis, { devices });
}

/** @returns how many there ever were */
function destroyDevices(): number {
	const devices = (Reflect.get(globalThis, 'devices') ?? []) as GPUDevice[];
	for (const device of devices) device.destroy();
	return devices.length;
}

async function sum(workers: readonly Worker[], count: () => number): Promise<number> {
	const counts = await Promise.all(workers.map((worker) => worker.evaluate(count).catch(() => 0)));
	return counts.reduce((total, each) => total + each, 0);
}

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Find by sound' });

async function matchesOf(page: Page, id: string): Promise<readonly string[]> {
	const buffer = houseRecording(id, { startSeconds: 10, seconds: 12 });
	await dialog(page)
		.locator('input[type=file]')
		.setInputFiles({ name: 'song.wav', mimeType: 'audio/wav', buffer });
	await expect(button(page, 'Make a playlist from these')).toBeVisible({ timeout: 90_000 });
	return dialog(page)
		.getByRole('list', { name: 'Sounds like it' })
		.getByRole('button', { name: /^Add / })
		.evaluateAll((buttons) => buttons.map((each) => each.getAttribute('aria-label') ?? ''));
}
