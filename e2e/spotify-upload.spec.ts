/** Playlists on their way to Spotify: whole, in order and only once, whatever fails in between. */
import { expect, type Page } from '@playwright/test';
import type { FaultInput } from '../scripts/fake-spotify/faults.ts';
import { siteAddress } from './base-path.ts';
import { button } from './site.ts';
import { test } from './spotify-fake.ts';
import {
	agree,
	atSpotify,
	connect,
	openPlaylist,
	storedTokens,
	upload,
	uploadDialog
} from './spotify-visit.ts';

const playlistsPath = '/v1/me/playlists';
const itemsPath = '/v1/playlists/*/items';

/** What an upload of more than two hundred tracks asks, in order. */
const requests = [
	['the look for one of that name', { method: 'GET', path: playlistsPath }],
	['the making of it', { method: 'POST', path: playlistsPath }],
	['the first hundred', { method: 'PUT', path: itemsPath }],
	['the second hundred', { method: 'POST', path: itemsPath }],
	['the rest', { method: 'POST', path: itemsPath, skip: 1 }]
] as const satisfies readonly (readonly [string, Omit<FaultInput, 'kind'>])[];

async function expectDone(page: Page, name: string, trackCount: number): Promise<void> {
	const tracks = trackCount === 1 ? '1 track' : `${trackCount} tracks`;
	await expect(uploadDialog(page)).toContainText(`${name} is on Spotify, with ${tracks}.`, {
		timeout: 15_000
	});
}

for (const [trackCount, itemRequests] of [
	[1, 1],
	[100, 1],
	[101, 2],
	[250, 3]
] as const) {
	test(`a playlist of ${trackCount} is there with all its tracks in order`, async ({
		page,
		spotify,
		catalogue
	}) => {
		await connect(page);
		const tracks = await openPlaylist(page, catalogue, trackCount);
		spotify.requests.clear();
		const dialog = await upload(page, 'Made here');
		await expectDone(page, 'Made here', trackCount);
		expect(atSpotify(spotify, 'Made here')).toEqual([tracks]);
		const made = spotify.control.playlists().at(-1);
		expect(made?.isPublic).toBe(false);
		expect(made?.description).toContain('Made with Deej-A.I.');
		await expect(dialog.getByRole('link', { name: 'Open in Spotify' })).toHaveAttribute(
			'href',
			`${spotify.webUrl}/playlist/${made?.id ?? ''}`
		);
		expect(spotify.requests.count('GET', playlistsPath)).toBe(1);
		expect(spotify.requests.count('POST', playlistsPath)).toBe(1);
		expect(spotify.requests.count('PUT', itemsPath)).toBe(1);
		expect(spotify.requests.count('POST', itemsPath)).toBe(itemRequests - 1);
	});
}

test('whichever request is refused, trying again makes the playlist whole', async ({
	page,
	spotify,
	catalogue
}) => {
	test.setTimeout(90_000);
	await connect(page);
	const tracks = await openPlaylist(page, catalogue, 250);
	for (const [what, request] of requests) {
		await test.step(what, async () => {
			spotify.control.setFaults({ ...request, kind: 'plain-403', times: 1 });
			const dialog = await upload(page, what);
			await expect(dialog).toContainText('the user may not be registered');
			await dialog.getByRole('button', { name: 'Try again' }).click();
			await expectDone(page, what, 250);
			expect(atSpotify(spotify, what)).toEqual([tracks]);
			await dialog.getByRole('button', { name: 'Done' }).click();
		});
	}
});

test('whichever answer is lost, the playlist is whole', async ({ page, spotify, catalogue }) => {
	test.setTimeout(120_000);
	await connect(page);
	const tracks = await openPlaylist(page, catalogue, 250);
	for (const [what, request] of requests) {
		await test.step(what, async () => {
			spotify.control.setFaults({ ...request, kind: 'answer-lost', times: 1 });
			const dialog = await upload(page, what);
			await expectDone(page, what, 250);
			// Chromium itself sends what got no answer once more, the making of a playlist too.
			const made = atSpotify(spotify, what).filter(({ length }) => length > 0);
			expect(made).toEqual([tracks]);
			expect(spotify.requests.count('POST', playlistsPath)).toBeLessThanOrEqual(2);
			spotify.requests.clear();
			await dialog.getByRole('button', { name: 'Done' }).click();
		});
	}
});

