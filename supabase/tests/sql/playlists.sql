-- Sharing, renaming and deleting: what goes through, and what is refused with which words.
begin;
set local search_path = public, extensions, tap;
select plan(85);

select sign_up(1), sign_up(2);

-- Without a person.
select become('anon');
select throws_ok($$select share('Nobody''s')$$, '42501', null, 'without signing in nothing is shared');
select throws_ok($$insert into playlists (name) values ('x')$$, '42501', null, 'nor inserted');
select throws_ok($$update playlists set name = 'x'$$, '42501', null, 'nor renamed');
select throws_ok($$delete from playlists$$, '42501', null, 'nor deleted');
select set_config('role', 'authenticated', true);
select throws_ok(
	$$select share('Nobody''s')$$, '42501', null, 'a token that names nobody shares nothing'
);

-- Sharing.
select become(1);
select matches(share('Mine'), '^[0-9a-hjkmnp-tv-z]{12}$', 'a person shares, and gets a short id');
select results_eq(
	$$select name, catalogue_id, catalogue_revision, track_ids, titles, waypoint_ids, size,
		creativity, noise, seed, rules, play_from, less_like_ids, excluded_artists, score,
		rating_count, upload_count, is_own, own_stars
	from get_playlist(named('Mine'))$$,
	$$values ('Mine', 'house', '0a1b2c3d', array['house-0001', '4uLU6hMCjMI75M1A2tKUQC'],
		array['Anna Falk - Mine', 'Ben Aro - Second'], array['house-0001'], 10,
		0.5::double precision, 0::double precision, 1::bigint, 'improved', 'catalogue', '{}'::text[],
		'{}'::text[], 3.000, 0, 0, true, null::integer)$$,
	'it can be read as it was shared'
);
select is(share('Mine'), named('Mine'), 'the same again gives the first');
select results_eq(
	$$select id, shared_name, is_new, is_own from publish_playlist(
		name => 'Another name', catalogue_id => 'house', catalogue_revision => '0a1b2c3d',
		track_ids => '{house-0001,4uLU6hMCjMI75M1A2tKUQC}',
		titles => '{"Anna Falk - Mine","Ben Aro - Second"}', waypoint_ids => '{house-0001}',
		size => 10, creativity => 0.5, seed => 1)$$,
	$$select named('Mine'), 'Mine', false, true$$,
	'also under another name, which changes nothing'
);
select isnt(
	share('Mine', '{"name": "Other seed", "seed": 2}'), named('Mine'),
	'with another seed it is another'
);
select isnt(
	share('Mine', '{"name": "Other titles", "titles": ["Somebody - Else", "Ben Aro - Second"]}'),
	named('Mine'), 'with other titles it is another'
);
select throws_ok(
	format($$insert into playlists (owner, name) values (%L, 'x')$$, person(2)), '42501', null,
	'nobody shares in somebody else''s name'
);
select throws_ok(
	$$insert into playlists (id, name) values ('000000000000', 'x')$$, '42501', null,
	'nobody chooses an id'
);

