/**
 * Whatever happens to the catalogue on its way: the page says what is wrong and with which file,
 * nothing half-written stays behind, and nothing is lost that was there.
 */
import { expect, test as base, type Page } from '@playwright/test';
import { manifestFileName } from '#lib/contracts/manifest.ts';
import { siteAddress } from './base-path.ts';
import {
	blockCount,
	blockSize,
	blockWords,
	CatalogueHost,
	gate,
	packSmallCatalogue,
	piecesOfBlock,
	type SmallCatalogue
} from './small-catalogue.ts';
import {
	button,
	catalogueStatus,
	chooseTrack,
	openSite,
	playlistItems,
	searchField,
	searchOptions,
	storedPieces,
	whenReady
} from './site.ts';

let catalogue: SmallCatalogue;
let nextRevision: SmallCatalogue;

const test = base.extend<{ host: CatalogueHost }>({
	host: async ({ context }, use) => {
		const host = new CatalogueHost(catalogue);
		await host.serve(context);
		await use(host);
	}
});

test.beforeAll(async () => {
	catalogue = await packSmallCatalogue('first');
	nextRevision = await packSmallCatalogue('second');
});

const trackCount = blockSize * blockCount;
const whole = `${trackCount} tracks`;

function manifestText(): string {
	return catalogue.files.get(manifestFileName)?.toString() ?? '';
}

test.describe('a manifest that is no good', () => {
	test('of an unknown version is refused by name', async ({ page, host }) => {
		const text = manifestText().replace('"version": 1', '"version": 7');
		host.misbehave = () => ({ text });
		await openSite(page);
		await expect(catalogueStatus(page)).toContainText('another version of the program');
		await expect(catalogueStatus(page)).toContainText(
			'manifest.json: expected version 1, found version 7'
		);
		expect(host.requestedPieces()).toEqual([]);
		expect(await storedPieces(page)).toEqual([]);
	});

	test('that is a web page is refused by name', async ({ page, host }) => {
		host.misbehave = () => 'html';
		await openSite(page);
		await expect(catalogueStatus(page)).toContainText(
			'manifest.json: expected a catalogue manifest, found an HTML page'
		);
		expect(await storedPieces(page)).toEqual([]);
		await expect(button(page, 'Create playlist')).toBeDisabled();
	});
});

test.describe('a piece that is no good', () => {
	test('with a flipped bit is fetched again until it is right', async ({ page, host }) => {
		const [vectors] = piecesOfBlock(catalogue, 1);
		host.misbehave = (file, earlier) =>
			file === vectors?.file && earlier < 2 ? 'flipped-bit' : 'whole';
		await openSite(page);
		await expect(catalogueStatus(page)).toContainText(whole);
		expect(host.timesRequested(vectors?.file ?? '')).toBe(3);
		expect(await storedPieces(page)).toContain(vectors?.sha256);
	});

	test('however often is named and never stored', async ({ page, host }) => {
		const [, titles] = piecesOfBlock(catalogue, 0);
		host.misbehave = (file) => (file === titles?.file ? 'flipped-bit' : 'whole');
		await openSite(page);
		await expect(catalogueStatus(page)).toContainText('arrived damaged');
		await expect(catalogueStatus(page)).toContainText(`${titles?.file}: expected SHA-256`);
		expect(await storedPieces(page)).not.toContain(titles?.sha256);

		host.misbehave = () => 'whole';
		await catalogueStatus(page).getByRole('button', { name: 'Try again' }).click();
		await expect(catalogueStatus(page)).toContainText(whole);
	});

	test('because it is a web page is named and never stored', async ({ page, host }) => {
		const [, , ids] = piecesOfBlock(catalogue, 2);
		host.misbehave = (file) => (file === ids?.file ? 'html' : 'whole');
		await openSite(page);
		await expect(catalogueStatus(page)).toContainText(
			`${ids?.file}: expected a piece of ${ids?.sizeBytes} bytes, found an HTML page`
		);
		expect(await storedPieces(page)).not.toContain(ids?.sha256);
		// The blocks before it are of use all the same.
		await expect(catalogueStatus(page)).toContainText(
			`${2 * blockSize} tracks can be used meanwhile`
		);
		await makePlaylist(page);
	});
});

test('no network at first start is said, and Try again works once it is back', async ({
	page,
	host
}) => {
	host.misbehave = () => 'unreachable';
	await openSite(page);
	await expect(catalogueStatus(page)).toContainText('The catalogue could not be reached.');
	await expect(catalogueStatus(page)).toContainText('manifest.json');
	await expect(button(page, 'Create playlist')).toBeDisabled();

	host.misbehave = () => 'whole';
	await catalogueStatus(page).getByRole('button', { name: 'Try again' }).click();
	await expect(catalogueStatus(page)).toContainText(whole);
	await makePlaylist(page);
});

