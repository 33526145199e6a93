-- What people think of each other's playlists: one rating for each person and playlist.

create table public.ratings (
	playlist_id text collate "C" not null references public.playlists on delete cascade,
	-- No reference to the person: what somebody gave counts on when they are gone, like a ballot.
	person uuid not null default auth.uid(),
	stars integer not null constraint "stars: expected 1 to 5" check (stars between 1 and 5),
	rated_at timestamptz not null default now(),
	primary key (playlist_id, person)
);
comment on table public.ratings is 'One rating for each person and playlist.';

alter table public.ratings enable row level security;
revoke all on public.ratings from public, anon, authenticated, service_role;
grant select (playlist_id, person, stars, rated_at) on public.ratings to authenticated;
grant insert (playlist_id, stars) on public.ratings to authenticated;
grant update (stars) on public.ratings to authenticated;
grant select, delete on public.ratings to service_role;

create policy "a person reads their own" on public.ratings
	for select to authenticated using (person = (select auth.uid()));
create policy "a person rates what others shared" on public.ratings
	for insert to authenticated
	with check (person = (select auth.uid()) and not private.is_own(playlist_id));
create policy "a person changes their own" on public.ratings
	for update to authenticated
	using (person = (select auth.uid())) with check (person = (select auth.uid()));

create function private.limit_rating() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	perform private.count_action(
		'rate', 60, interval '1 minute', 'You have given 60 ratings within a minute. That is the most.'
	);
	return null;
end
$$;

-- Adds the difference to the playlist's counters. The row's lock makes parallel ratings wait for
-- each other, so that the counters are always exact.
create function private.keep_rating_totals() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	update public.playlists as p set
		rating_sum = p.rating_sum + coalesce(new.stars, 0) - coalesce(old.stars, 0),
		rating_count = p.rating_count + (tg_op = 'INSERT')::integer - (tg_op = 'DELETE')::integer
	where p.id = coalesce(new.playlist_id, old.playlist_id);
	return null;
end
$$;

-- The limit comes first (triggers run by name): who is refused has waited for no playlist's row.
create trigger a_limit_rating after insert or update on public.ratings
	for each row execute function private.limit_rating();
create trigger keep_rating_totals after insert or update or delete on public.ratings
	for each row execute function private.keep_rating_totals();

-- What the caller gave it, null where they did not.
create function private.own_stars(playlist_id text) returns integer
language sql stable security definer set search_path = '' as $$
	select r.stars from public.ratings as r
	where r.playlist_id = own_stars.playlist_id and r.person = (select auth.uid())
$$;

revoke all on function private.limit_rating() from public, anon, authenticated, service_role;
revoke all on function private.keep_rating_totals() from public, anon, authenticated, service_role;
revoke all on function private.own_stars(text) from public, anon, authenticated, service_role;
grant execute on function private.own_stars(text) to anon, authenticated;
