/** Spotify's service as a page runs it. Starting it asks Spotify nothing. */
import { browserPorts } from './browser-ports.ts';
import { SpotifyService } from './spotify-service.ts';
import type { Spotify, SpotifyConfiguration, TrackLookUp } from './spotify.ts';

export function startSpotify(
	configuration: SpotifyConfiguration,
	lookUpTracks?: TrackLookUp
): Spotify {
	return new SpotifyService(configuration, browserPorts(), lookUpTracks);
}
