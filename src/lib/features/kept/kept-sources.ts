/** What the program itself keeps on a device: an entry for each kind, and one for each catalogue. */
import { success, type Result } from '#lib/contracts/failure.ts';
import { manifestPieces } from '#lib/contracts/manifest.ts';
import { forgetTheme } from '#lib/services/appearance/theme.ts';
import { clearLibrary } from '#lib/services/library/clear-library.ts';
import {
	deleteSharedAudio,
	deleteShell,
	measureSharedAudio,
	measureShell
} from '#lib/services/shell/kept-shell.ts';
import { sharingKey } from '#lib/services/sharing/session-key.ts';
import { cacheKey, sessionKey } from '#lib/services/spotify/session-key.ts';
import { unneededPieces } from '#lib/services/storage/catalogue-pieces.ts';
import { deleteTexts, measureTexts } from '#lib/services/storage/kept-texts.ts';
import type { KeptEntry, KeptSource } from './kept-entry.ts';
import { counted } from './kept-words.ts';

type Removal = () => Promise<Result<void>>;

const nothing = 'Nothing yet';

export const keptProgram: KeptSource = async () => {
	const { count, sizeBytes } = await measureShell();
	return [
		{
			id: 'program',
			name: 'The program',
			contents: count === 0 ? nothing : counted(count, 'file'),
			sizeBytes,
			loss: 'The program does not start without a network any more. With the next visit it is kept again.',
			remove: count === 0 ? null : deleteShell
		}
	];
};

/** The catalogues, and what is left of downloads that were cut off. */
export const keptCatalogues: KeptSource = async (storage) => {
	if (storage === null) return [];
	const catalogues = await storage.listCatalogues();
	const sizes = await storage.pieceSizes();
	const sizeOf = (hashes: Iterable<string>): number =>
		[...hashes].reduce((sum, sha256) => sum + (sizes.get(sha256) ?? 0), 0);
	const isFetching = await isAnyCatalogueFetched();
	const entries = catalogues.map(({ manifest }): KeptEntry => {
		const hashes = new Set(manifestPieces(manifest).map(({ sha256 }) => sha256));
		return {
			id: `catalogue ${manifest.id}`,
			name: `Catalogue “${manifest.name}”`,
			contents: counted(manifest.trackCount, 'track'),
			sizeBytes: sizeOf(hashes),
			loss: 'It is fetched again when the program is next opened, which takes a network. Without one there is nothing to search in and no playlist to be made.',
			remove: isFetching ? null : () => storage.deleteCatalogue(manifest.id)
		};
	});
	const loose = unneededPieces(
		sizes.keys(),
		catalogues.map(({ manifest }) => manifest)
	);
	if (loose.length > 0) {
		entries.push({
			id: 'unfinished',
			name: isFetching ? 'A catalogue on its way' : 'An unfinished download',
			contents: counted(loose.length, 'piece'),
			sizeBytes: sizeOf(loose),
			loss: 'The download begins from the start.',
			remove: isFetching ? null : () => storage.deleteUnneededPieces()
		});
	}
	return entries;
};

/** Whoever fetches a catalogue, in whichever tab, holds its lock. */
async function isAnyCatalogueFetched(): Promise<boolean> {
	if (!('locks' in navigator)) return false;
	const { held = [] } = await navigator.locks.query();
	return held.some(({ name = '' }) => name.startsWith('deejai-catalogue-'));
}

/** @param letGo makes the library that is open let go of everything first */
export function keptMusic(letGo: Removal): KeptSource {
	return async (storage) => {
		if (storage === null) return [];
		const tracks = await storage.measure('tracks');
		const covers = await storage.measure('covers');
		const others = await Promise.all(
			(['sounds', 'slices', 'folders'] as const).map((store) => storage.measure(store))
		);
		const all = [tracks, covers, ...others];
		const records = all.reduce((sum, { count }) => sum + count, 0);
		return [
			{
				id: 'music',
				name: 'What is known of your music',
				contents:
					records === 0
						? nothing
						: `${counted(tracks.count, 'track')}, ${counted(covers.count, 'cover')}`,
				sizeBytes: all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
				loss: 'Your files stay where they are. All that was heard in them is gone: to have it back they must be added and listened to again.',
				remove:
					records === 0
						? null
						: async () => {
								const done = await letGo();
								return done.ok ? clearLibrary() : done;
							}
			}
		];
	};
}

export const keptPlaylists: KeptSource = async (storage) => {
	if (storage === null) return [];
	const { count, sizeBytes } = await storage.measure('playlists');
	return [
		{
			id: 'playlists',
			name: 'Saved playlists',
			contents: count === 0 ? nothing : counted(count, 'playlist'),
			sizeBytes,
			loss: 'They are nowhere else. Links that you have given away still work.',
			remove: count === 0 ? null : () => storage.clear(['playlists'])
		}
	];
};

/** What is to be sent as soon as there is a network; there only while something waits. */
export const keptOutbox: KeptSource = async (storage) => {
	if (storage === null) return [];
	const { count, sizeBytes } = await storage.measure('outbox');
	if (count === 0) return [];
	return [
		{
			id: 'outbox',
			name: 'Waiting to be sent',
			contents: 'What you shared or rated while there was no network',
			sizeBytes,
			loss: 'It is never sent: nobody else sees it.',
			remove: () => storage.clear(['outbox'])
		}
	];
};

/** There only where somebody has shared or rated something. */
export const keptIdentity: KeptSource = async () => {
	const sizeBytes = measureTexts([sharingKey]);
	if (sizeBytes === 0) return [];
	return [
		{
			id: 'identity',
			name: 'Who you are in the gallery',
			contents: 'An anonymous session',
			sizeBytes,
			loss: 'What you shared stays in the gallery, and can no longer be renamed or deleted: nothing says any more that it is yours.',
			remove: async () => {
				deleteTexts([sharingKey]);
				return success(undefined);
			}
		}
	];
};

/** @param logOut makes the page let go of the login, too */
export function keptSpotify(logOut: Removal): KeptSource {
	return async () => {
		const keys = [sessionKey, cacheKey];
		const sizeBytes = measureTexts(keys);
		if (sizeBytes === 0) return [];
		return [
			{
				id: 'spotify',
				name: 'Spotify',
				contents: 'Your login, and titles and covers of the last day',
				sizeBytes,
				loss: 'This browser is not connected to Spotify any more. Your playlists there stay.',
				remove: async () => {
					const done = await logOut();
					deleteTexts(keys);
					return done;
				}
			}
		];
	};
}

export const keptSettings: KeptSource = async (storage) => {
	if (storage === null) return [];
	const { count, sizeBytes } = await storage.measure('settings');
	return [
		{
			id: 'settings',
			name: 'Settings',
			contents: count === 0 ? nothing : 'The dials, your latest waypoints, light or dark',
			sizeBytes,
			loss: 'They are what they were at first as soon as this page is loaded again.',
			remove:
				count === 0
					? null
					: async () => {
							forgetTheme();
							return storage.clear(['settings']);
						}
		}
	];
};

/** Only there where somebody shared something and never came for it. */
export const keptShares: KeptSource = async () => {
	const { count, sizeBytes } = await measureSharedAudio();
	if (count === 0) return [];
	return [
		{
			id: 'shares',
			name: 'Shared with this program',
			contents: counted(count, 'recording'),
			sizeBytes,
			loss: 'They are still where they were shared from.',
			remove: deleteSharedAudio
		}
	];
};
