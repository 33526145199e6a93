-- Ratings and uploads: whose count, what they add up to, and how many are too many.
begin;
set local search_path = public, extensions, tap;
select plan(44);

select sign_up(number) from generate_series(1, 4) as number;
select become(1);
select isnt(share('Rated'), null, 'there is a playlist');

-- Rating.
select become('anon');
select throws_ok(
	$$select rate_playlist(named('Rated'), 5)$$, '42501', null, 'without signing in nothing is rated'
);
select throws_ok($$select stars from ratings$$, '42501', null, 'nor are ratings read');
select become(1);
select throws_ok(
	$$select rate_playlist(named('Rated'), 5)$$, 'PT403',
	'This playlist is yours: what it is worth, others say.', 'nobody rates their own'
);
select throws_ok(
	$$insert into ratings (playlist_id, stars) values (named('Rated'), 5)$$, '42501', null,
	'not by the table either'
);
select become(2);
select results_eq(
	$$select score, rating_count, own_stars from rate_playlist(named('Rated'), 5)$$,
	$$values (3.182, 1, 5)$$, 'a rating counts: (30 + 5) / 11'
);
select results_eq(
	$$select score, rating_count, own_stars from rate_playlist(named('Rated'), 1)$$,
	$$values (2.818, 1, 1)$$, 'the next replaces it: (30 + 1) / 11'
);
select is(
	(select own_stars from get_playlist(named('Rated'))), 1, 'a person sees what they gave'
);
select lives_ok(
	$$update ratings set stars = 2 where playlist_id = named('Rated')$$,
	'a person changes their own by the table'
);
select results_eq(
	$$select score, rating_count from get_playlist(named('Rated'))$$, $$values (2.909, 1)$$,
	'which counts too'
);
select become(3);
select results_eq(
	$$select score, rating_count, own_stars from rate_playlist(named('Rated'), 4)$$,
	$$values (3.000, 2, 4)$$, 'two ratings add up: (30 + 2 + 4) / 12'
);
select results_eq(
	$$select person, stars from ratings$$, format('values (%L::uuid, 4)', person(3)),
	'a person reads only their own'
);
select is_empty(
	format($$update ratings set stars = 5 where person = %L returning stars$$, person(2)),
	'a person changes only their own'
);
select throws_ok($$delete from ratings$$, '42501', null, 'ratings are not deleted');
select throws_ok(
	format($$insert into ratings (playlist_id, person, stars) values (named('Rated'), %L, 5)$$, person(4)),
	'42501', null, 'nobody rates as somebody else'
);
select throws_ok(
	format($$update ratings set person = %L$$, person(4)), '42501', null, 'nor hands a rating on'
);
select throws_ok(
	format('select rate_playlist(named(%L), %s)', 'Rated', stars), '23514', 'stars: expected 1 to 5',
	format('%s stars are refused', stars)
) from unnest(array[0, 6, -1, 1000000]) as stars;
select throws_ok(
	$$select rate_playlist(named('Rated'), null)$$, '23502', 'stars: expected a value',
	'no stars are refused'
);
select throws_ok(
	$$select rate_playlist('000000000000', 5)$$, 'PT404', null, 'what is not there is not rated'
);
select results_eq(
	$$select score, rating_count from get_playlist(named('Rated'))$$, $$values (3.000, 2)$$,
	'what was refused did not count'
);

-- Somebody rates and goes; whoever runs the site takes a rating away.
select become_ourselves();
delete from auth.users where id = person(3);
select results_eq(
	$$select rating_count, rating_sum from playlists where name = 'Rated'$$, $$values (2, 6)$$,
	'a rating counts on when its person is gone'
);
select become('service_role');
select lives_ok(
	format('delete from ratings where person = %L', person(3)),
	'whoever runs the site takes a rating away'
);
select become_ourselves();
select results_eq(
	$$select rating_count, rating_sum from playlists where name = 'Rated'$$, $$values (1, 2)$$,
	'which then counts no more'
);

-- Uploads.
select become('anon');
select throws_ok(
	$$select count_upload(named('Rated'))$$, '42501', null, 'without signing in no upload counts'
);
select set_config('role', 'authenticated', true);
select throws_ok(
	$$select count_upload(named('Rated'))$$, '42501', null, 'nor with a token that names nobody'
);
select become(2);
select is(count_upload(named('Rated')), 1, 'an upload counts');
select is(count_upload(named('Rated')), 1, 'once a day for each person');
select become(4);
select is(count_upload(named('Rated')), 2, 'the next person''s counts too');
select throws_ok(
	$$select count_upload('000000000000')$$, 'PT404', null, 'an upload of nothing does not'
);
select become_ourselves();
update private.uploads set day = day - 1;
select become(2);
select is(count_upload(named('Rated')), 3, 'the next day it counts again');
select throws_ok($$select * from private.uploads$$, '42501', null, 'who uploaded what is not seen');

-- Limits: 60 ratings a minute and 20 shares an hour, for each person by themselves.
select lives_ok(
	$$do 'begin for i in 1..58 loop perform public.rate_playlist(tap.named(''Rated''), 3); end loop; end'$$,
	'60 ratings within a minute are taken'
) from become(4);
select lives_ok(
	$$select rate_playlist(named('Rated'), 3), rate_playlist(named('Rated'), 4)$$, 'up to the last'
);
select throws_ok(
	$$select rate_playlist(named('Rated'), 5)$$, 'PT429',
	'You have given 60 ratings within a minute. That is the most.', 'the 61st is refused'
);
select is(
	(select own_stars from get_playlist(named('Rated'))), 4, 'and changes nothing'
);
select become(2);
select lives_ok($$select rate_playlist(named('Rated'), 5)$$, 'others go on');
select become_ourselves();
update private.recent_actions
set times = array(select t - interval '61 seconds' from unnest(times) as t) where action = 'rate';
select become(4);
select lives_ok($$select rate_playlist(named('Rated'), 5)$$, 'a minute later it goes on');

select lives_ok(
	$$select share('Number ' || i) from generate_series(1, 20) as i$$, '20 shares within an hour are taken'
);
select throws_ok(
	$$select share('Number 21')$$, 'PT429',
	'You have shared 20 playlists within an hour. That is the most.', 'the 21st is refused'
);
select is(named('Number 21'), null, 'and not kept');
select is(share('Number 20'), named('Number 20'), 'the same again is no further one');

select * from finish();
rollback;
