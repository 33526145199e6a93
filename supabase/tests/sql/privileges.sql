-- Who may do what: exactly what is listed here, and nothing else.
begin;
set local search_path = public, extensions, tap;
select plan(18);

-- All that anybody but the owner was granted, on tables, views and sequences, and on their columns.
create temporary view granted as
	with objects as (
		select c.oid, format('%s.%s', n.nspname, c.relname) as object, c.relowner, c.relacl
		from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
		where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
	)
	select case acl.grantee when 0 then 'public' else pg_get_userbyid(acl.grantee)::text end as role,
		o.object, lower(acl.privilege_type) as privilege, 'all' as columns
	from objects as o, aclexplode(o.relacl) as acl where acl.grantee <> o.relowner
	union all
	select case acl.grantee when 0 then 'public' else pg_get_userbyid(acl.grantee)::text end,
		o.object, lower(acl.privilege_type), string_agg(a.attname, ' ' order by a.attname)
	from objects as o join pg_attribute as a on a.attrelid = o.oid, aclexplode(a.attacl) as acl
	where acl.grantee <> o.relowner group by acl.grantee, o.object, acl.privilege_type;

select set_eq(
	$$select object, privilege, columns from granted where role = 'anon'$$,
	$$values
		('public.playlists', 'select', 'catalogue_id catalogue_revision created_at creativity excluded_artists id less_like_ids name noise play_from rating_count rules score seed size titles track_count track_ids upload_count waypoint_ids'),
		('public.playlist_cards', 'select', 'all'),
		('public.playlist_details', 'select', 'all')$$,
	'anon may read these columns, and write none'
);
select set_eq(
	$$select object, privilege, columns from granted where role = 'authenticated'$$,
	$$values
		('public.playlists', 'select', 'catalogue_id catalogue_revision content_hash created_at creativity excluded_artists id less_like_ids name noise play_from rating_count rules score seed size titles track_count track_ids upload_count waypoint_ids'),
		('public.playlists', 'insert', 'catalogue_id catalogue_revision creativity excluded_artists less_like_ids name noise play_from rules seed size titles track_ids waypoint_ids'),
		('public.playlists', 'update', 'name'),
		('public.playlists', 'delete', 'all'),
		('public.ratings', 'select', 'person playlist_id rated_at stars'),
		('public.ratings', 'insert', 'playlist_id stars'),
		('public.ratings', 'update', 'stars'),
		('public.playlist_cards', 'select', 'all'),
		('public.playlist_details', 'select', 'all')$$,
	'authenticated may read and write these columns'
);
select set_eq(
	$$select object, privilege, columns from granted where role = 'service_role'$$,
	$$values
		('public.playlists', 'select', 'all'), ('public.playlists', 'delete', 'all'),
		('public.ratings', 'select', 'all'), ('public.ratings', 'delete', 'all')$$,
	'service_role may look and take away, and write nothing'
);
select is_empty(
	$$select * from granted where role not in ('anon', 'authenticated', 'service_role')$$,
	'nobody else was granted anything'
);

-- Our functions that a role may run. PostgreSQL lets everybody run a new one.
create function executable_by(role text, schema text) returns setof text language sql as $$
	select p.proname::text from pg_proc as p
	where p.pronamespace = schema::regnamespace and has_function_privilege(role, p.oid, 'execute')
		and not exists (select from pg_depend as d where d.objid = p.oid and d.deptype = 'e')
$$;
create temporary view reading(name) as values
	('latest_playlists'), ('top_rated_playlists'), ('most_uploaded_playlists'),
	('search_playlists'), ('get_playlist');
-- Not one of these: it would be among what it lists.
alter function executable_by(text, text) set schema tap;

