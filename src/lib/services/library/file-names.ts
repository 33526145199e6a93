/**
 * What a file's name says before anybody has looked into it.
 */
import type { FileTags } from '#lib/contracts/listener.ts';
import { splitTitle } from '#lib/domain/title.ts';

/** Containers and codecs that browsers and this program's decoders know, by what files are called. */
const audioExtensions = new Set(
	(
		'mp3 mp2 mpga m4a m4b m4r aac mp4 flac ogg oga opus wav wave webm weba aif aiff aifc ' +
		'mka mkv caf alac wma ape wv mpc'
	).split(' ')
);

export type NameKind = 'audio' | 'other' | 'hidden';

/**
 * @param path with forward slashes. What is in a hidden folder is hidden; the chosen folder itself
 * was chosen, whatever it is called. macOS writes a `._Song.mp3` beside each file on foreign disks.
 */
export function nameKind(path: string): NameKind {
	const segments = path.split('/');
	const own = segments.length > 1 ? segments.slice(1) : segments;
	if (own.some((segment) => segment.startsWith('.'))) return 'hidden';
	const extension = /\.([^.]+)$/.exec(own.at(-1) ?? '')?.[1]?.toLowerCase() ?? '';
	return audioExtensions.has(extension) ? 'audio' : 'other';
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
