/**
 * What a file's name says before anybody has looked into it.
 */
import type { FileTags } from '#lib/contracts/listener.ts';
import { isAudioFileName } from '#lib/domain/audio-file-names.ts';
import { splitTitle } from '#lib/domain/title.ts';

export type NameKind = 'audio' | 'other' | 'hidden';

/**
 * @param path with forward slashes. What is in a hidden folder is hidden; the chosen folder itself
 * was chosen, whatever it is called. macOS writes a `._Song.mp3` beside each file on foreign disks.
 */
export function nameKind(path: string): NameKind {
	const segments = path.split('/');
	const own = segments.length > 1 ? segments.slice(1) : segments;
	if (own.some((segment) => segment.startsWith('.'))) return 'hidden';
	return isAudioFileName(own.at(-1) ?? '') ? 'audio' : 'other';
}

/** For a file that cannot be read at all: called by its name, `Artist - Title.mp3` or all of it a title. */
export function tagsOfName(path: string): FileTags {
	const name = path.split('/').at(-1) ?? path;
	const whole = name.replace(/\.[^.]+$/, '') || name;
	const { artist, title } = splitTitle(whole);
	return {
		artist: title === '' ? '' : artist,
		title: title === '' ? whole : title,
		album: '',
		albumArtist: '',
		genre: '',
		year: null,
		discNumber: null,
		trackNumber: null,
		durationSeconds: null,
		codec: ''
	};
}
