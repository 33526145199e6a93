/**
 * A small project to try the stack with: notes that everybody reads and their owner writes, and
 * functions of every shape.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';

const migration = `
create table public.notes (
	id integer generated always as identity primary key,
	owner uuid default auth.uid() references auth.users on delete set null,
	name text not null check (char_length(name) <= 60),
	stars integer not null default 0,
	tags text[] not null default '{}',
	is_public boolean not null default true,
	details jsonb not null default '{}',
	secret text
);
alter table public.notes enable row level security;
revoke all on public.notes from anon, authenticated, service_role;
grant select (id, owner, name, stars, tags, is_public, details) on public.notes to anon, authenticated;
grant insert (name, stars, tags, is_public, details), update (name, stars), delete
	on public.notes to authenticated;
grant all on public.notes to service_role;
create policy "public ones, and one's own" on public.notes for select to anon, authenticated
	using (is_public or owner = (select auth.uid()));
create policy "one's own" on public.notes for insert to authenticated
	with check (owner = (select auth.uid()));
create policy "renames one's own" on public.notes for update to authenticated
	using (owner = (select auth.uid()));
create policy "deletes one's own" on public.notes for delete to authenticated
	using (owner = (select auth.uid()));

create table public.tags (name text primary key, colour text not null);
grant select, insert, update on public.tags to authenticated;
grant all on public.tags to service_role;

create function public.add(a integer, b integer default 1) returns integer
	language sql immutable return a + b;
create function public.who_am_i() returns uuid language sql stable return auth.uid();
create function public.best_notes(at_least integer) returns setof public.notes
	language sql stable security definer set search_path = ''
	as 'select * from public.notes where stars >= at_least';
create function public.counts(out notes integer, out stars integer)
	language sql stable as 'select count(*), sum(stars) from public.notes';
create function public.names() returns setof text
	language sql stable as 'select name from public.notes order by id';
create function public.forget() returns void language sql volatile as '';
create function public.too_fast() returns void language plpgsql volatile as
	$$ begin raise sqlstate 'PT429' using message = 'too fast', hint = 'wait a minute'; end $$;
create function public.tag_in_passing(name text) returns text language sql volatile as
	$$ insert into public.tags values (name, 'red') returning name $$;
create function public.wait_for(seconds double precision) returns void language sql volatile as
	$$ select pg_sleep(seconds) $$;
create function public.closed() returns integer language sql stable return 1;
revoke execute on function public.closed() from public;
`;

/** A folder of migrations: of this project, or of others. */
export function writeMigrations(
	migrations: Readonly<Record<string, string>> = { '20260101000000_notes.sql': migration }
): string {
	const folder = mkdtempSync(join(tmpdir(), 'deejai-migrations-'));
	mkdirSync(folder, { recursive: true });
	for (const [name, text] of Object.entries(migrations)) writeFileSync(join(folder, name), text);
	return folder;
}

interface Note {
	readonly id: number;
	readonly owner: string | null;
	readonly name: string;
	readonly stars: number;
	readonly tags: readonly string[];
	readonly is_public: boolean;
	readonly details: unknown;
}

interface Tag {
	readonly name: string;
	readonly colour: string;
}

interface Callable<Arguments, Result> {
	Args: Arguments;
	Returns: Result;
}

interface TableOf<Row> {
	Row: Row & Record<string, unknown>;
	Insert: Partial<Row> & Record<string, unknown>;
	Update: Partial<Row> & Record<string, unknown>;
	Relationships: [];
}

interface Notes {
	public: {
		Tables: { notes: TableOf<Note>; tags: TableOf<Tag> };
		Views: Record<string, never>;
		Functions: {
			add: Callable<{ a: number; b?: number }, number>;
			who_am_i: Callable<never, string | null>;
			best_notes: Callable<{ at_least: number }, Note[]>;
			counts: Callable<never, { notes: number; stars: number }>;
			names: Callable<never, string[]>;
			forget: Callable<never, undefined>;
			too_fast: Callable<never, undefined>;
			tag_in_passing: Callable<{ name: string }, string>;
			wait_for: Callable<{ seconds: number }, undefined>;
			closed: Callable<never, number>;
		};
	};
}

/** One visitor, whose session lives as long as the object. */
export function visit(stack: { readonly url: string }, key: string, accessToken?: string) {
	return createClient<Notes>(stack.url, key, {
		auth: { persistSession: false, autoRefreshToken: false },
		...(accessToken === undefined ? {} : { accessToken: () => Promise.resolve(accessToken) })
	});
}

export type Visitor = ReturnType<typeof visit>;

/** A visitor who has signed in. */
export async function signIn(stack: { readonly url: string; readonly publishableKey: string }) {
	const visitor = visit(stack, stack.publishableKey);
	const { data, error } = await visitor.auth.signInAnonymously();
	if (error) throw error;
	if (!data.user || !data.session) throw new Error('signed in without a session');
	return { visitor, userId: data.user.id, session: data.session };
}

/** @returns its number */
export async function addNote(visitor: Visitor, name: string, stars = 0): Promise<number> {
	const { data } = await visitor
		.from('notes')
		.insert({ name, stars })
		.select('id')
		.single()
		.throwOnError();
	return data.id;
}
