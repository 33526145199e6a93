import { describe, expect, it } from 'vitest';
import { failed } from '#lib/contracts/failure.ts';
import { actionWords, gallerySentence, waitingSentence } from './sentences.ts';
import { playlistOf, card } from './test/fake-sharing.ts';

describe('what went wrong, in words', () => {
	it('is the gallery’s own sentence where it says no', () => {
		const sentence = 'You have shared 20 playlists within an hour. That is the most.';
		expect(gallerySentence(failed('too-many', sentence).failure)).toBe(sentence);
		expect(gallerySentence(failed('refused', sentence).failure)).toBe(sentence);
	});

	it('never shows a message that was written for logs', () => {
		const codes = ['network-unreachable', 'timed-out', 'unexpected-response', 'malformed'] as const;
		for (const code of [...codes, 'not-found', 'internal', 'storage-full'] as const) {
			const sentence = gallerySentence(failed(code, 'TypeError: x is undefined').failure);
			expect(sentence).not.toContain('TypeError');
			expect(sentence).toMatch(/^[A-Z].+\.$/);
		}
	});

	it('tells being offline from a gallery that is away', () => {
		const { failure } = failed('network-unreachable', '');
		expect(gallerySentence(failure, false)).toContain('offline');
		expect(gallerySentence(failure, true)).not.toContain('offline');
		expect(waitingSentence(null, false)).toContain('offline');
		expect(waitingSentence(failure, true)).not.toContain('offline');
	});

	it('hands on when the gallery wants to be asked again', () => {
		const { failure } = failed('too-many', 'That is the most. Try again in 3 minutes.');
		expect(waitingSentence(failure, true)).toContain('Try again in 3 minutes.');
	});
});

describe('what waits, in words', () => {
	it('leaves the name to stand by itself', () => {
		const playlistId = card('a').id;
		const said = [
			actionWords({ kind: 'publish', playlist: playlistOf(card('a')) }),
			actionWords({ kind: 'rename', playlistId, name: 'B' }),
			actionWords({ kind: 'delete', playlistId, name: 'C' }),
			actionWords({ kind: 'rate', playlistId, name: 'D', stars: 1 }),
			actionWords({ kind: 'rate', playlistId, name: 'E', stars: 4 }),
			actionWords({ kind: 'count-upload', playlistId, name: 'F' })
		].map(({ before, name, after }) => `${before} “${name}” ${after}`.trim());
		expect(said).toEqual([
			'Publish “Playlist a”',
			'Rename to “B”',
			'Delete “C”',
			'Rate “D” with 1 star',
			'Rate “E” with 4 stars',
			'Count the upload of “F”'
		]);
	});
});
