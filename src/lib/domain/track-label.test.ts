import { expect, test } from 'vitest';
import { trackLabel } from './track-label.ts';

test('a track is called by what there is of its artist and title', () => {
	expect(trackLabel({ artist: 'Ann', title: 'Song' })).toBe('Ann – Song');
	expect(trackLabel({ artist: 'Ann', title: '' })).toBe('Ann');
	expect(trackLabel({ artist: '', title: 'Song' })).toBe('Song');
});
