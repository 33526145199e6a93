import { describe, expect, test } from 'vitest';
import type { PlaylistToPublish, SharingAction } from '#lib/contracts/sharing.ts';
import { toSendable } from './publishable.ts';
import { playlist } from './test/fake-browser.ts';

function sendable(change: Partial<PlaylistToPublish>): SharingAction | string {
	const result = toSendable({ kind: 'publish', playlist: playlist('Name', 1, change) });
	return result.ok ? result.value : `${result.failure.code}: ${result.failure.message}`;
}

function tracks(count: number, title = 'Artist - Title'): Partial<PlaylistToPublish> {
	const trackIds = Array.from({ length: count }, (_, n) => `track-${n}`);
	return { trackIds, titles: trackIds.map(() => title) };
}

const { request } = playlist('', 1);
const ownFile = `file:${'0'.repeat(32)}`;

describe('what cannot be shared is refused with what is wrong', () => {
	const cases: readonly (readonly [string, Partial<PlaylistToPublish>, string])[] = [
		['no name', { name: ' \n ' }, 'A playlist needs a name.'],
		['a name that nobody sees', { name: '\u200b\u2800\u3164' }, 'A playlist needs a name.'],
		['no tracks', tracks(0), 'There is nothing in it yet.'],
		['too many tracks', tracks(501), 'It has 501 tracks. Up to 500 can be shared at once.'],
		[
			'a file of one’s own',
			{ trackIds: ['one', ownFile], titles: ['', ''] },
			'One of its tracks is a file of your own, which stays on your device.'
		],
		[
			'files of one’s own',
			{ trackIds: [ownFile, ownFile, 'one', ownFile], titles: ['', '', '', ''] },
			'3 of its tracks are files of your own, which stay on your device.'
		],
		[
			'made from a file of one’s own',
			{ request: { ...request, waypointIds: [ownFile] } },
			'One of the tracks that it was made from is a file of your own, which stays on your device.'
		],
		[
			'titles of a book',
			tracks(500, 'x'.repeat(121)),
			'Its titles are too long, all together, to be shared.'
		],
		[
			'ids that are none',
			{ trackIds: ['<b>', 'two', 'three'] },
			'Its catalogue has no names for tracks that others would know.'
		],
		[
			'a catalogue that is none',
			{ catalogueId: '../house' },
			'Its catalogue has no names for tracks that others would know.'
		],
		[
			'a negative size',
			{ request: { ...request, size: -1 } },
			'A setting that it was made with is out of range.'
		],
		[
			'a seed that is no number',
			{ request: { ...request, seed: NaN } },
			'A setting that it was made with is out of range.'
		]
	];
	test.each(cases)('%s', (_, change, sentence) => {
		expect(sendable(change)).toBe(`refused: ${sentence}`);
	});
});

test('the most that can be shared can be', () => {
	expect(sendable(tracks(500, 'x'.repeat(120)))).toMatchObject({ kind: 'publish' });
});

test('texts are made plain, and titles may be empty or missing', () => {
	const long = '\u{1f600}'.repeat(600);
	const cleaned = sendable({
		name: ' \u202eevil\u0007 name ',
		titles: ['Two\nlines', long]
	});
	expect(cleaned).toMatchObject({
		playlist: { name: 'evil name', titles: ['Two lines', '\u{1f600}'.repeat(500), ''] }
	});
});

test('only what is shared is sent on', () => {
	const { playlist: sent } = sendable({
		request: { ...request, keptIds: [ownFile], excludedArtists: ['Nobody', ' '] }
	}) as Extract<SharingAction, { kind: 'publish' }>;
	expect(sent.request).toEqual({
		...request,
		...{ from: 'catalogue', lessLikeIds: [], excludedArtists: ['Nobody'] }
	});
});

test('what is done to a playlist needs one, and a name that can be seen', () => {
	const rename = { kind: 'rename', playlistId: '0123456789ab' } as const;
	expect(toSendable({ ...rename, name: ' New\tname ' })).toEqual({
		ok: true,
		value: { ...rename, name: 'New name' }
	});
	expect(toSendable({ ...rename, name: '\u202e' })).toMatchObject({
		failure: { code: 'refused', message: 'A playlist needs a name.' }
	});
	for (const playlistId of ['', '0123456789a', '../../../auth', '0123456789aB', '0123456789al']) {
		expect(toSendable({ kind: 'delete', playlistId, name: '' })).toMatchObject({
			failure: { code: 'not-found' }
		});
	}
});
