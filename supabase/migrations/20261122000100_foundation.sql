-- What the rest stands on: extensions, the schema that the API does not show, and what a text may hold.
--
-- Every migration here takes away whatever a project's default privileges may have given, and then
-- grants, column by column, what a role needs. Nothing relies on a default.

create extension if not exists pg_trgm with schema extensions;
create extension if not exists unaccent with schema extensions;
create extension if not exists fuzzystrmatch with schema extensions;

-- Only a default without a schema takes away what PostgreSQL itself gives to PUBLIC.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public
	revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public
	revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public
	revoke all on sequences from anon, authenticated, service_role;

create schema private;
comment on schema private is 'Tables and functions that the API does not show.';
revoke all on schema private from public, anon, authenticated, service_role;
grant usage on schema private to anon, authenticated;

-- One line without control characters and without those that turn the reading direction around:
-- the same that the page takes out of a text (cleanText in src/lib/domain/playlist-link.ts).
create function private.is_plain(text_to_check text) returns boolean
language sql immutable parallel safe set search_path = '' as $$
	select text_to_check !~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]'
$$;

-- A name that can be seen: neither empty nor of spaces and invisible characters alone, and no space
-- at either end.
create function private.is_visible(text_to_check text) returns boolean
language sql immutable parallel safe set search_path = '' as $$
	select text_to_check ~ '[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]'
		and text_to_check !~ '^[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]'
		and text_to_check !~ '[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]$'
$$;

create function private.are_plain(
	texts text[], least_characters integer, most_characters integer
) returns boolean
language sql immutable parallel safe set search_path = '' as $$
	select coalesce(pg_catalog.array_ndims(texts), 1) = 1 and not exists (
		select from pg_catalog.unnest(texts) as each_text
		where each_text is null
			or pg_catalog.char_length(each_text) not between least_characters and most_characters
			or not private.is_plain(each_text)
	)
$$;

-- Ids that mean the same to everybody: Spotify's (22 base-62 characters) or a catalogue's own. Ids
-- of files that somebody has at home (`file:` and a hash) mean nothing to anybody else.
create function private.are_catalogue_ids(ids text[]) returns boolean
language sql immutable parallel safe set search_path = '' as $$
	select coalesce(pg_catalog.array_ndims(ids), 1) = 1 and not exists (
		select from pg_catalog.unnest(ids) as id
		where id is null
			or id !~ '^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$'
			or pg_catalog.lower(pg_catalog.left(id, 5)) = 'file:'
	)
$$;

-- Twelve characters without those that are mistaken for each other: 60 random bits.
create function private.new_playlist_id() returns text
language sql volatile set search_path = '' as $$
	-- Bytes 6 to 8 of a random UUID say that it is one; the others are random.
	select pg_catalog.string_agg(
		pg_catalog.substr(
			'0123456789abcdefghjkmnpqrstvwxyz', 1 + (pg_catalog.get_byte(random.bytes, place) & 31), 1
		), ''
	)
	from (select pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) as bytes) as random,
		pg_catalog.unnest(array[0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]) as place
$$;

revoke all on all functions in schema private from public, anon, authenticated, service_role;
-- A check constraint and a default are evaluated with the rights of whoever writes the row.
grant execute on function
	private.is_plain(text),
	private.is_visible(text),
	private.are_plain(text[], integer, integer),
	private.are_catalogue_ids(text[]),
	private.new_playlist_id()
to authenticated;
