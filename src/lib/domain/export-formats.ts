/**
 * A playlist as a file for other programs.
 *
 * Titles come from anywhere, so every format escapes them in its own way; what a format cannot say
 * truthfully (an address for a track that has none) it leaves out, or it doesn't apply and says why.
 */
import { isLibraryId } from './library-id.ts';
import { isSpotifyId, spotifyTrackUrl } from './spotify-id.ts';
import { joinTitle } from './title.ts';

export interface ExportTrack {
	readonly id: string;
	readonly artist: string;
	readonly title: string;
	readonly durationSeconds?: number;
	/** Where a file of one's own lies, from and with the folder that was chosen; forward slashes. */
	readonly path?: string;
}

export type ExportPlayback =
	| { readonly kind: 'spotify' }
	| { readonly kind: 'house' }
	/** `{id}` in the template stands for the track's id. */
	| { readonly kind: 'url'; readonly template: string }
	| { readonly kind: 'none' };

export interface ExportedPlaylist {
	readonly name: string;
	readonly tracks: readonly ExportTrack[];
	readonly playback: ExportPlayback;
	/** The page that makes this playlist. */
	readonly link?: string;
	/** What a relative template is relative to. */
	readonly baseUrl?: string;
	/** The folder that holds the chosen ones, which a page cannot know; empty: beside the playlist. */
	readonly musicFolder?: string;
}

export interface ExportFormat {
	readonly id: 'm3u8' | 'xspf' | 'jspf' | 'csv' | 'spotify-uris';
	readonly label: string;
	/** Who reads it, for people. */
	readonly readers: string;
	readonly mediaType: string;
	/** With its dot. */
	readonly extension: string;
	/** Spreadsheets take a text for Latin-1 unless its file begins with one. */
	readonly hasByteOrderMark: boolean;
	/** Why it doesn't apply to a playlist; null where it does. */
	unavailable(playlist: ExportedPlaylist): string | null;
	write(playlist: ExportedPlaylist): string;
}

export type ExportFormatId = ExportFormat['id'];

/**
 * Where a track can be had: an address, a name for a house track, which has no place, or a file's
 * path as its own system writes it; null where nowhere.
 */
export function trackLocation(track: ExportTrack, playlist: ExportedPlaylist): string | null {
	const { playback, baseUrl, musicFolder = '' } = playlist;
	if (isLibraryId(track.id))
		return track.path === undefined ? null : filePath(musicFolder, track.path);
	switch (playback.kind) {
		case 'spotify':
			return isSpotifyId(track.id) ? spotifyTrackUrl(track.id) : null;
		case 'house':
			return `urn:deejai:house:${encodeURIComponent(track.id)}`;
		case 'url': {
			const address = playback.template.replaceAll('{id}', () => encodeURIComponent(track.id));
			return baseUrl !== undefined && URL.canParse(address, baseUrl)
				? new URL(address, baseUrl).href
				: address;
		}
		case 'none':
			return null;
	}
}

/** Below a folder that its owner has named, or else relative to wherever the playlist lies. */
function filePath(folder: string, path: string): string {
	const cleaned = oneLine(path);
	const start = oneLine(folder);
	if (start === '') return `./${cleaned}`;
	const isWindows = start.includes('\\') || /^[A-Za-z]:/.test(start);
	const separator = isWindows ? '\\' : '/';
	const joined = start.replace(/[\\/]+$/, '') + separator + cleaned;
	return isWindows ? joined.replaceAll('/', '\\') : joined;
}

/** The same for formats that want a URI. */
function trackUri(track: ExportTrack, playlist: ExportedPlaylist): string | null {
	const location = trackLocation(track, playlist);
	if (location === null || !isLibraryId(track.id)) return location;
	const [start = '', ...segments] = location.split(/[\\/]/);
	const isDrive = /^[A-Za-z]:$/.test(start);
	const encoded = [
		isDrive ? start : encodeURIComponent(start),
		...segments.map(encodeURIComponent)
	];
	return (isDrive ? 'file:///' : start === '' ? 'file://' : '') + encoded.join('/');
}

/** `Artist - Title`, on one line. */
function displayName({ artist, title }: ExportTrack): string {
	return oneLine(joinTitle(artist, title));
}

function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

const noAddresses =
	'The tracks of this catalogue have no addresses that another program could play.';

function unlessSomeHaveLocations(playlist: ExportedPlaylist): string | null {
	return playlist.tracks.some((track) => trackLocation(track, playlist) !== null)
		? null
		: noAddresses;
}

const m3u8: ExportFormat = {
	id: 'm3u8',
	label: 'M3U8',
	readers: 'VLC, foobar2000 and most players',
	mediaType: 'audio/x-mpegurl;charset=utf-8',
	extension: '.m3u8',
	hasByteOrderMark: false,
	unavailable: unlessSomeHaveLocations,
	write(playlist) {
		const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(playlist.name)}`];
		for (const track of playlist.tracks) {
			const location = trackLocation(track, playlist);
			if (location === null) continue;
			// Whole seconds; −1 says that the length isn't known.
			const seconds = track.durationSeconds === undefined ? -1 : Math.round(track.durationSeconds);
			lines.push(`#EXTINF:${seconds},${displayName(track)}`, location);
		}
		return `${lines.join('\n')}\n`;
	}
};

