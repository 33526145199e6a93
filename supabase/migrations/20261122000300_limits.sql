-- How much one person may do in a while. A person's recent times stand in one row for each thing
-- they do, so that parallel requests wait for each other and nothing needs to be tidied up.

create table private.recent_actions (
	person uuid not null references auth.users on delete cascade,
	action text not null,
	times timestamptz[] not null,
	primary key (person, action)
);
alter table private.recent_actions enable row level security;
revoke all on private.recent_actions from public, anon, authenticated, service_role;

-- Counts one action of the caller's, or refuses it with HTTP 429 if `most` were within `span`.
-- The details are the seconds until one more is allowed.
create function private.count_action(
	action text, most integer, span interval, refusal text
) returns void
language plpgsql security definer set search_path = '' as $$
declare
	caller constant uuid := auth.uid();
	moment timestamptz;
	recent timestamptz[];
	wait_seconds integer;
begin
	-- Only whoever runs the site writes without being a person.
	if caller is null then
		return;
	end if;
	insert into private.recent_actions as r (person, action, times)
	values (caller, count_action.action, '{}')
	on conflict on constraint recent_actions_pkey do update set action = excluded.action
	returning r.times into recent;
	-- Only now, when it is this request's turn.
	moment := clock_timestamp();
	recent := array(select t from unnest(recent) as t where t > moment - span order by t);
	if cardinality(recent) >= most then
		wait_seconds := greatest(1, ceil(extract(epoch from recent[1] + span - moment)));
		raise sqlstate 'PT429' using
			message = refusal,
			detail = wait_seconds::text,
			hint = case
				when wait_seconds < 120 then format('Try again in %s seconds.', wait_seconds)
				else format('Try again in %s minutes.', ceil(wait_seconds / 60.0))
			end;
	end if;
	update private.recent_actions as r set times = recent || moment
	where r.person = caller and r.action = count_action.action;
end
$$;

create function private.limit_sharing() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	perform private.count_action(
		'share', 20, interval '1 hour', 'You have shared 20 playlists within an hour. That is the most.'
	);
	return null;
end
$$;

-- After the row, so that sharing the same again does not count.
create trigger limit_sharing after insert on public.playlists
	for each row execute function private.limit_sharing();

revoke all on function private.count_action(text, integer, interval, text)
	from public, anon, authenticated, service_role;
revoke all on function private.limit_sharing() from public, anon, authenticated, service_role;
