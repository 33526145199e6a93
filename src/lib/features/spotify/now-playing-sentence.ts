/** What plays at Spotify, and what can be done with it here, in one sentence. */
import type { NowPlaying } from '#lib/contracts/spotify.ts';
import type { Finding } from './find-in-catalogue.ts';

/** @param finding null where it is nothing that could be found */
export function nowPlayingSentence(playing: NowPlaying, finding: Finding | null): string {
	switch (playing.kind) {
		case 'nothing':
			return 'Nothing is playing on Spotify just now. Start something there, and come back.';
		case 'episode': {
			const what = playing.show === null ? playing.title : `${playing.title} (${playing.show})`;
			return `You are listening to an episode, “${what}”. Only music can be a waypoint.`;
		}
		case 'advert':
			return 'Spotify is playing an advertisement. Come back when it is over.';
		case 'unknown':
			return 'Spotify is playing something that this page has no name for.';
		case 'local-file':
			return localFileSentence(playing.title, finding);
		case 'track':
			return trackSentence(playing.isPlaying, finding);
	}
}

function trackSentence(isPlaying: boolean, finding: Finding | null): string {
	const playing = isPlaying ? 'Playing on Spotify' : 'Paused on Spotify';
	switch (finding?.kind) {
		case 'similar':
			return `${playing}. This recording is not in this catalogue, but is it one of these?`;
		case 'missing':
			return `${playing}. It is not in this catalogue.`;
		case 'found':
		case undefined:
			return `${playing}:`;
	}
}

function localFileSentence(title: string, finding: Finding | null): string {
	const playing = `Spotify is playing a file of your own, “${title}”.`;
	return finding?.kind === 'similar'
		? `${playing} Is it one of these?`
		: `${playing} It is not in this catalogue.`;
}