-- Hostile values. The answer is the rule that was broken.
select throws_ok(
	format('select share(%L, %L)', coalesce(name, 'Hostile'), difference), '23514', rule,
	'refused: ' || what
) from (values
	('no name', '', '{}', 'name: expected 1 to 60 characters'),
	('61 characters', repeat('x', 61), '{}', 'name: expected 1 to 60 characters'),
	('60 families', repeat('👨‍👩‍👧‍👦', 60), '{}', 'name: expected 1 to 60 characters'),
	('a name of spaces', '   ', '{}', 'name: expected visible text without spaces around it'),
	('an invisible name', E'\u200b\u200d\u2060', '{}', 'name: expected visible text without spaces around it'),
	('a space before', ' x', '{}', 'name: expected visible text without spaces around it'),
	('a wide space after', E'x\u3000', '{}', 'name: expected visible text without spaces around it'),
	('a right-to-left override', E'ab\u202Edc', '{}', 'name: control and direction characters are not allowed'),
	('an isolate', E'ab\u2066dc', '{}', 'name: control and direction characters are not allowed'),
	('a line break', E'a\nb', '{}', 'name: control and direction characters are not allowed'),
	('an escape character', E'a\u001b[31m', '{}', 'name: control and direction characters are not allowed'),
	('a C1 control character', E'a\u0085b', '{}', 'name: control and direction characters are not allowed'),
	('a line separator', E'a\u2028b', '{}', 'name: control and direction characters are not allowed'),
	('a catalogue''s name as its id', null, '{"catalogue_id": "The House"}', 'catalogue_id: expected a catalogue''s id'),
	('a path as a catalogue', null, '{"catalogue_id": "../house"}', 'catalogue_id: expected a catalogue''s id'),
	('a revision that is none', null, '{"catalogue_revision": "latest"}', 'catalogue_revision: expected 4 to 64 hexadecimal digits'),
	('no tracks', null, '{"track_ids": [], "titles": []}', 'track_ids: expected 1 to 500 ids'),
	('501 tracks', null, jsonb_build_object('track_ids', many('house-0001', 501), 'titles', many('t', 501))::text, 'track_ids: expected 1 to 500 ids'),
	('10,000 tracks', null, jsonb_build_object('track_ids', many('house-0001', 10000), 'titles', many('t', 10000))::text, 'track_ids: expected 1 to 500 ids'),
	('ids that are markup', null, '{"track_ids": ["<script>", "house-0002"]}', 'track_ids: expected ids of a catalogue, not of own files'),
	('an id with a line break', null, '{"track_ids": ["house-0001\n", "house-0002"]}', 'track_ids: expected ids of a catalogue, not of own files'),
	('an empty id', null, '{"track_ids": ["", "house-0002"]}', 'track_ids: expected ids of a catalogue, not of own files'),
	('an id that is null', null, '{"track_ids": [null, "house-0002"]}', 'track_ids: expected ids of a catalogue, not of own files'),
	('an id of 65 characters', null, jsonb_build_object('track_ids', jsonb_build_array(repeat('a', 65), 'b'))::text, 'track_ids: expected ids of a catalogue, not of own files'),
	('lists in lists', null, '{"track_ids": [["a"], ["b"]]}', 'track_ids: expected ids of a catalogue, not of own files'),
	('a file of one''s own', null, '{"track_ids": ["file:0123456789abcdef0123456789abcdef", "b"]}', 'track_ids: expected ids of a catalogue, not of own files'),
	('a file in capitals', null, '{"track_ids": ["FILE:0123456789abcdef0123456789abcdef", "b"]}', 'track_ids: expected ids of a catalogue, not of own files'),
	('a title missing', null, '{"titles": ["only one"]}', 'titles: expected one for each of track_ids'),
	('a title too long', null, jsonb_build_object('titles', jsonb_build_array(repeat('x', 501), 'b'))::text, 'titles: expected plain text of up to 500 characters each'),
	('a title turned around', null, jsonb_build_object('titles', jsonb_build_array(E'a\u202eb', 'b'))::text, 'titles: expected plain text of up to 500 characters each'),
	('a title that is null', null, '{"titles": [null, "b"]}', 'titles: expected plain text of up to 500 characters each'),
	('titles too long together', null, jsonb_build_object('track_ids', many('a', 200), 'titles', many(repeat('x', 400), 200))::text, 'titles: expected at most 60000 characters in all'),
	('51 waypoints', null, jsonb_build_object('waypoint_ids', many('a', 51))::text, 'waypoint_ids: expected at most 50 ids'),
	('a file as waypoint', null, '{"waypoint_ids": ["file:0123456789abcdef0123456789abcdef"]}', 'waypoint_ids: expected ids of a catalogue, not of own files'),
	('a negative size', null, '{"size": -1}', 'size: expected 0 to 1000'),
	('a size of 1,001', null, '{"size": 1001}', 'size: expected 0 to 1000'),
	('creativity over 1', null, '{"creativity": 1.01}', 'creativity: expected 0 to 1'),
	('creativity that is no number', null, '{"creativity": "NaN"}', 'creativity: expected 0 to 1'),
	('negative noise', null, '{"noise": -0.1}', 'noise: expected 0 to 1'),
	('infinite noise', null, '{"noise": "Infinity"}', 'noise: expected 0 to 1'),
	('a negative seed', null, '{"seed": -1}', 'seed: expected 0 to 4294967295'),
	('a seed over 32 bits', null, '{"seed": 4294967296}', 'seed: expected 0 to 4294967295'),
	('rules of another program', null, '{"rules": "none"}', 'rules: expected improved or original'),
	('an unknown collection', null, '{"play_from": "radio"}', 'play_from: expected catalogue, library or both'),
	('51 ids to avoid', null, jsonb_build_object('less_like_ids', many('a', 51))::text, 'less_like_ids: expected at most 50 ids'),
	('a file to avoid', null, '{"less_like_ids": ["file:0123456789abcdef0123456789abcdef"]}', 'less_like_ids: expected ids of a catalogue, not of own files'),
	('51 artists', null, jsonb_build_object('excluded_artists', many('a', 51))::text, 'excluded_artists: expected at most 50'),
	('an artist too long', null, jsonb_build_object('excluded_artists', many(repeat('a', 121), 1))::text, 'excluded_artists: expected plain text of 1 to 120 characters')
) as hostile (what, name, difference, rule);
select throws_ok(
	$$select share('Hostile', '{"size": null}')$$, '23502', 'size: expected a value',
	'refused: a value that is missing'
);

