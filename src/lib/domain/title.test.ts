import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, foldWords, joinTitle, songKey, splitTitle } from './title.ts';

describe('folding', () => {
	test.each([
		['Déjà Vu', 'deja vu'],
		['Straße', 'strasse'],
		['STRASSE', 'strasse'],
		['Ærøskøbing & Łódź', 'aeroskobing  lodz'],
		["Don't Stop!", 'dont stop'],
		['İstanbul', 'istanbul'],
		['東京 2020', '東京 2020'],
		['a\nb\tc', 'a b c'],
		['under_score', 'underscore']
	])('%j becomes %j', (text, folded) => {
		expect(foldText(text)).toBe(folded);
	});

	test('plain letters come out the same beside others as by themselves', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
				expect(foldText(`${text}é`)).toBe(`${foldText(text)}e`);
			})
		);
	});

	test('a query without letters has no words', () => {
		expect(foldWords(' & -- ! ')).toEqual([]);
		expect(foldWords('  Déjà   vu ')).toEqual(['deja', 'vu']);
	});
});

describe('artist and title', () => {
	test('split at the first separator, and join again', () => {
		for (const fullTitle of ['A - B', 'A - B - C', 'Nameless', 'A-B - C', ' - B']) {
			const { artist, title } = splitTitle(fullTitle);
			expect(joinTitle(artist, title)).toBe(fullTitle);
		}
		expect(splitTitle('A - B - C')).toEqual({ artist: 'A', title: 'B - C' });
	});
});

describe('the song that a title names', () => {
	test.each([
		'Nina Vale - Harbour - Remastered 2009',
		'Nina Vale - Harbour - 2009 Remaster',
		'Nina Vale - Harbour (Live at the Old Mill)',
		'Nina Vale - Harbour [Radio Edit]',
		'Nina Vale - Harbour (feat. Tomas Ek)',
		'Nina Vale - Harbour feat. Tomas Ek',
		'Nina Vale - Harbour - Mixed',
		'Nina Vale - Harbour - Live',
		'Nina Vale - Harbour (Tomas Ek Remix)',
		'NINA VALE - Harbour!'
	])('%s is Harbour', (fullTitle) => {
		expect(songKey(fullTitle)).toBe(songKey('Nina Vale - Harbour'));
	});

	test.each([
		'Nina Vale - Harbour Pt. 2',
		'Nina Vale - Harbour (Part Two)',
		'Nina Vale - Harbour - Prelude',
		'Nina Vale - Live and Breathe',
		'Nina Vale - Mixed Feelings',
		'Other - Harbour'
	])('%s is another song', (fullTitle) => {
		expect(songKey(fullTitle)).not.toBe(songKey('Nina Vale - Harbour'));
	});

	test('a song whose very name is a tag keeps it', () => {
		expect(songKey('Nina Vale - Live')).not.toBe(songKey('Nina Vale - Demo'));
	});
});
