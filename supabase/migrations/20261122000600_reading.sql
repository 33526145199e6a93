-- What is read: cards for the lists, page by page, and one playlist in full.
--
-- The views and the lists run with the rights of whoever asks: what row security hides stays hidden.
-- A page begins after the last row of the one before (its keys are handed back), so that a playlist
-- shared in between moves nothing, and the hundredth page costs what the first does.

create view public.playlist_cards with (security_invoker = true) as
	select p.id, p.name, p.catalogue_id, p.track_count, p.titles[1:5] as first_titles, p.created_at,
		p.score, p.rating_count, p.upload_count,
		private.is_own(p.id) as is_own, private.own_stars(p.id) as own_stars
	from public.playlists as p;
comment on view public.playlist_cards is 'A shared playlist as the lists show it.';

create view public.playlist_details with (security_invoker = true) as
	select p.id, p.name, p.catalogue_id, p.catalogue_revision, p.track_ids, p.titles,
		p.waypoint_ids, p.size, p.creativity, p.noise, p.seed, p.rules, p.play_from,
		p.less_like_ids, p.excluded_artists, p.created_at, p.score, p.rating_count, p.upload_count,
		private.is_own(p.id) as is_own, private.own_stars(p.id) as own_stars
	from public.playlists as p;
comment on view public.playlist_details is 'A shared playlist with all that is needed to compute it again.';

revoke all on public.playlist_cards, public.playlist_details
	from public, anon, authenticated, service_role;
grant select on public.playlist_cards, public.playlist_details to anon, authenticated;

-- A page has 1 to 50 rows, whatever is asked for.
create function private.page_rows(page_size integer) returns integer
language sql immutable parallel safe set search_path = '' as $$
	select least(greatest(coalesce(page_size, 24), 1), 50)
$$;

create function public.latest_playlists(
	page_size integer default 24,
	after_created_at timestamptz default null,
	after_id text default null
) returns setof public.playlist_cards
language sql stable rows 24 set search_path = '' as $$
	select c.* from public.playlist_cards as c
	where (c.created_at, c.id) < (coalesce(after_created_at, 'infinity'), coalesce(after_id, '~'))
	order by c.created_at desc, c.id desc
	limit private.page_rows(page_size)
$$;

create function public.top_rated_playlists(
	page_size integer default 24,
	after_score numeric default null,
	after_rating_count integer default null,
	after_id text default null
) returns setof public.playlist_cards
language sql stable rows 24 set search_path = '' as $$
	select c.* from public.playlist_cards as c
	where (c.score, c.rating_count, c.id)
		< (coalesce(after_score, 6), coalesce(after_rating_count, 0), coalesce(after_id, '~'))
	order by c.score desc, c.rating_count desc, c.id desc
	limit private.page_rows(page_size)
$$;

create function public.most_uploaded_playlists(
	page_size integer default 24,
	after_upload_count integer default null,
	after_id text default null
) returns setof public.playlist_cards
language sql stable rows 24 set search_path = '' as $$
	select c.* from public.playlist_cards as c
	where (c.upload_count, c.id) < (coalesce(after_upload_count, 2147483647), coalesce(after_id, '~'))
	order by c.upload_count desc, c.id desc
	limit private.page_rows(page_size)
$$;

-- One row, or none where there is no such playlist.
create function public.get_playlist(playlist_id text) returns setof public.playlist_details
language sql stable rows 1 set search_path = '' as $$
	select d.* from public.playlist_details as d where d.id = get_playlist.playlist_id
$$;

revoke all on function private.page_rows(integer) from public, anon, authenticated, service_role;
revoke all on function
	public.latest_playlists(integer, timestamptz, text),
	public.top_rated_playlists(integer, numeric, integer, text),
	public.most_uploaded_playlists(integer, integer, text),
	public.get_playlist(text)
from public, anon, authenticated, service_role;
grant execute on function private.page_rows(integer) to anon, authenticated;
grant execute on function
	public.latest_playlists(integer, timestamptz, text),
	public.top_rated_playlists(integer, numeric, integer, text),
	public.most_uploaded_playlists(integer, integer, text),
	public.get_playlist(text)
to anon, authenticated;
