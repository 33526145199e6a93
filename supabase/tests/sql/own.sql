-- A person's own playlists.
begin;
set local search_path = public, extensions, tap;
select plan(14);

select sign_up(number) from generate_series(1, 3) as number;
select become(1);
select isnt(share('Mine ' || letter), null, 'somebody shares ' || letter)
from unnest(array['a', 'b', 'c', 'd']) as letter;
select become(2);
select isnt(share('Theirs'), null, 'somebody else shares');
select lives_ok($$select rate_playlist(named('Mine b'), 4)$$, 'and rates');
select become_ourselves();
-- Two of them at the same time.
update playlists set created_at = now() - (name = 'Mine d')::integer * interval '1 minute'
	- (name = 'Mine a')::integer * interval '1 hour';

select become(1);
select results_eq(
	'select name from own_playlists()',
	$$select name from playlists where name like 'Mine %' order by created_at desc, id desc$$,
	'a person sees what they shared, the newest first, and nothing else'
);
select results_eq(
	'select name, rating_count, is_own from own_playlists() where rating_count > 0',
	$$values ('Mine b', 1, true)$$, 'as the other lists show it'
);
select results_eq(
	$$with recursive pages as (
		select c, 1 as place from own_playlists(1) as c
		union all
		select next, place + 1 from pages
		cross join lateral own_playlists(1, (pages.c).created_at, (pages.c).id) as next
	)
	select (c).name from pages order by place$$,
	'select name from own_playlists()', 'page after page, also where two have the same time'
);
select is((select count(*) from own_playlists(0)), 1::bigint, 'a page has at least one row');
select become(2);
select results_eq(
	'select name from own_playlists()', $$values ('Theirs')$$, 'somebody else sees theirs'
);
select become(3);
select is_empty('select name from own_playlists()', 'who shared nothing has none');
select become('anon');
select throws_ok(
	'select name from own_playlists()', '42501', null, 'who is not signed in has no list'
);
select become('service_role');
select throws_ok('select name from own_playlists()', '42501', null, 'nor has who runs the site');

select * from finish();
rollback;
