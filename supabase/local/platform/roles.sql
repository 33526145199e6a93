-- The roles of a hosted Supabase project, once for each cluster. For local use only: a hosted
-- project has them already. Run as the superuser `supabase_admin`.
do $$
begin
	if exists (select from pg_roles where rolname = 'authenticator') then
		return;
	end if;

	create role anon nologin;
	create role authenticated nologin;
	create role service_role nologin bypassrls;

	-- The REST interface's own: it logs in and becomes one of the three above for each request.
	create role authenticator login noinherit;
	create role supabase_auth_admin login noinherit;

	-- Who runs the migrations: no superuser, there as here.
	create role postgres login createdb createrole bypassrls;

	grant anon, authenticated, service_role to authenticator, postgres;

	alter role anon set statement_timeout = '3s';
	alter role authenticated set statement_timeout = '8s';
	alter role authenticator set statement_timeout = '8s';
	alter role authenticator set lock_timeout = '8s';
end
$$;
