import { describe, expect, it } from 'vitest';
import type { Pick, PickReason, Playlist } from '#lib/contracts/engine.ts';
import { explainPick } from './reason.ts';
import { compareOrigin, describeJourney } from './request.ts';
import { defaultLink } from '#lib/domain/playlist-link.ts';

function pick(title: string, reason: Partial<PickReason> = {}): Pick {
	return {
		track: { id: title, artist: 'Artist', title },
		reason: { isWaypoint: false, soundScore: 0.7, playlistsScore: 0.5, relaxed: [], ...reason }
	};
}

function playlist(...picks: Pick[]): Playlist {
	return { picks, unknownIds: [], missingCount: 0, seed: 1, elapsedMs: 1 };
}

const journey = playlist(
	pick('A', { isWaypoint: true }),
	pick('between', { between: { from: 0, to: 1, progress: 0.667 } }),
	pick('B', { isWaypoint: true })
);

describe('why a track is here', () => {
	it('says how far along the journey it stands, and between what', () => {
		expect(explainPick(journey, 1, 0.5).sentences[0]).toBe(
			'67 % of the way from “Artist – A” to “Artist – B”.'
		);
	});

	it('says of a waypoint only that it was chosen', () => {
		const { sentences, scores } = explainPick(journey, 0, 0.5);
		expect(sentences).toHaveLength(1);
		expect(scores).toBeNull();
	});

	it('names first what counted most', () => {
		expect(explainPick(journey, 1, 0.9).sentences[1]).toMatch(/by ear: it sounds a lot like/);
		expect(explainPick(journey, 1, 0.1).sentences[1]).toMatch(/company: people sometimes play it/);
	});

	it('says so when only one of the two spaces counted', () => {
		expect(explainPick(journey, 1, 1).sentences[1]).not.toContain('people');
		expect(explainPick(journey, 1, 0).sentences[1]).not.toContain('sounds');
	});

	it('admits every rule that had to be given up', () => {
		const list = playlist(pick('x', { relaxed: ['same-song', 'adjacent-artist'] }));
		expect(explainPick(list, 0, 0.5).sentences).toHaveLength(4);
	});
});

describe('what a playlist is called', () => {
	it('is named for where it goes', () => {
		expect(describeJourney(journey)).toBe('From A to B');
		expect(describeJourney(playlist(pick('A', { isWaypoint: true }), pick('x')))).toBe(
			'Starting from A'
		);
		expect(describeJourney(playlist(pick('x')))).toBe('Starting from x');
		expect(describeJourney(playlist())).toBe('Playlist');
	});
});

describe('the catalogue of a link', () => {
	const house = {
		id: 'house',
		name: 'The house',
		licence: '',
		revision: '0a1b2c3d4e5f',
		trackCount: 1,
		playback: { kind: 'none' },
		encoderRevision: null,
		encoderSizeBytes: 0
	} as const;

	it('is told apart by id, then by revision', () => {
		expect(compareOrigin(defaultLink, house)).toBe('same');
		expect(compareOrigin({ ...defaultLink, catalogueId: 'other' }, house)).toBe('other-catalogue');
		const made = { ...defaultLink, catalogueId: 'house', revisionPrefix: '0a1b2c3d' };
		expect(compareOrigin(made, house)).toBe('same');
		expect(compareOrigin({ ...made, revisionPrefix: 'ffffffff' }, house)).toBe('other-revision');
	});
});
