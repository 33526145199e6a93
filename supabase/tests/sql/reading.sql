-- The lists, page by page, and search.
begin;
set local search_path = public, extensions, tap;
select plan(47);

select sign_up(number) from generate_series(1, 12) as number;
-- Seven playlists, each a minute older than the one before it.
select become(1);
select isnt(share('List ' || letter), null, 'there is ' || letter)
from unnest(array['a', 'b', 'c', 'd', 'e', 'f', 'g']) as letter;
select become_ourselves();
update playlists set created_at = now() - ascii(right(name, 1)) * interval '1 minute';
select become(number), rate_playlist(named('List ' || letter), stars)
from (values (2, 'b', 5), (3, 'b', 5), (4, 'c', 5), (5, 'd', 1), (6, 'e', 3), (7, 'b', 5)) as given (number, letter, stars);
select become(number), count_upload(named('List ' || letter))
from (values (2, 'f'), (3, 'f'), (4, 'g')) as uploaded (number, letter);
select become_ourselves();

-- All names of a list, page after page of the same size, the way the page goes through it.
create function tap.walk(list text, rows_in_page integer) returns text[] language plpgsql as $$
declare
	last public.playlist_cards;
	names text[] := '{}';
	card public.playlist_cards;
	rows_seen integer;
begin
	loop
		rows_seen := 0;
		for card in execute case list
			when 'latest' then 'select * from public.latest_playlists($1, ($2).created_at, ($2).id)'
			when 'top' then 'select * from public.top_rated_playlists($1, ($2).score, ($2).rating_count, ($2).id)'
			else 'select * from public.most_uploaded_playlists($1, ($2).upload_count, ($2).id)'
		end using rows_in_page, last loop
			names := names || right(card.name, 1);
			rows_seen := rows_seen + 1;
			last := card;
		end loop;
		exit when rows_seen < rows_in_page;
	end loop;
	return names;
end
$$;
grant execute on function tap.walk(text, integer) to public;

select become('anon');
select is(
	array(select right(name, 1) from latest_playlists()), '{a,b,c,d,e,f,g}', 'the latest come first'
);
select is(
	(array(select right(name, 1) from top_rated_playlists()))[1:3], '{b,c,e}',
	'the top rated come first: three of 5 before one, and a 3 before none'
);
select is(
	(array(select right(name, 1) from top_rated_playlists()))[7], 'd', 'what is rated 1 comes last'
);
select is(
	(array(select right(name, 1) from most_uploaded_playlists()))[1:2], '{f,g}',
	'the most uploaded come first'
);
-- Also where several have the same time, score or count.
select become_ourselves();
update playlists set created_at = now();
select become('anon');
select is(
	walk(list, rows_in_page), walk(list, 50), format('%s by pages of %s', list, rows_in_page)
) from unnest(array['latest', 'top', 'uploads']) as list, unnest(array[1, 2, 3]) as rows_in_page;
select is(cardinality(walk(list, 50)), 7, list || ' holds all')
from unnest(array['latest', 'top', 'uploads']) as list;
select is((select count(*) from latest_playlists(0)), 1::bigint, 'a page has at least one row');
select is((select count(*) from latest_playlists(1000000)), 7::bigint, 'too long a page is cut');
select results_eq(
	$$select own_stars, is_own from get_playlist(named('List b'))$$,
	$$values (null::integer, false)$$, 'who is not signed in owns and gave nothing'
);
select is_empty($$select id from get_playlist('000000000000')$$, 'there is none with another id');
select become(1);
select ok((select bool_and(is_own) from latest_playlists()), 'a person sees which are theirs');

-- Search.
select become(12);
select isnt(share('Été à Zürich', '{"titles": ["Björk - Jóga", "Sigur Rós - Hoppípolla"]}'), null, 'one with diacritics');
select isnt(share('Night drive', '{"titles": ["Radiohead - Paranoid Android", "Кино - Группа крови"]}'), null, 'one in two scripts');
select is(array(select name from search_playlists(query)), array[name], format('%s: finds %s', query, name))
from (values
	('ete zurich', 'Été à Zürich'), ('BJORK', 'Été à Zürich'), ('hoppipola', 'Été à Zürich'),
	('zuerich ete', null), ('radiohed', 'Night drive'), ('paranoid', 'Night drive'),
	('nihgt', 'Night drive'), ('drvie', 'Night drive'), ('the night driev', null), ('nigt dirve', 'Night drive'), ('кино', 'Night drive'), ('группа', 'Night drive')
) as searched (query, name) where name is not null;
select is(
	(array(select right(name, 1) from search_playlists('list')))[1], 'b',
	'the better rated of those that match comes first'
);
select is_empty(format('select name from search_playlists(%L)', query), format('"%s" finds nothing', query))
from unnest(array['', '   ', '!?', '%', '_']) as query;
select is_empty($$select name from search_playlists('radiohead zurich')$$, 'all words have to be there');

select * from finish();
rollback;
