import { createHandler } from './handler.ts';

function setting(name: string): string {
	const value = Deno.env.get(name);
	if (!value) throw new Error(`${name} is not set`);
	return value;
}

Deno.serve(
	createHandler({
		projectUrl: setting('SUPABASE_URL'),
		publishableKey: setting('SUPABASE_ANON_KEY'),
		fetch
	})
);
