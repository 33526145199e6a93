import { expect, test } from 'vitest';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { SpotifyPlaylist } from '#lib/contracts/spotify.ts';
import type { UploadOptions, UploadOutcome, UploadRequest } from '#lib/services/spotify/spotify.ts';
import { countOf, playlistDescription, progressSentence } from './upload-words.ts';
import { UploadJourney } from './upload.svelte.ts';

const playlist: SpotifyPlaylist = { id: 'p', name: 'Mine', url: 'https://x', trackCount: 3 };
const request: UploadRequest = { name: 'Mine', description: '', trackIds: ['a', 'b'] };
const uploaded: UploadOutcome = {
	kind: 'uploaded',
	playlist,
	uploadedTracks: 2,
	leftOutTracks: 0,
	isReplacement: false
};

function journeyWith(...outcomes: readonly Result<UploadOutcome>[]) {
	const runs: UploadOptions[] = [];
	let prepared = 0;
	const journey = new UploadJourney(async () => {
		prepared += 1;
		return success({
			async run(options) {
				runs.push(options);
				return outcomes[runs.length - 1] ?? success(uploaded);
			}
		});
	});
	return { journey, runs, prepared: () => prepared };
}

const kindsOf = (runs: readonly UploadOptions[]) => runs.map(({ onExisting }) => onExisting.kind);

test('a playlist of a name that is not there yet goes up without a question', async () => {
	const { journey, runs } = journeyWith(success(uploaded));
	await journey.begin(request);
	expect(journey.step).toEqual({ kind: 'done', outcome: uploaded });
	expect(kindsOf(runs)).toEqual(['ask']);
});

test('one that is there is replaced, or another made, only when that was said', async () => {
	const exists: UploadOutcome = { kind: 'exists', playlists: [playlist] };
	for (const answer of ['replace', 'make-another'] as const) {
		const { journey, runs } = journeyWith(success(exists));
		await journey.begin(request);
		expect(journey.step).toEqual(exists);
		expect(runs).toHaveLength(1);
		await (answer === 'replace' ? journey.replace(playlist) : journey.makeAnother());
		expect(kindsOf(runs)).toEqual(['ask', answer]);
		expect(journey.step.kind).toBe('done');
	}
});

test('trying again does what was decided last, with the upload that was begun', async () => {
	const { journey, runs, prepared } = journeyWith(
		success({ kind: 'exists', playlists: [playlist] }),
		failed('network-unreachable', 'gone', { retryable: true })
	);
	await journey.begin(request);
	await journey.replace(playlist);
	expect(journey.step.kind).toBe('failed');
	await journey.retry();
	expect(kindsOf(runs)).toEqual(['ask', 'replace', 'replace']);
	expect([journey.step.kind, prepared()]).toEqual(['done', 1]);
	await journey.begin(request);
	expect(prepared()).toBe(2);
});

test('how far it is is shown; what was stopped says nothing more', async () => {
	let finish = (): void => {};
	const runs: UploadOptions[] = [];
	const journey = new UploadJourney(async () =>
		success({
			run(options) {
				runs.push(options);
				options.onProgress?.({ phase: 'adding', doneTracks: 100, totalTracks: 250 });
				return new Promise((resolve) => (finish = () => resolve(success(uploaded))));
			}
		})
	);
	const run = journey.begin(request);
	await Promise.resolve();
	await Promise.resolve();
	expect(journey.step).toMatchObject({ kind: 'running', progress: { doneTracks: 100 } });
	journey.cancel();
	runs[0]?.onProgress?.({ phase: 'adding', doneTracks: 200, totalTracks: 250 });
	finish();
	await run;
	expect([journey.step.kind, runs[0]?.signal?.aborted]).toEqual(['asking-name', true]);
});

test('numbers and sentences', () => {
	expect([countOf(1, 'track'), countOf(2_000, 'track')]).toEqual(['1 track', '2,000 tracks']);
	expect(progressSentence({ phase: 'adding', doneTracks: 100, totalTracks: 250 })).toBe(
		'100 of 250 tracks …'
	);
	expect(playlistDescription('https://site.example/playlist#v=1')).toMatch(/playlist#v=1$/);
	expect(playlistDescription(`https://site.example/#${'x'.repeat(300)}`)).not.toContain('https');
});
