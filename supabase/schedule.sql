-- Has the database itself forget abandoned people, every night. For a hosted project, once, in its
-- SQL editor or with `psql`, after the migrations; pg_cron comes with every hosted project. Running
-- it again replaces the schedule.
create extension if not exists pg_cron with schema pg_catalog;
select cron.schedule(
	'forget-abandoned-people', '17 3 * * *', 'select public.forget_abandoned_people()'
);
