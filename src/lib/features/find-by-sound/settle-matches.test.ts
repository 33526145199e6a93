import { describe, expect, it } from 'vitest';
import type { NearTrack } from '#lib/contracts/engine.ts';
import { settleMatches } from './settle-matches.ts';

function matches(scores: Readonly<Record<string, number>>): readonly NearTrack[] {
	return Object.entries(scores).map(([id, score]) => ({
		track: { id, artist: id, title: '' },
		score
	}));
}

const order = (list: readonly NearTrack[]): string => list.map(({ track }) => track.id).join('');

describe('matches that settle', () => {
	it('come best first where nothing is shown yet', () => {
		expect(order(settleMatches([], matches({ a: 0.9, b: 0.899, c: 0.5 })))).toBe('abc');
	});

	it('stay where they are while the difference is none that one hears', () => {
		const shown = matches({ a: 0.9, b: 0.89 });
		const settled = settleMatches(shown, matches({ b: 0.902, a: 0.9 }));
		expect(order(settled)).toBe('ab');
		expect(settled.map(({ score }) => score)).toEqual([0.9, 0.902]);
	});

	it('change places where it is one', () => {
		const shown = matches({ a: 0.9, b: 0.89 });
		expect(order(settleMatches(shown, matches({ b: 0.95, a: 0.9 })))).toBe('ba');
	});

	it('let newcomers in at their place, and drop what is no longer among them', () => {
		const shown = matches({ a: 0.9, b: 0.8, c: 0.7 });
		expect(order(settleMatches(shown, matches({ a: 0.9, d: 0.85, c: 0.7 })))).toBe('adc');
	});
});
