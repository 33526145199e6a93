-- Has the database itself forget abandoned people, every night. pg_cron comes with every hosted
-- project; where it is not to be had, whoever holds the service key calls the function.

do $$
begin
	if exists (select from pg_catalog.pg_available_extensions where name = 'pg_cron') then
		create extension if not exists pg_cron with schema pg_catalog;
		perform cron.schedule(
			'forget-abandoned-people', '17 3 * * *', 'select public.forget_abandoned_people()'
		);
	end if;
end
$$;
