/** What tests in a browser are told of the fake Spotify beside them. Types only: no Node here. */

export interface FakeSpotifyAddress {
	readonly embedUrl: string;
	/** Of a track of two seconds. */
	readonly shortId: string;
	/** Of two tracks of half a minute and more. */
	readonly longIds: readonly [string, string];
}

declare module 'vitest' {
	interface ProvidedContext {
		fakeSpotify: FakeSpotifyAddress;
	}
}
