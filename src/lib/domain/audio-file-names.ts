/**
 * What audio files are called: the containers and codecs that browsers and this program's decoders
 * know, by their extensions.
 */
const extensions = new Set(
	(
		'mp3 mp2 mpga m4a m4b m4r aac mp4 flac ogg oga opus wav wave webm weba aif aiff aifc ' +
		'mka mkv caf alac wma ape wv mpc'
	).split(' ')
);

export function isAudioFileName(name: string): boolean {
	return extensions.has(/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}
