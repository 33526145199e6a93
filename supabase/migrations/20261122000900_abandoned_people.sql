-- Everybody who shares or rates is signed in anonymously, and counts towards what the site's host
-- bills. This takes away people who have not been seen for long. Their playlists stay, without an
-- owner, and so do the ratings they gave.
--
-- It is run by the database's own clock (20261122001100_schedule.sql) or by whoever holds the service key.

create function public.forget_abandoned_people(
	unseen_for interval default interval '180 days', most integer default 10000
) returns integer
language plpgsql security definer set search_path = '' as $$
declare
	forgotten integer;
begin
	if unseen_for is null or unseen_for < interval '30 days' then
		raise invalid_parameter_value using message = 'unseen_for: expected at least 30 days';
	end if;
	with abandoned as (
		select u.id from auth.users as u
		where u.is_anonymous
			and u.created_at < now() - unseen_for
			and coalesce(u.last_sign_in_at, u.created_at) < now() - unseen_for
			-- A page that is opened again refreshes its session and signs nobody in.
			and not exists (
				select from auth.sessions as s
				where s.user_id = u.id
					and greatest(s.created_at, s.refreshed_at) >= now() - unseen_for
			)
		order by u.created_at
		limit most
		for update skip locked
	)
	delete from auth.users as u using abandoned where u.id = abandoned.id;
	get diagnostics forgotten = row_count;
	-- Who uploaded what on which day matters on that day only.
	delete from private.uploads where day < (now() at time zone 'utc')::date - 1;
	return forgotten;
end
$$;

revoke all on function public.forget_abandoned_people(interval, integer)
	from public, anon, authenticated, service_role;
grant execute on function public.forget_abandoned_people(interval, integer) to service_role;
