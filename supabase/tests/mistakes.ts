/** Mistakes that somebody could make in a migration. The tests have to notice every one of them. */
import type { PrivilegeRegime } from '../local/database.ts';

export interface Mistake {
	readonly what: string;
	/** The migration, without its number. */
	readonly file: string;
	/** Stands in it exactly once. */
	readonly right: string;
	readonly wrong: string;
	/** Where it shows; `explicit` without it. */
	readonly regime?: PrivilegeRegime;
}

export const mistakes: readonly Mistake[] = [
	{
		what: 'a table without row security',
		file: 'ratings',
		right: 'alter table public.ratings enable row level security;',
		wrong: ''
	},
	{
		what: 'a table that the API does not show without row security',
		file: 'limits',
		right: 'alter table private.recent_actions enable row level security;',
		wrong: ''
	},
	{
		what: 'a counter that can be written',
		file: 'playlists',
		right: 'grant update (name) on',
		wrong: 'grant update (name, rating_sum) on'
	},
	{
		what: 'an owner that can be read',
		file: 'playlists',
		right: 'grant select (\n\tid, name,',
		wrong: 'grant select (\n\towner, id, name,'
	},
	{
		what: 'a policy that lets everybody rename',
		file: 'playlists',
		right: 'using (owner = (select auth.uid())) with check (owner = (select auth.uid()))',
		wrong: 'using (true) with check (true)'
	},
	{
		what: 'a policy that lets a person rate their own',
		file: 'ratings',
		right: ' and not private.is_own(playlist_id)',
		wrong: ''
	},
	{
		what: 'a policy too many',
		file: 'ratings',
		right: 'create policy "a person reads their own"',
		wrong:
			'create policy "all" on public.ratings for select using (true);\ncreate policy "a person reads their own"'
	},
	{
		what: 'a function that too many may run',
		file: 'abandoned_people',
		right: 'to service_role;',
		wrong: 'to service_role, authenticated;'
	},
	{
		what: 'a function with its owner’s rights and the caller’s search path',
		file: 'playlists',
		right: "stable security definer set search_path = ''",
		wrong: 'stable security definer'
	},
	{
		what: 'a view with its owner’s rights',
		file: 'reading',
		right: 'create view public.playlist_cards with (security_invoker = true) as',
		wrong: 'create view public.playlist_cards as'
	},
	{
		what: 'defaults that open what a later migration makes',
		file: 'foundation',
		right:
			'alter default privileges in schema public\n\trevoke all on tables from anon, authenticated, service_role;',
		wrong: '',
		regime: 'legacy'
	},
	{
		what: 'functions that PUBLIC may run',
		file: 'foundation',
		right: 'alter default privileges revoke execute on functions from public;',
		wrong: ''
	},
	{
		what: 'counters that forget what is taken away',
		file: 'ratings',
		right: 'keep_rating_totals after insert or update or delete',
		wrong: 'keep_rating_totals after insert or update'
	},
	{
		what: 'a counter that is read before its row is locked',
		file: 'ratings',
		right: 'rating_sum = p.rating_sum +',
		wrong: 'rating_sum = (select q.rating_sum from public.playlists as q where q.id = p.id) +'
	},
	{
		what: 'a limit that lets one too many through',
		file: 'limits',
		right: 'cardinality(recent) >= most',
		wrong: 'cardinality(recent) > most'
	},
	{
		what: 'a limit that is not asked',
		file: 'limits',
		right: "perform private.count_action(\n\t\t'share', 20,",
		wrong: "perform private.count_action(\n\t\t'share', 20000,"
	},
	{
		what: 'names that turn the reading direction around',
		file: 'foundation',
		right: String.raw`\u2029\u202a-\u202e\u2066-\u2069\ufeff]'`,
		wrong: String.raw`\u2029\u2066-\u2069\ufeff]'`
	},
	{
		what: 'ids of somebody’s own files',
		file: 'foundation',
		right: "\n\t\t\tor pg_catalog.lower(pg_catalog.left(id, 5)) = 'file:'",
		wrong: ''
	},
	{
		what: 'playlists that go with their owner',
		file: 'playlists',
		right: 'references auth.users on delete set null',
		wrong: 'references auth.users on delete cascade'
	},
	{
		what: 'pages that lose what has the same time',
		file: 'reading',
		right:
			"(c.created_at, c.id) < (coalesce(after_created_at, 'infinity'), coalesce(after_id, '~'))",
		wrong: "c.created_at < coalesce(after_created_at, 'infinity')"
	},
	{
		what: 'a list of one’s own that shows everybody’s',
		file: 'own_playlists',
		right: 'where p.owner = (select auth.uid())\n',
		wrong: 'where true\n'
	},
	{
		what: 'a list of one’s own for who is nobody',
		file: 'own_playlists',
		right:
			'grant execute on function public.own_playlists(integer, timestamptz, text) to authenticated;',
		wrong:
			'grant execute on function public.own_playlists(integer, timestamptz, text) to anon, authenticated;'
	}
];
