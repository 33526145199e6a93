import { expect, test, vi } from 'vitest';
import { failed, success } from '#lib/contracts/failure.ts';
import type {
	LoginOutcome,
	Spotify,
	SpotifyConfiguration,
	SpotifyState
} from '#lib/services/spotify/spotify.ts';
import { withoutWish, withWish } from './login-wish.ts';
import { spotifySentence } from './spotify-sentence.ts';
import { SpotifyAccess } from './spotify.svelte.ts';
import { TrackCovers } from './track-covers.svelte.ts';

const configuration: SpotifyConfiguration = {
	clientId: 'client',
	accountsUrl: 'https://accounts.example',
	apiUrl: 'https://api.example/v1',
	webUrl: 'https://web.example',
	redirectUri: 'https://site.example/spotify/callback',
	basePath: ''
};

/** A service that says what the test says, and nothing else. */
function access(options: { hasSession?: boolean; login?: LoginOutcome } = {}) {
	let tell: (state: SpotifyState) => void = () => {};
	const returnTo: string[] = [];
	const service: Spotify = {
		subscribe(listener) {
			tell = listener;
			return () => {};
		},
		logIn: async (address) => {
			returnTo.push(address);
			return success(undefined);
		},
		completeLogin: async () => success(options.login ?? { kind: 'signed-in', returnTo: '/' }),
		logOut: async () => tell({ session: { kind: 'signed-out', ended: false }, pause: null }),
		account: async () => success({ id: 'a', name: 'Ada' }),
		currentlyPlaying: async () => success({ kind: 'nothing' }),
		upload: () => ({ run: async () => failed('bad-input', 'none') }),
		tracks: async () => success(new Map()),
		close: () => {}
	};
	const open = vi.fn(async () => service);
	const spotify = new SpotifyAccess({ open, hasSession: () => options.hasSession ?? false });
	return { spotify, open, returnTo, tell: (state: SpotifyState) => tell(state) };
}

test('without a client id it is not there, and says so to whoever asks all the same', async () => {
	const { spotify, open } = access({ hasSession: true });
	spotify.start(null);
	expect([spotify.isThere, spotify.isSignedIn]).toEqual([false, false]);
	expect(await spotify.currentlyPlaying()).toMatchObject({ failure: { code: 'unsupported' } });
	expect(open).not.toHaveBeenCalled();
});

test('what talks to Spotify is loaded when it is needed, or where somebody is logged in', async () => {
	const stranger = access();
	stranger.spotify.start(configuration);
	expect(stranger.spotify.isThere).toBe(true);
	expect(stranger.open).not.toHaveBeenCalled();
	await stranger.spotify.currentlyPlaying();
	await stranger.spotify.askAccount();
	expect(stranger.open).toHaveBeenCalledTimes(1);

	const member = access({ hasSession: true });
	member.spotify.start(configuration);
	expect([member.spotify.isSignedIn, member.open.mock.calls.length]).toEqual([true, 1]);
});

test('it follows what is said of the login, another tab’s too', async () => {
	const { spotify, tell } = access({ hasSession: true });
	spotify.start(configuration);
	await spotify.askAccount();
	tell({ session: { kind: 'signed-in', account: { id: 'a', name: 'Ada' } }, pause: null });
	expect(spotify.account?.name).toBe('Ada');
	await spotify.logOut();
	expect([spotify.isSignedIn, spotify.canShowTracks]).toEqual([false, false]);
});

test('a program that could not be fetched is fetched again by the next question', async () => {
	const { spotify, open } = access();
	open.mockRejectedValueOnce(new TypeError('no network'));
	spotify.start(configuration);
	expect(await spotify.askAccount()).toMatchObject({ failure: { code: 'network-unreachable' } });
	expect(await spotify.askAccount()).toMatchObject({ ok: true });
});

test('what somebody logs in for is gone on with once they are back, once', async () => {
	const asked = access();
	asked.spotify.start(configuration);
	await asked.spotify.logIn({ wish: 'upload', returnTo: '/playlist#v=1&w=a' });
	const [returnTo = ''] = asked.returnTo;
	expect(returnTo).toMatch(/^\/playlist\?.*#v=1&w=a$/);

	const back = access({ login: { kind: 'signed-in', returnTo } });
	back.spotify.start(configuration);
	expect(await back.spotify.completeLogin()).toMatchObject({
		value: { returnTo: '/playlist#v=1&w=a' }
	});
	expect(back.spotify.takeWish('now-playing')).toBe(false);
	expect([back.spotify.takeWish('upload'), back.spotify.takeWish('upload')]).toEqual([true, false]);

	const declined = access({ login: { kind: 'declined', returnTo } });
	declined.spotify.start(configuration);
	await declined.spotify.completeLogin();
	expect(declined.spotify.takeWish('upload')).toBe(false);
});

test('a wish travels in the address and leaves nothing in it; what is no wish is none', () => {
	expect(withoutWish(withWish('/some/base/?a=1#b', 'now-playing'))).toEqual({
		address: '/some/base/?a=1#b',
		wish: 'now-playing'
	});
	expect(withWish('https://site.example/playlist#v=1', undefined)).toBe('/playlist#v=1');
	expect(withoutWish('/?spotify-wish=everything').wish).toBe(null);
});

test('covers are asked for in one go for the rows in sight, once, and forgotten with the login', async () => {
	vi.useFakeTimers();
	const asked: (readonly string[])[] = [];
	const answer = async (
		ids: readonly string[],
		onTrack: (id: string, track: null) => void
	): Promise<ReturnType<typeof success<null>>> => {
		asked.push(ids);
		for (const id of ids) onTrack(id, null);
		return success(null);
	};
	const covers = new TrackCovers({ canShowTracks: true, tracks: answer });
	covers.want('a');
	covers.want('b');
	covers.want('gone past')();
	await vi.runAllTimersAsync();
	covers.want('a');
	await vi.runAllTimersAsync();
	expect(asked).toEqual([['a', 'b']]);
	expect([covers.of('a'), covers.of('c')]).toEqual([null, undefined]);
	covers.forget();
	expect(covers.of('a')).toBe(undefined);
	for (let row = 0; row < 23; row += 1) covers.want(`row ${row}`);
	await vi.runAllTimersAsync();
	expect(asked.slice(1).map(({ length }) => length)).toEqual([10, 10, 3]);
	vi.useRealTimers();
});

test('failures are said in words, with the time to wait for', () => {
	const say = (code: Parameters<typeof failed>[0], details = {}): string =>
		spotifySentence(failed(code, 'Not on the list.', { details }).failure);
	expect(say('refused')).toBe('Not on the list.');
	expect(say('too-many', { retryAfterS: 30 })).toContain('in 30 seconds');
	expect(say('too-many', { retryAfterS: 7_000, reason: 'quota' })).toContain('in 2 hours');
	expect(say('too-many')).not.toContain('Try again');
});
