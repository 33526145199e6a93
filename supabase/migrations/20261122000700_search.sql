-- Search by words in the name or in any title. Words may be begun only, misspelt, and without their
-- diacritics; the first six have to be there.

-- Words of the vocabulary that may have been meant, the likeliest first: those that share trigrams
-- with it and are few edits away, and those with two neighbouring letters the other way around, which
-- share hardly any.
create function private.words_like(word text, most integer) returns text[]
language sql stable set search_path = '' as $$
	select coalesce(pg_catalog.array_agg(near.word), '{}') from (
		select candidates.word from (
			select w.word from private.words as w
			where w.word operator(extensions.%) words_like.word
			union
			select w.word from private.words as w where w.word = any (array(
				select overlay(words_like.word
					placing pg_catalog.reverse(pg_catalog.substr(words_like.word, place, 2))
					from place for 2)
				from pg_catalog.generate_series(1, pg_catalog.length(words_like.word) - 1) as place
			))
		) as candidates,
			extensions.similarity(candidates.word, words_like.word) as similarity,
			extensions.levenshtein_less_equal(candidates.word, words_like.word, 3) as edits
		where similarity >= 0.45 or edits <= pg_catalog.length(words_like.word) / 4 + 1
		order by edits - 3 * similarity, candidates.word
		limit most
	) as near
$$;

-- What to look for, one query for each word: as it is written, the last word perhaps only begun; or,
-- forgiving, words that begin with it and words like it. Among several words, one that somebody used
-- is taken to be meant. Words are letters and digits only, so that quoting them is enough.
create function private.word_queries(words text[], is_forgiving boolean) returns tsquery[]
language sql stable set search_path = '' as $$
	select coalesce(pg_catalog.array_agg(pg_catalog.concat_ws(' | ',
		'''' || word || '''' || case
			when pg_catalog.length(word) > 1 and (is_forgiving or place = pg_catalog.cardinality(words))
			then ':*' else ''
		end,
		case when is_forgiving and pg_catalog.length(word) > 2 and (
			pg_catalog.cardinality(words) = 1
			or not exists (select from private.words as w where w.word = numbered.word)
		) then (
			select pg_catalog.string_agg('''' || near || '''', ' | ')
			from pg_catalog.unnest(private.words_like(
				word, greatest(2, 8 / pg_catalog.cardinality(words))
			)) as near
		) end
	)::pg_catalog.tsquery order by place), '{}')
	from pg_catalog.unnest(words) with ordinality as numbered (word, place)
$$;

-- Up to `most` ids of the playlists that match all queries. `place` is `of_name` or `of_all`. Queries
-- by themselves are intersected faster by the index than as one; it is always the index that is used.
create function private.some_matches(queries tsquery[], place text, most integer) returns text[]
language plpgsql stable set search_path = ''
set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare
	ids text[];
begin
	execute 'select array(select playlist_id from private.playlist_words where '
		|| (select string_agg(format('%I @@ %L::tsquery', place, query), ' and ') from unnest(queries) as query)
		|| ' limit $1)' using most into ids;
	return ids;
end
$$;

-- The same, the best rated of all first.
--
-- With up to 1,000 matches they are all looked at. With more, the list of the top rated is gone
-- through until enough of them matched, which then is soon.
create function private.best_matches(queries tsquery[], place text, most integer) returns text[]
language plpgsql stable set search_path = '' as $$
declare
	most_to_sort constant integer := 1000;
	ids constant text[] := private.some_matches(queries, place, most_to_sort + 1);
begin
	if cardinality(ids) <= most_to_sort then
		return array(
			select p.id from unnest(ids) as matching (id)
			cross join lateral (
				select q.* from public.playlists as q where q.id = matching.id offset 0
			) as p
			order by p.score desc, p.rating_count desc, p.id desc limit most
		);
	end if;
	return array(
		select p.id from public.playlists as p
		where (
			select case place when 'of_name' then w.of_name else w.of_all end
				@@ (select string_agg(format('(%s)', query), ' & ')::tsquery from unnest(queries) as query)
			from private.playlist_words as w where w.playlist_id = p.id
		)
		order by p.score desc, p.rating_count desc, p.id desc limit most
	);
end
$$;

-- The ids of what is found, best first: first what the words were written like, in the name before
-- in the titles; then, as long as there is room, what they may have meant.
create function private.found_playlists(query text, most integer) returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare
	words constant text[] := (private.words_of(left(query, 200)))[1:6];
	found text[] := '{}';
	is_forgiving boolean;
	queries tsquery[];
	place text;
begin
	if cardinality(words) = 0 then
		return found;
	end if;
	foreach is_forgiving in array array[false, true] loop
		exit when cardinality(found) >= most;
		queries := private.word_queries(words, is_forgiving);
		foreach place in array array['of_name', 'of_all'] loop
			exit when cardinality(found) >= most;
			found := found || array(
				select id from unnest(private.best_matches(queries, place, most))
					with ordinality as matches (id, rank)
				where id <> all (found) order by rank limit most - cardinality(found)
			);
		end loop;
	end loop;
	return found;
end
$$;

create function public.search_playlists(
	query text, page_size integer default 24
) returns setof public.playlist_cards
language sql stable rows 24 set search_path = '' as $$
	select c.* from pg_catalog.unnest(
		private.found_playlists(search_playlists.query, private.page_rows(page_size))
	) with ordinality as found (id, place)
	cross join lateral (
		select d.* from public.playlist_cards as d where d.id = found.id offset 0
	) as c
	order by found.place
$$;

revoke all on function
	private.words_like(text, integer),
	private.word_queries(text[], boolean),
	private.some_matches(tsquery[], text, integer),
	private.best_matches(tsquery[], text, integer),
	private.found_playlists(text, integer)
from public, anon, authenticated, service_role;
revoke all on function public.search_playlists(text, integer)
	from public, anon, authenticated, service_role;
grant execute on function private.found_playlists(text, integer) to anon, authenticated;
grant execute on function public.search_playlists(text, integer) to anon, authenticated;
