/** What is asked of the database while it is timed: every list at many places, many kinds of search. */
import type postgres from 'postgres';
import type { ApiRole } from './plans.ts';

interface Card {
	readonly id: string;
	readonly created_at: string;
	readonly score: string;
	readonly rating_count: number;
	readonly upload_count: number;
}

export interface Question {
	readonly name: string;
	/** `authenticated` without it. */
	readonly role?: ApiRole;
	readonly statement: string;
	/** One call each. */
	readonly calls: readonly (readonly (string | number | null)[])[];
}

const pageSize = 24;

/**
 * @param sql a connection that may read everything
 * @param person who asks
 */
export async function makeQuestions(
	sql: postgres.Sql,
	person: string
): Promise<readonly Question[]> {
	// The same rows every time: chosen by a hash of their ids.
	const cards = await sql<Card[]>`
		select id, created_at::text, score::text, rating_count, upload_count from public.playlists
		order by md5(id) limit 200`;
	const ownCards = await sql<Card[]>`
		select id, created_at::text, score::text, rating_count, upload_count from public.playlists
		where owner = ${person} order by md5(id) limit 200`;
	const words = await sql<{ word: string; ndoc: number }[]>`
		select word, ndoc from ts_stat('select of_all from private.playlist_words') order by ndoc desc, word`;
	const names = await sql<{ name: string }[]>`
		select name from public.playlists where name like '% %' order by md5(id) limit 100`;
	const titles = await sql<{ title: string }[]>`
		select titles[1] as title from public.playlists order by md5(id) limit 100`;
	const pairs = await sql<{ pair: string }[]>`
		select split_part(titles[1], ' ', 1) || ' ' || split_part(titles[3], ' ', 1) as pair
		from public.playlists order by md5(id) limit 100`;

	const common = words.slice(0, 100).map(({ word }) => word);
	const middle = words
		.filter(({ ndoc }) => ndoc > 200 && ndoc < 5000)
		.filter((_, i) => i % 20 === 0);
	const rare = words.filter(({ ndoc }) => ndoc < 20).filter((_, i) => i % 200 === 0);
	const all = [...common, ...middle.map(({ word }) => word), ...rare.map(({ word }) => word)];
	const search = (name: string, queries: readonly string[]): Question => ({
		name: `search: ${name}`,
		statement: 'select * from public.search_playlists($1, $2)',
		calls: queries.map((query) => [query, pageSize])
	});
	const latest: Question = {
		name: 'latest',
		statement: 'select * from public.latest_playlists($1, $2, $3)',
		calls: [
			[pageSize, null, null],
			...cards.map(({ created_at, id }) => [pageSize, created_at, id])
		]
	};
	return [
		latest,
		{ ...latest, name: 'latest, not signed in', role: 'anon' },
		{
			name: 'own, of a thousand',
			statement: 'select * from public.own_playlists($1, $2, $3)',
			calls: [
				[pageSize, null, null],
				...ownCards.map(({ created_at, id }) => [pageSize, created_at, id])
			]
		},
		{
			name: 'top rated',
			statement: 'select * from public.top_rated_playlists($1, $2, $3, $4)',
			calls: [
				[pageSize, null, null, null],
				...cards.map(({ score, rating_count, id }) => [pageSize, score, rating_count, id])
			]
		},
		{
			name: 'most uploaded',
			statement: 'select * from public.most_uploaded_playlists($1, $2, $3)',
			calls: [
				[pageSize, null, null],
				...cards.map(({ upload_count, id }) => [pageSize, upload_count, id])
			]
		},
		{
			name: 'one',
			statement: 'select * from public.get_playlist($1)',
			calls: cards.map(({ id }) => [id])
		},
		search('the commonest words', common),
		search(
			'less common words',
			middle.map(({ word }) => word)
		),
		search(
			'rare words',
			rare.map(({ word }) => word)
		),
		search(
			'two common words',
			common.map((word, i) => `${word} ${common[(i * 7 + 3) % common.length] ?? ''}`)
		),
		search(
			'a common and a rare word',
			rare.map(({ word }, i) => `${common[i % common.length] ?? ''} ${word}`)
		),
		search(
			'two words of one playlist',
			pairs.map(({ pair }) => pair)
		),
		search(
			'a whole name',
			names.map(({ name }) => name)
		),
		search(
			'a whole title',
			titles.map(({ title }) => title)
		),
		search('beginnings of two letters', beginnings(all, 2)),
		search('beginnings of three letters', beginnings(all, 3)),
		search(
			'a letter missing',
			all.map((word, i) => edit(word, i, () => ''))
		),
		search(
			'another letter',
			all.map((word, i) => edit(word, i, (letter) => (letter === 'q' ? 'w' : 'q')))
		),
		search('two letters swapped', all.map(swap)),
		search(
			'two misspelt words',
			all.map(
				(word, i) => `${swap(word, i)} ${edit(all[(i * 11 + 5) % all.length] ?? '', i, () => '')}`
			)
		),
		search(
			'words that are nowhere',
			all.map((_, i) => `xqz${(i * 7919).toString(36)}wvx`)
		),
		search(
			'eight words',
			all.map((_, i) => common.slice(i % 90, (i % 90) + 8).join(' '))
		)
	];
}

function beginnings(words: readonly string[], length: number): readonly string[] {
	return [...new Set(words.map((word) => word.slice(0, length)))].slice(0, 150);
}

function edit(word: string, index: number, change: (letter: string) => string): string {
	const at = 1 + (index % Math.max(1, word.length - 2));
	return word.slice(0, at) + change(word.charAt(at)) + word.slice(at + 1);
}

function swap(word: string, index: number): string {
	const at = index % Math.max(1, word.length - 1);
	return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}