test('a server that stays in trouble is given up, and trying again goes on', async ({
	page,
	spotify,
	catalogue
}) => {
	await connect(page);
	const tracks = await openPlaylist(page, catalogue, 101);
	spotify.control.setFaults({ kind: 'status', status: 502, method: 'PUT', path: itemsPath });
	const dialog = await upload(page, 'Bad gateway');
	const again = dialog.getByRole('button', { name: 'Try again' });
	await expect(again).toBeVisible({ timeout: 15_000 });
	expect(spotify.requests.count('PUT', itemsPath)).toBe(3);
	spotify.control.setFaults();
	await again.click();
	await expectDone(page, 'Bad gateway', 101);
	expect(atSpotify(spotify, 'Bad gateway')).toEqual([tracks]);
});

test('one of that name is replaced only after asking', async ({ page, spotify, catalogue }) => {
	spotify.control.addPlaylist({
		...{ ownerId: 'listener', name: 'Evening', isPublic: true },
		uris: spotify.control
			.tracks()
			.slice(0, 3)
			.map(({ id }) => `spotify:track:${id}`)
	});
	const [before] = atSpotify(spotify, 'Evening');
	await connect(page);
	const tracks = await openPlaylist(page, catalogue, 12);
	const dialog = await upload(page, 'Evening');
	await expect(dialog).toContainText('You have a playlist called Evening, with 3 tracks.');
	expect(atSpotify(spotify, 'Evening')).toEqual([before]);

	await dialog.getByRole('button', { name: 'Make another' }).click();
	await expectDone(page, 'Evening', 12);
	expect(atSpotify(spotify, 'Evening')).toEqual([before, tracks]);
	await dialog.getByRole('button', { name: 'Done' }).click();

	await upload(page, 'Evening');
	await expect(dialog).toContainText('You have 2 playlists called Evening');
	await dialog.getByRole('radio', { name: 'Evening, 3 tracks' }).check();
	await dialog.getByRole('button', { name: 'Replace it' }).click();
	await expectDone(page, 'Evening', 12);
	expect(atSpotify(spotify, 'Evening')).toEqual([tracks, tracks]);
});

test('somebody else’s playlist of that name is left alone, and not asked about', async ({
	page,
	spotify,
	catalogue
}) => {
	const theirs = spotify.control.playlists().find(({ ownerId }) => ownerId === 'friend');
	await connect(page);
	const tracks = await openPlaylist(page, catalogue, 12);
	await upload(page, theirs?.name ?? '');
	await expectDone(page, theirs?.name ?? '', 12);
	expect(atSpotify(spotify, theirs?.name ?? '')).toEqual([tracks]);
	expect(spotify.control.playlists().find(({ id }) => id === theirs?.id)).toEqual(theirs);
});

test('who is not connected logs in on the way, and uploads the same playlist', async ({
	page,
	spotify,
	catalogue
}) => {
	const tracks = await openPlaylist(page, catalogue, 12);
	await button(page, 'Upload to Spotify').click();
	await agree(page);
	await expect(uploadDialog(page)).toBeVisible();
	await upload(page, 'On the way');
	await expectDone(page, 'On the way', 12);
	expect(atSpotify(spotify, 'On the way')).toEqual([tracks]);
});

test('a login that ends in the middle is made again, and the playlist comes to be whole', async ({
	page,
	spotify,
	catalogue
}) => {
	await connect(page);
	await openPlaylist(page, catalogue, 250);
	spotify.control.setFaults({ kind: 'held', method: 'POST', path: itemsPath, times: 1 });
	const dialog = await upload(page, 'Cut short');
	await spotify.requests.seen('POST', itemsPath);
	spotify.control.revoke();
	spotify.control.release();
	await expect(dialog).toContainText('Spotify doesn’t know this login any more');
	expect(await storedTokens(page)).toEqual([]);
	await dialog.getByRole('button', { name: 'Connect Spotify' }).click();
	await agree(page);
	await expect(dialog).toBeVisible();
	await upload(page, 'Cut short');
	await dialog.getByRole('button', { name: 'Replace it' }).click();
	await expectDone(page, 'Cut short', 250);
	expect(atSpotify(spotify, 'Cut short').map(({ length }) => length)).toEqual([250]);
});

test('the house’s own tracks have no way to Spotify', async ({ page, context }) => {
	await context.unrouteAll();
	await page.goto(siteAddress('/playlist#v=1&w=house-0100,house-0200'));
	await expect(button(page, 'Share')).toBeEnabled();
	await expect(button(page, 'Upload to Spotify')).toHaveCount(0);
});