test('a download that was cut off goes on where it was', async ({ page, host }) => {
	const held = new Set(piecesOfBlock(catalogue, 2).map(({ file }) => file));
	const never = gate();
	host.hold = (file) => (held.has(file) ? never.opened : undefined);
	await page.goto(siteAddress('/'));
	const before = [...piecesOfBlock(catalogue, 0), ...piecesOfBlock(catalogue, 1)];
	await expect
		.poll(async () => {
			const stored = new Set(await storedPieces(page));
			return before.every(({ sha256 }) => stored.has(sha256));
		})
		.toBe(true);

	host.hold = () => undefined;
	await page.reload();
	await whenReady(page);
	await expect(catalogueStatus(page)).toContainText(whole);
	for (const { file } of before) expect(host.timesRequested(file), file).toBe(1);
	never.open();
});

test('what is stored is not fetched again', async ({ page, host }) => {
	await openSite(page);
	const requested = host.requestedPieces().length;
	expect(requested).toBe(3 * blockCount);
	await page.reload();
	await whenReady(page);
	await expect(catalogueStatus(page)).toContainText(whole);
	expect(host.requestedPieces()).toHaveLength(requested);
	expect((await storedPieces(page)).toSorted()).toEqual(
		catalogue.manifest.blocks
			.flatMap(({ pieces }) => Object.values(pieces))
			.map(({ sha256 }) => sha256)
			.toSorted()
	);
});

test.describe('a newer revision', () => {
	test('takes the place of the stored one', async ({ page, host }) => {
		await openSite(page);
		host.catalogue = nextRevision;
		await page.reload();
		await expect
			.poll(async () => (await storedPieces(page)).toSorted())
			.toEqual(
				nextRevision.manifest.blocks
					.flatMap(({ pieces }) => Object.values(pieces))
					.map(({ sha256 }) => sha256)
					.toSorted()
			);
		await expect(catalogueStatus(page)).toContainText(whole);
	});

	test('that arrives broken leaves the stored one in service', async ({ page, host }) => {
		await openSite(page);
		const [broken] = piecesOfBlock(nextRevision, 3);
		host.catalogue = nextRevision;
		host.misbehave = (file) => (file === broken?.file ? 'flipped-bit' : 'whole');
		await page.reload();
		await whenReady(page);
		await makePlaylist(page);
		await expect.poll(() => host.timesRequested(broken?.file ?? '')).toBe(4);
		await expect(catalogueStatus(page)).toContainText(`${whole} · WASM`);
		await expect(catalogueStatus(page)).toContainText('a newer catalogue could not be taken');
		await expect(catalogueStatus(page)).toContainText(broken?.file ?? '');
		const stored = await storedPieces(page);
		expect(stored).not.toContain(broken?.sha256);
		for (const { sha256 } of piecesOfBlock(catalogue, 3)) expect(stored).toContain(sha256);

		// Not even without the network.
		host.misbehave = () => 'unreachable';
		await openSite(page);
		await expect(catalogueStatus(page)).toContainText(whole);
		await button(page, 'Surprise me').click();
		await expect(playlistItems(page)).toHaveCount(12);
	});
});

test('the first block alone is of use, while the rest is on its way', async ({ page, host }) => {
	const first = new Set([manifestFileName, ...piecesOfBlock(catalogue, 0).map(({ file }) => file)]);
	const rest = gate();
	host.hold = (file) => (first.has(file) ? undefined : rest.opened);
	await page.goto(siteAddress('/'));
	await expect(catalogueStatus(page)).toContainText(
		/Downloading 0\.\d of 0\.\d MB\s+·\s+64 of\s+256 tracks/
	);
	await expect(
		catalogueStatus(page).getByRole('progressbar', { name: 'Catalogue download' })
	).toBeVisible();
	await searchField(page).fill(blockWords[0]);
	await expect(searchOptions(page).first()).toBeVisible();
	await searchField(page).fill(blockWords[3]);
	await expect(page.getByRole('status', { name: 'Search results' })).toContainText(
		'Nothing here is called'
	);
	await searchField(page).fill('');
	await makePlaylist(page);
	await expect(page.getByText('Made from the 64 tracks that have arrived so far.')).toBeVisible();

	rest.open();
	await expect(catalogueStatus(page)).toContainText(whole);
	await expect(page.getByText('that have arrived so far')).toBeHidden();
});

test('two tabs that open at once fetch each piece once', async ({ context, host }) => {
	// Held at the door, so that both are sure to be there.
	const bothThere = gate();
	host.hold = () => {
		if (host.timesRequested(manifestFileName) === 2) bothThere.open();
		return bothThere.opened;
	};
	const tabs = [await context.newPage(), await context.newPage()];
	await Promise.all(tabs.map((tab) => openSite(tab)));
	for (const tab of tabs) await expect(catalogueStatus(tab)).toContainText(whole);
	const files = catalogue.manifest.blocks
		.flatMap(({ pieces }) => Object.values(pieces))
		.map(({ file }) => file);
	expect(host.requestedPieces().toSorted()).toEqual(files.toSorted());
});

/** Two waypoints, and the playlist between them. */
async function makePlaylist(page: Page): Promise<void> {
	await chooseTrack(page, 'song', 0);
	await chooseTrack(page, 'song', 5);
	await button(page, 'Create playlist').click();
	await expect(playlistItems(page)).toHaveCount(12);
}
