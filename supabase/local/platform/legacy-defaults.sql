-- The older regime of privileges, which projects of before 2026 may still have: whatever
-- `postgres` makes in `public` is open to the three roles at once.
alter default privileges for role postgres in schema public
	grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
	grant all on functions to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
	grant all on sequences to anon, authenticated, service_role;
