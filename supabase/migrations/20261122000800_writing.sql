-- What a person does: share, rename, delete, rate, upload.
--
-- Refusals are SQLSTATEs that the API turns into HTTP statuses: PT403, PT404, PT429; and 23514, a
-- value that breaks a rule, into 400. Their messages are for people.

create function private.raise_not_found() returns void
language plpgsql set search_path = '' as $$
begin
	raise sqlstate 'PT404' using message = 'There is no such playlist. It may have been deleted.';
end
$$;

-- Shares a playlist. The same again, by whomever and under whatever name, gives the first.
create function public.publish_playlist(
	name text,
	catalogue_id text,
	catalogue_revision text,
	track_ids text[],
	titles text[],
	size integer,
	creativity double precision,
	seed bigint,
	noise double precision default 0,
	rules text default 'improved',
	play_from text default 'catalogue',
	waypoint_ids text[] default '{}',
	less_like_ids text[] default '{}',
	excluded_artists text[] default '{}'
) returns table (id text, shared_name text, is_new boolean, is_own boolean)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
	new_id text;
	broken_rule text;
begin
	insert into public.playlists as p (
		name, catalogue_id, catalogue_revision, track_ids, titles, waypoint_ids, size, creativity,
		noise, seed, rules, play_from, less_like_ids, excluded_artists
	) values (
		publish_playlist.name, publish_playlist.catalogue_id, publish_playlist.catalogue_revision,
		publish_playlist.track_ids, publish_playlist.titles, publish_playlist.waypoint_ids,
		publish_playlist.size, publish_playlist.creativity, publish_playlist.noise,
		publish_playlist.seed, publish_playlist.rules, publish_playlist.play_from,
		publish_playlist.less_like_ids, publish_playlist.excluded_artists
	)
	on conflict (content_hash) do nothing
	returning p.id into new_id;

	return query
		select p.id, p.name, new_id is not null, private.is_own(p.id)
		from public.playlists as p
		where p.content_hash = private.playlist_hash(
			publish_playlist.catalogue_id, publish_playlist.catalogue_revision,
			publish_playlist.track_ids, publish_playlist.titles, publish_playlist.waypoint_ids,
			publish_playlist.size, publish_playlist.creativity, publish_playlist.noise,
			publish_playlist.seed, publish_playlist.rules, publish_playlist.play_from,
			publish_playlist.less_like_ids, publish_playlist.excluded_artists
		);
exception
	-- The constraint's name is the rule; PostgreSQL's own message would repeat the whole row.
	when check_violation then
		get stacked diagnostics broken_rule = constraint_name;
		raise check_violation using message = broken_rule, constraint = broken_rule;
	when not_null_violation then
		get stacked diagnostics broken_rule = column_name;
		raise not_null_violation using
			message = broken_rule || ': expected a value', column = broken_rule;
end
$$;

create function public.rename_playlist(playlist_id text, name text)
returns setof public.playlist_cards
language plpgsql rows 1 set search_path = '' as $$
#variable_conflict use_column
declare
	broken_rule text;
begin
	update public.playlists as p set name = rename_playlist.name
	where p.id = rename_playlist.playlist_id;
	-- Row security hides what is somebody else's from an update, which then just finds nothing.
	if not found then
		if exists (select from public.playlists as p where p.id = rename_playlist.playlist_id) then
			raise sqlstate 'PT403' using message = 'Only who shared a playlist can rename it.';
		end if;
		perform private.raise_not_found();
	end if;
	return query
		select c.* from public.playlist_cards as c where c.id = rename_playlist.playlist_id;
exception
	when check_violation then
		get stacked diagnostics broken_rule = constraint_name;
		raise check_violation using message = broken_rule, constraint = broken_rule;
	when not_null_violation then
		raise not_null_violation using message = 'name: expected a value', column = 'name';
end
$$;

create function public.delete_playlist(playlist_id text) returns void
language plpgsql set search_path = '' as $$
begin
	delete from public.playlists as p where p.id = delete_playlist.playlist_id;
	if not found then
		if exists (select from public.playlists as p where p.id = delete_playlist.playlist_id) then
			raise sqlstate 'PT403' using message = 'Only who shared a playlist can delete it.';
		end if;
		perform private.raise_not_found();
	end if;
end
$$;

-- Rates a playlist of somebody else's; once more replaces what one gave before.
create function public.rate_playlist(playlist_id text, stars integer)
returns table (score numeric, rating_count integer, own_stars integer)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
	broken_rule text;
begin
	if not exists (select from public.playlists as p where p.id = rate_playlist.playlist_id) then
		perform private.raise_not_found();
	end if;
	if private.is_own(rate_playlist.playlist_id) then
		raise sqlstate 'PT403' using
			message = 'This playlist is yours: what it is worth, others say.';
	end if;
	insert into public.ratings as r (playlist_id, stars)
	values (rate_playlist.playlist_id, rate_playlist.stars)
	on conflict (playlist_id, person) do update set stars = excluded.stars;
	return query
		select p.score, p.rating_count, rate_playlist.stars from public.playlists as p
		where p.id = rate_playlist.playlist_id;
exception
	when check_violation then
		get stacked diagnostics broken_rule = constraint_name;
		raise check_violation using message = broken_rule, constraint = broken_rule;
	when not_null_violation then
		raise not_null_violation using message = 'stars: expected a value', column = 'stars';
	when foreign_key_violation then
		-- Deleted between the look and the rating.
		perform private.raise_not_found();
end
$$;

create table private.uploads (
	playlist_id text collate "C" not null references public.playlists on delete cascade,
	person uuid not null,
	-- In UTC.
	day date not null,
	primary key (playlist_id, person, day)
);
create index uploads_day on private.uploads (day);
alter table private.uploads enable row level security;
revoke all on private.uploads from public, anon, authenticated, service_role;

-- Counts that a playlist was uploaded to a streaming service: for each person once a day. Returns
-- how often it was in all.
create function public.count_upload(playlist_id text) returns integer
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
	upload_count integer;
begin
	if auth.uid() is null then
		raise insufficient_privilege using message = 'Only a person who is signed in can upload.';
	end if;
	perform from public.playlists as p where p.id = count_upload.playlist_id for key share;
	if not found then
		perform private.raise_not_found();
	end if;
	insert into private.uploads (playlist_id, person, day)
	values (count_upload.playlist_id, auth.uid(), (now() at time zone 'utc')::date)
	on conflict do nothing;
	if found then
		perform private.count_action('upload', 60, interval '1 minute',
			'You have uploaded 60 playlists within a minute. That is the most.');
		update public.playlists as p set upload_count = p.upload_count + 1
		where p.id = count_upload.playlist_id;
	end if;
	select p.upload_count into upload_count
	from public.playlists as p where p.id = count_upload.playlist_id;
	return upload_count;
end
$$;

revoke all on function
	private.raise_not_found()
from public, anon, authenticated, service_role;
revoke all on function
	public.publish_playlist(
		text, text, text, text[], text[], integer, double precision, bigint, double precision, text,
		text, text[], text[], text[]
	),
	public.rename_playlist(text, text),
	public.delete_playlist(text),
	public.rate_playlist(text, integer),
	public.count_upload(text)
from public, anon, authenticated, service_role;
grant execute on function private.raise_not_found() to authenticated;
grant execute on function
	public.publish_playlist(
		text, text, text, text[], text[], integer, double precision, bigint, double precision, text,
		text, text[], text[], text[]
	),
	public.rename_playlist(text, text),
	public.delete_playlist(text),
	public.rate_playlist(text, integer),
	public.count_upload(text)
to authenticated;
