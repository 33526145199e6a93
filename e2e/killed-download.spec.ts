/**
 * A download whose browser is killed, again and again: each start goes on where the last one was cut
 * off, until the catalogue is whole, and right to the last byte.
 *
 * Killed in the middle of writing its own log, Chromium may find its database broken (seen once in some
 * 200 kills), throws all of it away and makes another. That is nothing that a page can prevent: what was
 * in it counts as not stored, the download must come to a whole all the same, and the test says how
 * often it was.
 *
 * Killed a dozen times here; `KILLS=200 npx playwright test e2e/killed-download.spec.ts` for more.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test as base, type Page } from '@playwright/test';
import { blockPieces } from '#lib/contracts/manifest.ts';
import { createRandom } from '#lib/domain/random.ts';
import { KillableBrowser } from './killable-browser.ts';
import { catalogueStatus, oneLine, openSite, playlistItems } from './site.ts';
import { SlowCatalogueHost } from './slow-catalogue-host.ts';
import { packSmallCatalogue, type SmallCatalogue } from './small-catalogue.ts';

const kills = Number(process.env.KILLS || 12);
const shape = { blockSize: 8, blockCount: 60 };
/** What the engine fetches at a time: what a kill may cost at most. */
const concurrency = 4;
/** A life of the browser lasts until it has asked for fewer pieces than this, and a little longer. */
const mostPieces = 24;
const mostFurtherMs = 100;

interface Fixtures {
	readonly catalogue: SmallCatalogue;
	readonly host: SlowCatalogueHost;
	/** Starts a browser that keeps what it keeps under this name. */
	readonly start: (profile: string) => Promise<KillableBrowser>;
}

const test = base.extend<Fixtures>({
	catalogue: async ({ browserName }, use) => use(await packSmallCatalogue(browserName, shape)),
	host: async ({ catalogue }, use) => {
		const host = await SlowCatalogueHost.start(catalogue);
		await use(host);
		await host.close();
	},
	start: async ({ launchOptions }, use, testInfo) => {
		let browser: KillableBrowser | undefined;
		await use(async (profile) => {
			browser = await KillableBrowser.start(testInfo.outputPath(profile), launchOptions);
			return browser;
		});
		await browser?.close();
	}
});

interface Download extends Fixtures {
	readonly profile: string;
}

/** What a browser found on its device when it started, and what it fetched until it ended. */
interface Life {
	readonly stored: ReadonlySet<string>;
	/** When the browser made the database that it was stored in; 0 without one. */
	readonly databaseMadeMs: number;
	readonly requested: readonly string[];
}

test.skip(process.platform === 'win32', 'there are no process groups to kill');

test(`a download killed at ${kills} random moments is resumed to a verified whole, with no piece fetched twice once stored`, async ({
	catalogue,
	host,
	start
}) => {
	test.setTimeout(60_000 + kills * 10_000);
	const startedMs = performance.now();
	const random = createRandom('killed downloads');
	const pieceCount = blockPieces(catalogue.manifest).length;
	let downloads = 0;
	const next = (): Download => {
		downloads += 1;
		host.requested.length = 0;
		return { host, catalogue, start, profile: `profile-${downloads}` };
	};

	const undisturbed = await finish(next());
	expect(undisturbed.life.requested).toHaveLength(pieceCount);
	expect(undisturbed.playlist).toHaveLength(12);

	let killed = 0;
	let cutOff = 0;
	let thrownAway = 0;
	while (killed < kills) {
		const download = next();
		const lives: Life[] = [];
		while (killed < kills && (lives.at(-1)?.stored.size ?? 0) < pieceCount) {
			lives.push(
				await liveUntil(download, {
					pieces: random.integer(mostPieces),
					furtherMs: random.integer(mostFurtherMs)
				})
			);
			killed += 1;
		}
		const { life, playlist } = await finish(download);
		const thrownAwayNow = expectNothingLost([...lives, life], catalogue);
		expect(playlist).toEqual(undisturbed.playlist);
		thrownAway += thrownAwayNow;
		cutOff += host.requested.length - pieceCount - thrownAwayNow;
	}

	const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
	process.stdout.write(
		`    ${killed} kills in ${downloads - 1} downloads of ${pieceCount} pieces: none fetched again ` +
			`once stored, ${cutOff} because they were cut off on their way; ` +
			`${thrownAway} thrown away by the browser; ${seconds} s\n`
	);
});

/** When a browser is killed: so much later than it has asked for so many pieces, or has them all. */
interface Moment {
	readonly pieces: number;
	readonly furtherMs: number;
}

async function liveUntil(download: Download, { pieces, furtherMs }: Moment): Promise<Life> {
	const { host, profile } = download;
	const browser = await download.start(profile);
	const page = await browser.context.newPage();
	const stored = await storedAndRight(page, download);
	const databaseMadeMs = whenDatabaseWasMade(browser);
	const before = host.requested.length;
	await page.goto(`${host.url}/`, { waitUntil: 'commit' });
	await Promise.race([host.whenRequested(before + pieces), whenWhole(page, download)]);
	await delay(furtherMs);
	await browser.kill();
	return { stored, databaseMadeMs, requested: host.requested.slice(before) };
}

