-- A person's own playlists, newest first: to find again, to rename, to delete.

-- Serves this list, and what the one before it did: whoever goes leaves their playlists without an owner.
create index playlists_own on public.playlists (owner, created_at desc, id desc)
	where owner is not null;
drop index public.playlists_owner;

-- Up to `most` ids of what the caller shared. Looks at the owner, whom the caller may not see.
create function private.own_playlist_ids(
	most integer, after_created_at timestamptz, after_id text
) returns text[]
language sql stable security definer set search_path = '' as $$
	select array(
		select p.id from public.playlists as p
		where p.owner = (select auth.uid())
			and (p.created_at, p.id) < (coalesce(after_created_at, 'infinity'), coalesce(after_id, '~'))
		order by p.created_at desc, p.id desc
		limit most
	)
$$;

create function public.own_playlists(
	page_size integer default 24,
	after_created_at timestamptz default null,
	after_id text default null
) returns setof public.playlist_cards
language sql stable rows 24 set search_path = '' as $$
	select c.* from pg_catalog.unnest(private.own_playlist_ids(
		private.page_rows(page_size), own_playlists.after_created_at, own_playlists.after_id
	)) with ordinality as own (id, place)
	cross join lateral (
		select d.* from public.playlist_cards as d where d.id = own.id offset 0
	) as c
	order by own.place
$$;

revoke all on function private.own_playlist_ids(integer, timestamptz, text)
	from public, anon, authenticated, service_role;
revoke all on function public.own_playlists(integer, timestamptz, text)
	from public, anon, authenticated, service_role;
grant execute on function private.own_playlist_ids(integer, timestamptz, text) to authenticated;
grant execute on function public.own_playlists(integer, timestamptz, text) to authenticated;