-- Hostile texts that are only texts.
select become(2);
create temporary table texts (text text, id text);
insert into texts (text) select text from unnest(array[
	'<img src=x onerror=alert(1)>', repeat('🎧', 60), '''; drop table playlists; --', '${7*7} %s \u0000',
	'שלום עולם', 'نص عربي'
]) as text;
update texts set id = share(text);
select is((select p.name from get_playlist(id) as p), text, format('kept as it is: %s', text)) from texts;

-- Renaming.
select become(1);
select results_eq(
	$$select name, is_own from rename_playlist(named('Mine'), 'Renamed')$$,
	$$values ('Renamed', true)$$, 'a person renames their own'
);
select results_eq(
	$$select (search_playlists('renamed')).name$$, $$values ('Renamed')$$,
	'it is found under its new name'
);
select throws_ok(
	$$select rename_playlist(named('Renamed'), E'a\u202eb')$$, '23514',
	'name: control and direction characters are not allowed', 'the new name keeps to the rules'
);
select throws_ok(
	$$select rename_playlist(named('Renamed'), null)$$, '23502', 'name: expected a value',
	'there is a new name'
);
select throws_ok(
	$$select rename_playlist('000000000000', 'x')$$, 'PT404', null, 'what is not there is not renamed'
);
select throws_ok(
	$$update playlists set created_at = now()$$, '42501', null, 'no date is written'
);
select throws_ok(
	$$update playlists set rating_sum = 500, rating_count = 100$$, '42501', null, 'no counter is'
);
select throws_ok(
	format($$update playlists set owner = %L$$, person(2)), '42501', null, 'no owner is'
);
select throws_ok($$select owner from playlists$$, '42501', null, 'who shared what is not seen');
select become(2);
select throws_ok(
	$$select rename_playlist(named('Renamed'), 'Stolen')$$, 'PT403',
	'Only who shared a playlist can rename it.', 'nobody renames somebody else''s'
);
select is_empty(
	$$update playlists set name = 'Stolen' where id = named('Renamed') returning name$$,
	'not by the table either'
);

-- Deleting.
select throws_ok(
	$$select delete_playlist(named('Renamed'))$$, 'PT403',
	'Only who shared a playlist can delete it.', 'nobody deletes somebody else''s'
);
select is_empty(
	$$delete from playlists where id = named('Renamed') returning name$$, 'not by the table either'
);
select become(1);
select lives_ok($$select delete_playlist(named('Renamed'))$$, 'a person deletes their own');
select throws_ok(
	$$select delete_playlist('000000000000')$$, 'PT404', null, 'what is not there is not deleted'
);
select is_empty($$select name from search_playlists('renamed')$$, 'what is deleted is not found');
select matches(share('Mine'), '^.{12}$', 'and can be shared again');

select * from finish();
rollback;