function whenDatabaseWasMade({ profile }: KillableBrowser): number {
	const folder = join(profile, 'Default/IndexedDB');
	const names = existsSync(folder) ? readdirSync(folder) : [];
	const database = names.find((name) => name.endsWith('.leveldb'));
	return database === undefined ? 0 : statSync(join(folder, database)).birthtimeMs;
}

/** Lets the download come to its end. @returns that life, and a playlist made from the whole */
async function finish(
	download: Download
): Promise<{ readonly life: Life; readonly playlist: readonly string[] }> {
	const { host, catalogue, profile } = download;
	const browser = await download.start(profile);
	const page = await browser.context.newPage();
	const stored = await storedAndRight(page, download);
	const databaseMadeMs = whenDatabaseWasMade(browser);
	const before = host.requested.length;
	await page.goto(`${host.url}/`);
	await whenWhole(page, download);
	const last = catalogue.manifest.trackCount - 1;
	await openSite(page, `${host.url}/playlist#v=1&w=small-3,small-${last}&n=10&k=0.5&s=7`);
	await expect(playlistItems(page)).toHaveCount(12);
	const playlist = (await playlistItems(page).allInnerTexts()).map(oneLine);
	const hashes = blockPieces(catalogue.manifest).map(({ sha256 }) => sha256);
	expect([...(await storedAndRight(page, download))].toSorted()).toEqual(hashes.toSorted());
	await browser.close();
	return { life: { stored, databaseMadeMs, requested: host.requested.slice(before) }, playlist };
}

async function whenWhole(page: Page, { catalogue }: Download): Promise<void> {
	const { trackCount } = catalogue.manifest;
	await expect(catalogueStatus(page)).toHaveText(new RegExp(`^\\s*${trackCount} tracks · `), {
		timeout: 30_000
	});
}

/**
 * From one life to the next, what was stored stayed, and was not asked for again.
 * @returns how many stored pieces the browser has thrown away with its database
 */
function expectNothingLost(lives: readonly Life[], { manifest }: SmallCatalogue): number {
	const pieces = blockPieces(manifest);
	const hashOf = new Map(pieces.map(({ file, sha256 }) => [file, sha256]));
	let thrownAway = 0;
	for (const [index, { stored, requested, databaseMadeMs }] of lives.entries()) {
		const last = lives[index - 1];
		if (last?.databaseMadeMs === databaseMadeMs) {
			const lost = [...last.stored].filter((sha256) => !stored.has(sha256));
			expect(lost, `of ${last.stored.size} pieces; ${stored.size} are stored`).toEqual([]);
		} else {
			thrownAway += last?.stored.size ?? 0;
			expect(stored.size, 'in a database that was just made').toBe(0);
		}
		expect(requested.filter((file) => stored.has(hashOf.get(file) ?? ''))).toEqual([]);
		expect(new Set(requested).size, 'nor twice in one life').toBe(requested.length);
	}
	const fetched = lives.flatMap(({ requested }) => requested).length;
	expect(fetched).toBeLessThanOrEqual(
		pieces.length + thrownAway + concurrency * (lives.length - 1)
	);
	return thrownAway;
}

/**
 * Looks into the browser's storage from an address of the site's where its program does not run, so
 * that nothing can be fetched or stored meanwhile.
 * @returns the hashes of the pieces that are stored, every one of which is right
 */
async function storedAndRight(page: Page, { host }: Download): Promise<ReadonlySet<string>> {
	await page.goto(`${host.url}/robots.txt`);
	const pieces = await page.evaluate(async () => {
		const database = await new Promise<IDBDatabase | null>((resolve, reject) => {
			const opening = indexedDB.open('deejai');
			// To look at it must not make it.
			opening.onupgradeneeded = () => opening.transaction?.abort();
			opening.onsuccess = () => resolve(opening.result);
			opening.onerror = () => {
				if (opening.error?.name === 'AbortError') resolve(null);
				else reject(new Error(`the database cannot be opened: ${opening.error?.message ?? ''}`));
			};
		});
		if (database === null) return [];
		const store = database.transaction('pieces').objectStore('pieces');
		const keys = store.getAllKeys();
		const values = store.getAll();
		await new Promise((resolve) => (store.transaction.oncomplete = resolve));
		database.close();
		const blobs = values.result as Blob[];
		return Promise.all(
			blobs.map(async (blob, index) => {
				const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
				const bytes = [...new Uint8Array(digest)];
				const found = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
				const key = keys.result[index];
				return { name: typeof key === 'string' ? key : '', found };
			})
		);
	});
	expect(pieces.filter(({ name, found }) => name !== found)).toEqual([]);
	return new Set(pieces.map(({ name }) => name));
}
