-- People who go: their playlists and ratings stay.
begin;
set local search_path = public, extensions, tap;
select plan(14);

select sign_up(number) from generate_series(1, 5) as number;
select sign_up(6, false);
select become(number) from unnest(array[1]) as number;
select isnt(share('Of one who goes'), null, 'somebody shares');
select become(2);
select isnt(share('Of one who stays'), null, 'somebody else shares');
select lives_ok($$select rate_playlist(named('Of one who goes'), 5)$$, 'and rates');
select become(1);
select lives_ok($$select rate_playlist(named('Of one who stays'), 4)$$, 'they rate each other');

-- 1 has not been seen for 200 days; 2 neither, but for a page that was opened yesterday; 3 signed in
-- again; 4 is new; 5 was seen 170 days ago; 6 has an account.
select become_ourselves();
update auth.users set created_at = now() - interval '200 days' where id <> person(4);
update auth.users set last_sign_in_at = now() - interval '200 days' where id in (person(1), person(2), person(6));
update auth.users set last_sign_in_at = now() - interval '1 day' where id = person(3);
update auth.users set last_sign_in_at = now() - interval '170 days' where id = person(5);
insert into auth.sessions (id, user_id, created_at, refreshed_at) values
	(gen_random_uuid(), person(1), now() - interval '200 days', now() - interval '190 days'),
	(gen_random_uuid(), person(2), now() - interval '200 days', now() - interval '1 day');
insert into private.uploads values
	(named('Of one who stays'), person(1), current_date - 10), (named('Of one who stays'), person(1), current_date);

select become('anon');
select throws_ok('select forget_abandoned_people()', '42501', null, 'not everybody forgets people');
select become(2);
select throws_ok('select forget_abandoned_people()', '42501', null, 'nor does a person');
select become('service_role');
select throws_ok(
	$$select forget_abandoned_people('29 days')$$, '22023', 'unseen_for: expected at least 30 days',
	'nobody is forgotten within a month'
);
select is(forget_abandoned_people(), 1, 'whoever was not seen for 180 days is forgotten');
select become_ourselves();
select set_eq(
	'select id from auth.users', 'select person(number) from generate_series(2, 6) as number',
	'nobody else is'
);
select results_eq(
	$$select owner, rating_count from playlists where name = 'Of one who goes'$$,
	$$values (null::uuid, 1)$$, 'their playlist stays, without an owner'
);
select is(
	(select rating_sum from playlists where name = 'Of one who stays'), 4, 'so does what they gave'
);
select is((select count(*) from private.uploads), 1::bigint, 'days that are over are forgotten');
select become(2);
select throws_ok(
	$$select rename_playlist(named('Of one who goes'), 'Mine now')$$, 'PT403', null,
	'nobody renames what has no owner'
);
select become('service_role');
select is(
	forget_abandoned_people('100 days', 1), 1, 'as many at once as is asked for'
);

select * from finish();
rollback;
