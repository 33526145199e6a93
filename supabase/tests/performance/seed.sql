-- 100,000 playlists and 1,000,000 ratings, into the real tables, with their words. The same every
-- time. Run as the superuser on an empty, migrated database.
--
-- Words and tracks are as popular as in real collections: the r-th of n comes up about as often as
-- 1/r, and a track in twenty is "The" something: a search finds anything from none to half of all.
select setseed(0.42);
-- What a trigger does for one row at a time is done for all at once, further down.
set session_replication_role = replica;

create temporary table vocabulary as
	select r, initcap(string_agg(
		substr('bdfghjklmnprstvz', 1 + floor(16 * random())::integer, 1)
			|| substr('aeiouyáéö', 1 + floor(9 * random())::integer, 1)
			|| case when random() < 0.3 then substr('lnrstx', 1 + floor(6 * random())::integer, 1) else '' end,
		'')) as word
	from generate_series(1, 40000) as r, generate_series(1, 2 + r % 3) group by r;
create unique index on vocabulary (r);
analyze vocabulary;

create function pg_temp.rank_of(n integer) returns integer language sql volatile as $$
	select floor(exp(random() * ln(n + 1)))::integer
$$;

create temporary table tracks as
	with artists as materialized (
		select a, initcap(string_agg(v.word, ' ')) as artist from (
			select a, pg_temp.rank_of(40000) as r from generate_series(1, 12000) as a,
				generate_series(1, 1 + a % 2)
		) as drawn join vocabulary as v using (r) group by a
	), titles as materialized (
		select t, string_agg(v.word, ' ') as title from (
			select t, pg_temp.rank_of(40000) as r from generate_series(1, 100000) as t,
				generate_series(1, 1 + t % 4)
		) as drawn join vocabulary as v using (r) group by t
	)
	select t, format('synthetic-%s', lpad(t::text, 6, '0')) as id,
		format('%s - %s%s', artists.artist, case when t % 20 = 0 then 'The ' end, titles.title) as title
	from titles join artists on artists.a = 1 + titles.t % 12000;
create unique index on tracks (t);
analyze tracks;

insert into auth.users (id, is_anonymous)
select ('00000000-0000-4000-8000-' || lpad(number::text, 12, '0'))::uuid, true
from generate_series(1, 50000) as number;

create temporary table shared as
	select i, private.new_playlist_id() as id, 5 + floor(26 * random())::integer as tracks
	from generate_series(1, 100000) as i;
create unique index on shared (i);
analyze shared;

-- Some are rated by thousands, most by a few.
insert into public.ratings (playlist_id, person, stars)
select s.id, ('00000000-0000-4000-8000-' || lpad(person::text, 12, '0'))::uuid, stars
from (
	select distinct on (i, person) i, person, stars from (
		select 1 + floor(100000 * random() ^ 2)::integer as i,
			1 + floor(50000 * random())::integer as person,
			1 + floor(5 * random() ^ 0.7)::integer as stars
		from generate_series(1, 1010000)
	) as drawn
) as distinct_ratings join shared as s using (i)
limit 1000000;

insert into public.playlists (
	id, owner, name, catalogue_id, catalogue_revision, track_ids, titles, waypoint_ids, size,
	creativity, noise, seed, rules, play_from, less_like_ids, excluded_artists, created_at,
	rating_sum, rating_count, upload_count
)
select s.id,
	-- The seventh person shared a thousand.
	('00000000-0000-4000-8000-' || lpad(
		(case when s.i % 100 = 0 then 7 else 1 + s.i % 50000 end)::text, 12, '0'
	))::uuid,
	left(n.name, 60), 'synthetic', '0a1b2c3d', p.ids, p.titles, p.ids[1:2], cardinality(p.ids), 0.5, 0,
	s.i, 'improved', 'catalogue', '{}', '{}',
	timestamptz '2026-01-01' + s.i * interval '4 minutes' + random() * interval '1 hour',
	coalesce(r.stars, 0), coalesce(r.ratings, 0), floor(200 * random() ^ 8)::integer
from shared as s
join (
	select drawn.i, array_agg(tracks.id order by place) as ids, array_agg(tracks.title order by place) as titles
	from (
		select s.i, place, pg_temp.rank_of(100000) as t
		from shared as s, generate_series(1, s.tracks) as place
	) as drawn join tracks using (t) group by drawn.i
) as p using (i)
join (
	select drawn.i, string_agg(v.word, ' ' order by place) as name
	from (
		select s.i, place, pg_temp.rank_of(40000) as r from shared as s, generate_series(1, 1 + s.i % 4) as place
	) as drawn join vocabulary as v using (r) group by drawn.i
) as n using (i)
left join (
	select playlist_id, sum(stars)::integer as stars, count(*)::integer as ratings
	from public.ratings group by 1
) as r on r.playlist_id = s.id;

-- An index is made ten times faster than it is filled.
create temporary table indexes as
	select indexname, indexdef from pg_indexes
	where schemaname = 'private' and indexdef ilike '% using gin %';
do $$
declare
	index record;
begin
	for index in select * from indexes loop
		execute format('drop index private.%I', index.indexname);
	end loop;
end
$$;
insert into private.playlist_words (playlist_id, of_name, of_all)
select p.id, array_to_tsvector(w.of_name), array_to_tsvector(w.of_name || w.of_titles)
from public.playlists as p cross join lateral (
	select private.words_of(p.name) as of_name,
		private.words_of(array_to_string(p.titles, ' ')) as of_titles offset 0
) as w;
insert into private.words (word)
select word from ts_stat('select of_all from private.playlist_words');
do $$
declare
	index record;
begin
	for index in select * from indexes loop
		execute index.indexdef;
	end loop;
end
$$;

reset session_replication_role;