/** https://www.xspf.org/spec — version 1; `identifier` names a track, `location` is where it is. */
const xspf: ExportFormat = {
	id: 'xspf',
	label: 'XSPF',
	readers: 'VLC, Clementine, Strawberry',
	mediaType: 'application/xspf+xml',
	extension: '.xspf',
	hasByteOrderMark: false,
	unavailable: () => null,
	write(playlist) {
		const element = (indent: string, name: string, text: string | null | undefined): string[] =>
			text === null || text === undefined || text === ''
				? []
				: [`${indent}<${name}>${escapeXml(text)}</${name}>`];
		const tracks = playlist.tracks.flatMap((track) => [
			'    <track>',
			...element('      ', 'location', trackUri(track, playlist)),
			...element('      ', 'title', track.title),
			...element('      ', 'creator', track.artist),
			...element('      ', 'duration', milliseconds(track)?.toString()),
			'    </track>'
		]);
		return [
			'<?xml version="1.0" encoding="UTF-8"?>',
			'<playlist version="1" xmlns="http://xspf.org/ns/0/">',
			...element('  ', 'title', playlist.name),
			...element('  ', 'info', playlist.link),
			'  <trackList>',
			...tracks,
			'  </trackList>',
			'</playlist>',
			''
		].join('\n');
	}
};

function milliseconds({ durationSeconds }: ExportTrack): number | undefined {
	return durationSeconds === undefined ? undefined : Math.round(durationSeconds * 1000);
}

/** XML 1.0 has no way at all to write most control characters and lone surrogates: they go. */
function escapeXml(text: string): string {
	const entities: Readonly<Record<string, string>> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&apos;'
	};
	return text
		.toWellFormed()
		.replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '')
		.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** https://www.xspf.org/jspf — XSPF's fields in JSON; locations are lists there. */
const jspf: ExportFormat = {
	id: 'jspf',
	label: 'JSPF',
	readers: 'ListenBrainz and scripts',
	mediaType: 'application/jspf+json',
	extension: '.jspf',
	hasByteOrderMark: false,
	unavailable: () => null,
	write(playlist) {
		const track = playlist.tracks.map((one) => {
			const location = trackUri(one, playlist);
			return {
				...(location === null ? {} : { location: [location] }),
				...(one.title === '' ? {} : { title: one.title }),
				creator: one.artist,
				...(one.durationSeconds === undefined ? {} : { duration: milliseconds(one) })
			};
		});
		const info = playlist.link === undefined ? {} : { info: playlist.link };
		return `${JSON.stringify({ playlist: { title: playlist.name, ...info, track } }, null, 2)}\n`;
	}
};

const csv: ExportFormat = {
	id: 'csv',
	label: 'CSV',
	readers: 'spreadsheets and playlist importers',
	mediaType: 'text/csv;charset=utf-8',
	extension: '.csv',
	hasByteOrderMark: true,
	unavailable: () => null,
	write(playlist) {
		const rows = playlist.tracks.map((track, index) => [
			String(index + 1),
			track.artist,
			track.title,
			track.id,
			trackLocation(track, playlist) ?? ''
		]);
		const header = ['Position', 'Artist', 'Title', 'Id', 'Location'];
		return [header, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
	}
};

/**
 * RFC 4180. A spreadsheet takes a cell that begins with one of these characters (or with its
 * full-width twin) for a formula, and a formula in a title could send the sheet away: an
 * apostrophe in front makes it a text.
 */
function csvField(text: string): string {
	const inert = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

const spotifyUris: ExportFormat = {
	id: 'spotify-uris',
	label: 'Spotify links',
	readers: 'paste them into a playlist in Spotify’s desktop program',
	mediaType: 'text/plain;charset=utf-8',
	extension: '.txt',
	hasByteOrderMark: false,
	unavailable: ({ playback, tracks }) =>
		playback.kind === 'spotify' && tracks.some(({ id }) => isSpotifyId(id))
			? null
			: 'The tracks of this catalogue are not Spotify’s.',
	write: ({ tracks }) =>
		tracks
			.filter(({ id }) => isSpotifyId(id))
			.map(({ id }) => `spotify:track:${id}\n`)
			.join('')
};

export const exportFormats: readonly ExportFormat[] = [m3u8, xspf, jspf, csv, spotifyUris];

const longestNameBytes = 120;

/** Joiners stay: Persian and families of emoji are written with them. Marks that turn the text around go. */
const unfitForFileNames =
	/[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFFD<>:"/\\|?*]+/gu;

/** A name that every file system takes, Windows' reserved names included, with the extension. */
export function exportFileName(playlistName: string, format: ExportFormat): string {
	const plain = playlistName
		.toWellFormed()
		.normalize('NFC')
		.replace(unfitForFileNames, ' ')
		.replace(/\s+/g, ' ');
	const stem = withoutEdges(shortened(withoutEdges(plain)));
	const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem);
	return `${stem === '' || isReserved ? `Playlist ${stem}`.trim() : stem}${format.extension}`;
}

function withoutEdges(name: string): string {
	return name.replace(/^[.\s]+|[.\s]+$/g, '');
}

/** By bytes, since that is what file systems count, but never through a character. */
function shortened(name: string): string {
	const encoder = new TextEncoder();
	let kept = '';
	let sizeBytes = 0;
	for (const { segment } of new Intl.Segmenter('en').segment(name)) {
		sizeBytes += encoder.encode(segment).length;
		if (sizeBytes > longestNameBytes) break;
		kept += segment;
	}
	return kept;
}
