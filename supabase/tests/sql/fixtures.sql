-- What the tests in this folder share. Loaded once into the schema `tap`, beside pgTAP.

-- The people of the tests are numbered.
create function tap.person(number integer) returns uuid language sql immutable as $$
	select ('00000000-0000-4000-8000-' || lpad(number::text, 12, '0'))::uuid
$$;

create function tap.sign_up(number integer, is_anonymous boolean default true) returns void
language sql security definer set search_path = '' as $$
	insert into auth.users (id, is_anonymous) values (tap.person(number), is_anonymous)
$$;

-- Goes on as that person, as a request with their token would.
create function tap.become(number integer) returns void language plpgsql as $$
begin
	perform set_config('role', 'authenticated', true), set_config('request.jwt.claims',
		json_build_object('sub', tap.person(number), 'role', 'authenticated')::text, true);
end
$$;

-- Goes on as a request without a token (`anon`) or with the service's key (`service_role`).
create function tap.become(role text) returns void language plpgsql as $$
begin
	perform set_config('role', role, true),
		set_config('request.jwt.claims', json_build_object('role', role)::text, true);
end
$$;

-- Goes on as the superuser who runs the tests.
create function tap.become_ourselves() returns void language plpgsql as $$
begin
	perform set_config('role', 'none', true), set_config('request.jwt.claims', '', true);
end
$$;

-- Shares a playlist in the current role: a good one, but for what `difference` says. Every name
-- gives another playlist.
create function tap.share(name text, difference jsonb default '{}') returns text
language sql as $$
	select shared.id from jsonb_to_record(
		jsonb_build_object(
			'name', name, 'catalogue_id', 'house', 'catalogue_revision', '0a1b2c3d',
			'track_ids', jsonb_build_array('house-0001', '4uLU6hMCjMI75M1A2tKUQC'),
			'titles', jsonb_build_array('Anna Falk - ' || name, 'Ben Aro - Second'),
			'waypoint_ids', jsonb_build_array('house-0001'),
			'size', 10, 'creativity', 0.5, 'noise', 0, 'seed', 1, 'rules', 'improved',
			'play_from', 'catalogue', 'less_like_ids', '[]'::jsonb, 'excluded_artists', '[]'::jsonb
		) || difference
	) as a (
		name text, catalogue_id text, catalogue_revision text, track_ids text[], titles text[],
		waypoint_ids text[], size integer, creativity double precision, noise double precision,
		seed bigint, rules text, play_from text, less_like_ids text[], excluded_artists text[]
	) cross join lateral public.publish_playlist(
		name => a.name, catalogue_id => a.catalogue_id, catalogue_revision => a.catalogue_revision,
		track_ids => a.track_ids, titles => a.titles, waypoint_ids => a.waypoint_ids, size => a.size,
		creativity => a.creativity, noise => a.noise, seed => a.seed, rules => a.rules,
		play_from => a.play_from, less_like_ids => a.less_like_ids,
		excluded_artists => a.excluded_artists
	) as shared
$$;

-- The id of the playlist with that name.
create function tap.named(name text) returns text
language sql stable security definer set search_path = '' as $$
	select p.id from public.playlists as p where p.name = named.name
$$;

-- A text of so many array elements, for a hostile list.
create function tap.many(element text, count integer) returns jsonb language sql immutable as $$
	select jsonb_agg(element) from generate_series(1, count)
$$;

grant usage on schema tap to public;
grant execute on all functions in schema tap to public;
