import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { NowPlaying } from '#lib/contracts/spotify.ts';
import type { CatalogueIndex } from './find-in-catalogue.ts';
import { nowPlayingSentence } from './now-playing-sentence.ts';
import { NowPlayingLookUp } from './now-playing.svelte.ts';

const track = {
	id: 'light',
	artist: 'Mira Okonedo',
	title: 'Orange Light',
	album: null,
	url: 'https://open.spotify.com/track/light',
	cover: null
};
const index: CatalogueIndex = {
	lookUp: async (ids) => success(ids.map((id) => (id === 'light' ? track : null))),
	search: async () => success([])
};

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

function lookUp(...answers: readonly Result<NowPlaying>[]) {
	const asked: AbortSignal[] = [];
	const state = new NowPlayingLookUp(async (signal) => {
		asked.push(signal);
		return answers[asked.length - 1] ?? success({ kind: 'nothing' });
	}, index);
	return { state, asked };
}

test('nothing is asked until somebody asks; then coming back to the window asks again', async () => {
	const { state, asked } = lookUp(success({ kind: 'track', track, isPlaying: true }));
	await state.askAgain();
	expect([asked.length, state.state.kind]).toEqual([0, 'idle']);
	await state.ask();
	expect(state.state).toMatchObject({ kind: 'answered', finding: { kind: 'found' } });
	await state.askAgain();
	expect(asked).toHaveLength(1);
	vi.setSystemTime(Date.now() + 3_000);
	await state.askAgain();
	expect(asked).toHaveLength(2);
	expect(state.state).toMatchObject({ playing: { kind: 'nothing' }, finding: null });
});

test('what was put away is not asked for again', async () => {
	const { state, asked } = lookUp();
	await state.ask();
	state.dismiss();
	vi.setSystemTime(Date.now() + 60_000);
	await state.askAgain();
	expect([asked.length, state.state.kind]).toEqual([1, 'idle']);
});

test('an answer that comes after a newer question, or after it was put away, changes nothing', async () => {
	const answers: ((answer: Result<NowPlaying>) => void)[] = [];
	const signals: AbortSignal[] = [];
	const state = new NowPlayingLookUp((signal) => {
		signals.push(signal);
		return new Promise((resolve) => answers.push(resolve));
	}, index);
	const first = state.ask();
	const second = state.ask();
	expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
	answers[1]?.(success({ kind: 'advert' }));
	await second;
	answers[0]?.(success({ kind: 'nothing' }));
	await first;
	expect(state.state).toMatchObject({ playing: { kind: 'advert' } });
	const third = state.ask();
	state.dismiss();
	answers[2]?.(success({ kind: 'nothing' }));
	await third;
	expect([state.state.kind, state.isAsking]).toEqual(['idle', false]);
});

test('a failure is kept as one, and can be asked about again', async () => {
	const { state } = lookUp(failed('timed-out', 'late'), success({ kind: 'nothing' }));
	await state.ask();
	expect(state.state).toMatchObject({ kind: 'failed', failure: { code: 'timed-out' } });
	await state.ask();
	expect(state.state.kind).toBe('answered');
});

test('everything that can play has its sentence', () => {
	const sentences = [
		nowPlayingSentence({ kind: 'nothing' }, null),
		nowPlayingSentence({ kind: 'advert' }, null),
		nowPlayingSentence({ kind: 'unknown' }, null),
		nowPlayingSentence({ kind: 'episode', title: 'Rain', show: 'Weather', url: null }, null),
		nowPlayingSentence({ kind: 'local-file', title: 'Tape', artist: '' }, { kind: 'missing' }),
		nowPlayingSentence({ kind: 'track', track, isPlaying: true }, { kind: 'found', track }),
		nowPlayingSentence({ kind: 'track', track, isPlaying: true }, { kind: 'missing' }),
		nowPlayingSentence(
			{ kind: 'track', track, isPlaying: false },
			{ kind: 'similar', tracks: [track] }
		)
	];
	expect(new Set(sentences).size).toBe(sentences.length);
	expect(sentences[3]).toContain('“Rain (Weather)”');
	expect(sentences[6]).toContain('not in this catalogue');
});
