import { describe, expect, test } from 'vitest';
import { parseCards, parseCount, parseDetails, parsePublished, parseRated } from './answers.ts';

const card = {
	id: '0123456789ab',
	name: 'A name',
	catalogue_id: 'house',
	track_count: 3,
	first_titles: ['Artist - One', 'Artist - Two', ''],
	created_at: '2026-11-22T10:11:12.123456+00:00',
	score: 3.182,
	rating_count: 1,
	upload_count: 0,
	is_own: false,
	own_stars: 5
};

const { first_titles } = card;
const details = {
	...card,
	catalogue_revision: '0a1b2c3d',
	track_ids: ['one', 'two', 'three'],
	titles: first_titles,
	waypoint_ids: ['one'],
	size: 3,
	creativity: 0.5,
	noise: 0,
	seed: 7,
	rules: 'improved',
	play_from: 'catalogue',
	less_like_ids: [],
	excluded_artists: ['Nobody']
};

const malformed = { ok: false, failure: { code: 'malformed', retryable: false } };

test('a card is read as it is, its time to the microsecond', () => {
	expect(parseCards([card])).toEqual({
		ok: true,
		value: [
			{
				...{ id: '0123456789ab', name: 'A name', catalogueId: 'house', trackCount: 3 },
				...{ firstTitles: first_titles, createdAt: card.created_at, score: 3.182 },
				...{ ratingCount: 1, uploadCount: 0, isOwn: false, ownStars: 5 }
			}
		]
	});
});

test('hostile texts come out plain', () => {
	const name = '<img src=x onerror=alert(1)>\u202e\u0000\n';
	expect(parseCards([{ ...card, name, first_titles: ['a\u2028b'] }])).toMatchObject({
		value: [{ name: '<img src=x onerror=alert(1)>', firstTitles: ['a b'] }]
	});
});

const broken: readonly (readonly [string, object])[] = [
	['an id that is an address', { id: '../about' }],
	['an id of another kind', { id: '0123456789AB' }],
	['a catalogue of another kind', { catalogue_id: 'House!' }],
	['a name of nothing', { name: '\u202e ' }],
	['a score beyond five', { score: 5.1 }],
	['a negative count', { rating_count: -1 }],
	['half a rating', { own_stars: 2.5 }],
	['a time that is none', { created_at: 'yesterday' }]
];

describe.each(broken)('%s', (_, change) => {
	test('a card with it is left out, and a list of nothing else is refused', () => {
		expect(parseCards([{ ...card, ...change }, card])).toMatchObject({
			value: [{ name: 'A name' }]
		});
		expect(parseCards([{ ...card, ...change }])).toMatchObject(malformed);
	});
	test('a playlist with it is refused', () => {
		expect(parseDetails([{ ...details, ...change }])).toMatchObject(malformed);
	});
});

test.each([
	['a title too few', { titles: ['One', 'Two'] }],
	['no tracks', { track_ids: [], titles: [] }],
	['a file of somebody’s own', { track_ids: ['one', 'two', `file:${'0'.repeat(32)}`] }],
	['an id that is markup', { waypoint_ids: ['<b>'] }],
	['10,000 tracks', { track_ids: Array(10_000).fill('one'), titles: Array(10_000).fill('') }],
	['a negative size', { size: -1 }],
	['a seed that is a fraction', { seed: 0.5 }],
	['rules of another program', { rules: 'newest' }]
])('a playlist with %s is refused', (_, change) => {
	expect(parseDetails([{ ...details, ...change }])).toMatchObject(malformed);
});

test('a playlist in full, and none at all', () => {
	expect(parseDetails([details])).toMatchObject({
		value: { trackCount: 3, request: { seed: 7, from: 'catalogue', excludedArtists: ['Nobody'] } }
	});
	expect(parseDetails([])).toEqual({ ok: true, value: null });
});

test('what is no answer is none', () => {
	for (const content of [null, {}, 'text', 7, [[]], [{}], [null]]) {
		expect(parseCards(content)).toMatchObject(malformed);
		expect(parseDetails(content)).toMatchObject(malformed);
		expect(parsePublished(content)).toMatchObject(malformed);
		expect(parseRated(content)).toMatchObject(malformed);
	}
	for (const content of [null, -1, '1', [1]]) expect(parseCount(content)).toMatchObject(malformed);
});
