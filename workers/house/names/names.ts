/**
 * Names of artists and titles of pieces, put together from word lists by a seeded generator. They
 * are invented; each kind of name has its own shapes, so that a style's artists read like a scene.
 */
import type { Random } from '#lib/domain/random.ts';
import { artistWords, type NameStyle } from './artist-words.ts';
import { titleWords, type TitleWords } from './title-words.ts';
import type { WordLists } from './word-lists.ts';

export type { NameStyle } from './artist-words.ts';

function capitalise(text: string): string {
	return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}

/** Fills each {list} of a template with a word from that list. */
function fill(template: string, lists: WordLists, random: Random): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => {
		const list = lists[name];
		if (!list) throw new RangeError(`no words called ${name} for "${template}"`);
		return random.pick(list);
	});
}

/** An artist's name in the manner of a kind of music. */
export function inventArtist(nameStyle: NameStyle, random: Random): string {
	const words = artistWords[nameStyle];
	return capitalise(fill(random.pick(words.shapes), words.lists, random));
}

/** A title in the manner of a kind of music. */
export function inventTitle(nameStyle: NameStyle, random: Random): string {
	const words: TitleWords = titleWords[nameStyle];
	// One title in a dozen is a phrase of its own rather than a pattern.
	const shape = random.uniform() < 0.14 ? random.pick(words.whole) : random.pick(words.shapes);
	return capitalise(fill(shape, words.lists, random));
}
