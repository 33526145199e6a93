-- The playlists that people share.
--
-- The constraints are the rules, and their names are what a person is told: `publish_playlist` and
-- `rename_playlist` answer with the name of the constraint that was broken. Names are cut at 63 bytes.

create function private.playlist_hash(
	catalogue_id text, catalogue_revision text, track_ids text[], titles text[],
	waypoint_ids text[], size integer, creativity double precision, noise double precision,
	seed bigint, rules text, play_from text, less_like_ids text[], excluded_artists text[]
) returns bytea
language sql immutable parallel safe set search_path = '' set extra_float_digits = 1 as $$
	select pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.jsonb_build_array(
		catalogue_id, catalogue_revision, track_ids, titles, waypoint_ids, size, creativity, noise,
		seed, rules, play_from, less_like_ids, excluded_artists
	)::text, 'UTF8'))
$$;

create table public.playlists (
	id text collate "C" primary key default private.new_playlist_id()
		constraint "id: expected 12 characters" check (id ~ '^[0-9a-hjkmnp-tv-z]{12}$'),
	-- Who shared it; nobody once that person is gone.
	owner uuid default auth.uid() references auth.users on delete set null,
	name text not null
		constraint "name: expected 1 to 60 characters"
			check (char_length(name) between 1 and 60)
		constraint "name: expected visible text without spaces around it"
			check (private.is_visible(name))
		constraint "name: control and direction characters are not allowed"
			check (private.is_plain(name)),
	catalogue_id text not null
		constraint "catalogue_id: expected a catalogue's id"
			check (catalogue_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
	catalogue_revision text not null
		constraint "catalogue_revision: expected 4 to 64 hexadecimal digits"
			check (catalogue_revision ~ '^[0-9a-f]{4,64}$'),
	track_ids text[] not null
		constraint "track_ids: expected 1 to 500 ids"
			check (cardinality(track_ids) between 1 and 500)
		constraint "track_ids: expected ids of a catalogue, not of own files"
			check (private.are_catalogue_ids(track_ids)),
	-- `Artist - Title`, one for each track, so that it can be read without its catalogue.
	titles text[] not null
		constraint "titles: expected plain text of up to 500 characters each"
			check (private.are_plain(titles, 0, 500))
		constraint "titles: expected at most 60000 characters in all"
			check (char_length(array_to_string(titles, '')) <= 60000),
	-- What was asked for: with it the playlist can be computed again.
	waypoint_ids text[] not null
		constraint "waypoint_ids: expected at most 50 ids"
			check (cardinality(waypoint_ids) <= 50)
		constraint "waypoint_ids: expected ids of a catalogue, not of own files"
			check (private.are_catalogue_ids(waypoint_ids)),
	size integer not null
		constraint "size: expected 0 to 1000" check (size between 0 and 1000),
	creativity double precision not null
		constraint "creativity: expected 0 to 1" check (creativity between 0 and 1),
	noise double precision not null
		constraint "noise: expected 0 to 1" check (noise between 0 and 1),
	seed bigint not null
		constraint "seed: expected 0 to 4294967295" check (seed between 0 and 4294967295),
	rules text not null
		constraint "rules: expected improved or original" check (rules in ('improved', 'original')),
	play_from text not null
		constraint "play_from: expected catalogue, library or both"
			check (play_from in ('catalogue', 'library', 'both')),
	less_like_ids text[] not null
		constraint "less_like_ids: expected at most 50 ids"
			check (cardinality(less_like_ids) <= 50)
		constraint "less_like_ids: expected ids of a catalogue, not of own files"
			check (private.are_catalogue_ids(less_like_ids)),
	excluded_artists text[] not null
		constraint "excluded_artists: expected at most 50"
			check (cardinality(excluded_artists) <= 50)
		constraint "excluded_artists: expected plain text of 1 to 120 characters"
			check (private.are_plain(excluded_artists, 1, 120)),
	created_at timestamptz not null default now(),
	-- Kept by triggers, never written by anybody.
	rating_sum integer not null default 0,
	rating_count integer not null default 0,
	upload_count integer not null default 0,
	-- A Bayesian average: as if ten people had given 3 before the first did.
	score numeric(4, 3) not null
		generated always as (round((30 + rating_sum) / (10.0 + rating_count), 3)) stored,
	track_count integer not null generated always as (cardinality(track_ids)) stored,
	-- Everything but the name: who shares the same again gets the first.
	content_hash bytea not null generated always as (private.playlist_hash(
		catalogue_id, catalogue_revision, track_ids, titles, waypoint_ids, size, creativity, noise,
		seed, rules, play_from, less_like_ids, excluded_artists
	)) stored,
	constraint "content_hash: shared already" unique (content_hash),
	constraint "titles: expected one for each of track_ids"
		check (cardinality(titles) = cardinality(track_ids))
);
comment on table public.playlists is 'Playlists that people shared.';

-- One for each list, in its order; the id makes the order total, so that a page begins where the last ended.
create index playlists_latest on public.playlists (created_at desc, id desc);
create index playlists_top_rated on public.playlists (score desc, rating_count desc, id desc);
create index playlists_most_uploaded on public.playlists (upload_count desc, id desc);
create index playlists_owner on public.playlists (owner) where owner is not null;

alter table public.playlists enable row level security;
revoke all on public.playlists from public, anon, authenticated, service_role;

-- Not the owner: who shared what is nobody's business.
grant select (
	id, name, catalogue_id, catalogue_revision, track_ids, titles, waypoint_ids, size, creativity,
	noise, seed, rules, play_from, less_like_ids, excluded_artists, created_at, rating_count,
	upload_count, score, track_count
) on public.playlists to anon, authenticated;
-- `on conflict` reads what it compares.
grant select (content_hash) on public.playlists to authenticated;
grant insert (
	name, catalogue_id, catalogue_revision, track_ids, titles, waypoint_ids, size, creativity,
	noise, seed, rules, play_from, less_like_ids, excluded_artists
) on public.playlists to authenticated;
grant update (name) on public.playlists to authenticated;
grant delete on public.playlists to authenticated;
-- Whoever runs the site may look into everything, and take away what has no place there.
grant select, delete on public.playlists to service_role;

create policy "anybody reads" on public.playlists
	for select to anon, authenticated using (true);
create policy "a person shares as themselves" on public.playlists
	for insert to authenticated with check (owner = (select auth.uid()));
create policy "a person renames their own" on public.playlists
	for update to authenticated
	using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
create policy "a person deletes their own" on public.playlists
	for delete to authenticated using (owner = (select auth.uid()));

-- Whether the caller shared it. Looks at the owner, whom the caller may not see.
create function private.is_own(playlist_id text) returns boolean
language sql stable security definer set search_path = '' as $$
	select exists (
		select from public.playlists as p
		where p.id = is_own.playlist_id and p.owner = (select auth.uid())
	)
$$;

revoke all on function private.playlist_hash(
	text, text, text[], text[], text[], integer, double precision, double precision, bigint, text,
	text, text[], text[]
) from public, anon, authenticated, service_role;
revoke all on function private.is_own(text) from public, anon, authenticated, service_role;
grant execute on function private.playlist_hash(
	text, text, text[], text[], text[], integer, double precision, double precision, bigint, text,
	text, text[], text[]
) to authenticated;
grant execute on function private.is_own(text) to anon, authenticated;