select set_eq(
	$$select executable_by('anon', 'public')$$, 'select name from reading',
	'the functions that anon may run'
);
select set_eq(
	$$select executable_by('authenticated', 'public')$$,
	$$select name from reading union all values ('publish_playlist'), ('rename_playlist'),
		('delete_playlist'), ('rate_playlist'), ('count_upload'), ('own_playlists')$$,
	'the functions that authenticated may run'
);
select set_eq(
	$$select executable_by('service_role', 'public')$$, $$values ('forget_abandoned_people')$$,
	'the function that service_role may run'
);
select set_eq(
	$$select executable_by('anon', 'private')$$,
	$$values ('is_own'), ('own_stars'), ('page_rows'), ('found_playlists')$$,
	'the functions behind the API that anon needs for reading'
);
select set_eq(
	$$select executable_by('authenticated', 'private')$$,
	$$values ('is_own'), ('own_stars'), ('page_rows'), ('found_playlists'), ('is_plain'),
		('is_visible'), ('are_plain'), ('are_catalogue_ids'), ('new_playlist_id'),
		('playlist_hash'), ('raise_not_found'), ('own_playlist_ids')$$,
	'the functions behind the API that authenticated needs besides'
);
select is_empty(
	$$select executable_by('service_role', 'private')$$,
	'service_role may run nothing behind the API'
);

select is_empty(
	$$select c.oid::regclass from pg_class as c
	where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
		and c.relkind in ('r', 'p') and not c.relrowsecurity$$,
	'every table has row security'
);
select is_empty(
	$$select c.oid::regclass from pg_class as c
	where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
		and c.relkind in ('v', 'm') and 'security_invoker=true' <> all (coalesce(c.reloptions, '{}'))$$,
	'every view has the rights of whoever asks'
);
select set_eq(
	$$select tablename::text, policyname::text, cmd, roles::text, permissive from pg_policies
	where schemaname in ('public', 'private')$$,
	$$values
		('playlists', 'anybody reads', 'SELECT', '{anon,authenticated}', 'PERMISSIVE'),
		('playlists', 'a person shares as themselves', 'INSERT', '{authenticated}', 'PERMISSIVE'),
		('playlists', 'a person renames their own', 'UPDATE', '{authenticated}', 'PERMISSIVE'),
		('playlists', 'a person deletes their own', 'DELETE', '{authenticated}', 'PERMISSIVE'),
		('ratings', 'a person reads their own', 'SELECT', '{authenticated}', 'PERMISSIVE'),
		('ratings', 'a person rates what others shared', 'INSERT', '{authenticated}', 'PERMISSIVE'),
		('ratings', 'a person changes their own', 'UPDATE', '{authenticated}', 'PERMISSIVE')$$,
	'the policies'
);
select set_eq(
	$$select p.proname::text from pg_proc as p
	where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prosecdef$$,
	$$values ('is_own'), ('own_stars'), ('count_action'), ('limit_sharing'), ('limit_rating'),
		('keep_rating_totals'), ('keep_playlist_words'), ('found_playlists'), ('count_upload'),
		('forget_abandoned_people'), ('own_playlist_ids')$$,
	'the functions that have the rights of their owner'
);
select is_empty(
	$$select p.oid::regprocedure from pg_proc as p
	where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
		and 'search_path=""' <> all (coalesce(p.proconfig, '{}'))$$,
	'every function of ours pins its search path to nothing'
);
select is_empty(
	$$select role, schema from unnest(array['anon', 'authenticated', 'service_role']) as role,
		unnest(array['public', 'private']) as schema where has_schema_privilege(role, schema, 'create')
	union all
	select 'service_role', 'private' where has_schema_privilege('service_role', 'private', 'usage')$$,
	'none of the roles makes anything'
);

-- What a later migration makes is closed too until it says otherwise.
set local role postgres;
create table public.of_later (id integer);
create sequence public.of_later_numbers;
create function public.of_later() returns integer language sql as 'select 1';
reset role;
select is_empty(
	$$select * from granted where object like 'public.of_later%'$$,
	'a new table is open to nobody'
);
select is_empty(
	$$select role from unnest(array['anon', 'authenticated', 'service_role']) as role
	where has_function_privilege(role, 'public.of_later()', 'execute')$$,
	'a new function is open to nobody'
);

select * from finish();
rollback;
