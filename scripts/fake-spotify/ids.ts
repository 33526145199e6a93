/** Ids as Spotify's are: 22 base-62 digits of a 128-bit number. The same text gives the same id. */
import { createHash } from 'node:crypto';
import { spotifyIdSizeBytes, unpackSpotifyId } from '#lib/domain/spotify-id.ts';

export function idOf(name: string): string {
	return unpackSpotifyId(
		createHash('sha256').update(name).digest().subarray(0, spotifyIdSizeBytes),
		0
	);
}
