/**
 * What a file says of itself: artist, title, album and so on, and its cover's bytes.
 *
 * What must stay true: tags come from anywhere and are believed in nothing. Each is one clean line or
 * a number in its range; broken ones stop nothing, the file is called by its name then.
 */
import type { IAudioMetadata } from 'music-metadata';
import { cleanText } from '#lib/domain/playlist-link.ts';
import type { FileTags } from '#lib/contracts/listener.ts';
import { fileNameTags } from './file-name-tags.ts';

const maximumTextLength = 500;

export interface ReadTags {
	readonly tags: FileTags;
	/** The picture's encoded bytes; null where there is none. */
	readonly cover: Blob | null;
}

/** Reads no more of the file than its headers. Never fails. */
export async function readTags(file: File): Promise<ReadTags> {
	try {
		const { parseBlob, selectCover } = await import('music-metadata');
		const metadata = await parseBlob(file, { duration: false, mkvUseIndex: true });
		const picture = selectCover(metadata.common.picture);
		const cover = picture && new Blob([new Uint8Array(picture.data)], { type: picture.format });
		return { tags: tagsOf(file.name, metadata), cover };
	} catch {
		return { tags: tagsOf(file.name, null), cover: null };
	}
}

/** @param metadata null where none can be read */
export function tagsOf(
	fileName: string,
	metadata: Pick<IAudioMetadata, 'common' | 'format'> | null
): FileTags {
	const { common, format } = metadata ?? {};
	const named = fileNameTags(fileName);
	const title = text(common?.title);
	const artist = text(common?.artist) || text(common?.artists?.join(', '));
	// A title without an artist is a title; a file without a title is called by its name.
	const calledArtist = artist || (title === '' ? text(named.artist) : '');
	return {
		artist: calledArtist,
		title: title || text(named.title) || text(fileName) || 'Untitled',
		album: text(common?.album),
		albumArtist: text(common?.albumartist),
		genre: text(common?.genre?.join(', ')),
		year: whole(common?.year, 1000, 9999),
		discNumber: whole(common?.disk.no, 1, 999) ?? named.discNumber,
		trackNumber: whole(common?.track.no, 1, 9999) ?? named.trackNumber,
		durationSeconds: duration(format?.duration),
		codec: codecName(format?.codec)
	};
}

/** A tag's text; what a broken file gives in its place is not always text. */
function text(value: unknown): string {
	return typeof value === 'string' ? cleanText(readAsUtf8(value), maximumTextLength) : '';
}

/**
 * Some formats (RIFF's INFO, old ID3) do not say how their texts are encoded and are read as Latin-1,
 * but programs write UTF-8 into them. Latin-1 text that happens to be valid UTF-8 is next to unknown.
 */
function readAsUtf8(text: string): string {
	const isEveryByte = Array.from(text).every((character) => character.charCodeAt(0) <= 0xff);
	if (!isEveryByte) return text;
	try {
		const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return text;
	}
}

function whole(value: unknown, least: number, most: number): number | null {
	return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
		? value
		: null;
}

function duration(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}

const codecNames: readonly (readonly [RegExp, string])[] = [
	[/^MPEG .*Layer 3/i, 'MP3'],
	[/^MPEG .*Layer ([12])/i, 'MP2'],
	[/AAC/i, 'AAC'],
	[/ALAC/i, 'ALAC'],
	[/FLAC/i, 'FLAC'],
	[/Opus/i, 'Opus'],
	[/Vorbis/i, 'Vorbis'],
	[/PCM/i, 'PCM']
];

function codecName(codec: unknown): string {
	const stated = text(codec);
	return codecNames.find(([pattern]) => pattern.test(stated))?.[1] ?? stated;
}
