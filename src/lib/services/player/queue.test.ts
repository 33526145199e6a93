import { describe, expect, it } from 'vitest';
import {
	advanced,
	currentTrack,
	emptyQueue,
	jumped,
	queueOf,
	retreated,
	upcomingTracks,
	withoutTrack
} from './queue.ts';

const abc = ['a', 'b', 'c'];

describe('queue', () => {
	it('plays the tracks in order and ends after the last', () => {
		const second = advanced(queueOf(abc));
		expect(second && currentTrack(second)).toBe('b');
		expect(second && upcomingTracks(second)).toEqual(['c']);
		expect(advanced(queueOf(abc, 2))).toBeNull();
	});

	it('goes back until the first', () => {
		const first = retreated(queueOf(abc, 1));
		expect(first && currentTrack(first)).toBe('a');
		expect(first && retreated(first)).toBeNull();
	});

	it('is not changed by what happens to the list it was made from', () => {
		const list = [...abc];
		const queue = queueOf(list, 1);
		list.length = 0;
		expect(currentTrack(queue)).toBe('b');
	});

	it('moves an index from outside to the nearest inside', () => {
		expect(queueOf(abc, 99).index).toBe(2);
		expect(queueOf(abc, -4).index).toBe(0);
	});

	it('holds nothing when it is empty', () => {
		expect(queueOf([], 3)).toEqual(emptyQueue);
		expect(currentTrack(emptyQueue)).toBeNull();
		expect(advanced(emptyQueue)).toBeNull();
		expect(retreated(emptyQueue)).toBeNull();
	});

	it('jumps to positions that exist only', () => {
		expect(jumped(queueOf(abc), 2)?.index).toBe(2);
		expect(jumped(queueOf(abc), 3)).toBeNull();
		expect(jumped(queueOf(abc), -1)).toBeNull();
		expect(jumped(queueOf(abc), 0.5)).toBeNull();
	});

	it.each([
		{ index: 1, remove: 0, current: 'b', tracks: ['b', 'c'] },
		{ index: 1, remove: 2, current: 'b', tracks: ['a', 'b'] },
		{ index: 1, remove: 1, current: 'c', tracks: ['a', 'c'] },
		{ index: 2, remove: 2, current: 'b', tracks: ['a', 'b'] },
		{ index: 1, remove: 7, current: 'b', tracks: abc }
	])(
		'keeps $current current when $remove is removed at $index',
		({ index, remove, current, tracks }) => {
			const queue = withoutTrack(queueOf(abc, index), remove);
			expect(queue.tracks).toEqual(tracks);
			expect(currentTrack(queue)).toBe(current);
		}
	);

	it('is empty after its only track is removed', () => {
		expect(withoutTrack(queueOf(['a']), 0)).toEqual(emptyQueue);
	});
});
