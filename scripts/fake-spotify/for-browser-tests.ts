/** The fake Spotify beside tests that run in a browser: its embed, with tracks that are over soon. */
import type { TestProject } from 'vitest/node';
import { startFakeSpotify } from './fake-spotify.ts';
import { idOf } from './ids.ts';
import type { FakeSpotifyAddress } from './provided.ts';

const short = { id: idOf('short'), title: 'Short', artists: ['Nobody'], durationMs: 2_000 };
const long = ['One', 'Other'].map((title) => ({ id: idOf(title), title, artists: ['Nobody'] }));

export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
	const spotify = await startFakeSpotify();
	spotify.control.addTracks(short, ...long);
	const address: FakeSpotifyAddress = {
		embedUrl: spotify.embedUrl,
		shortId: short.id,
		longIds: [idOf('One'), idOf('Other')]
	};
	provide('fakeSpotify', address);
	return () => spotify.stop();
}
