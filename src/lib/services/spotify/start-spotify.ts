/**
 * Spotify with the browser's own fetch, storage, locks and clock.
 */
import type { Spotify, SpotifyConfiguration, TrackLookUp } from './spotify.ts';

export function startSpotify(
	_configuration: SpotifyConfiguration,
	_lookUpTracks?: TrackLookUp
): Spotify {
	throw new Error('in the making');
}
