/** What only shows when many connections write at once: exact counters, exact limits, no deadlocks. */
import postgres from 'postgres';
import type { Cluster } from '../local/cluster.ts';
import type { TapReport } from './tap.ts';

const connections = 24;
const raters = 40;
const ratingsEach = 20;

/** Runs one statement as a person does through the API: in a transaction of its own. */
type AsPerson = (
	person: number,
	statement: (sql: postgres.TransactionSql) => postgres.PendingQuery<postgres.Row[]>
) => Promise<postgres.Row[]>;

export async function runParallelTests(cluster: Cluster, database: string): Promise<TapReport> {
	const admin = cluster.connect('supabase_admin', database, 1);
	const api = cluster.connect('authenticator', database, connections);
	const failures: string[] = [];
	let passed = 0;
	const same = (description: string, actual: unknown, expected: unknown): void => {
		const [have, want] = [JSON.stringify(actual), JSON.stringify(expected)];
		if (have === want) passed += 1;
		else failures.push(`${description}\n      have: ${have}\n      want: ${want}`);
	};
	const asPerson: AsPerson = (person, statement) =>
		api.begin(async (sql) => {
			const claims = JSON.stringify({ role: 'authenticated', sub: personId(person) });
			await sql`select set_config('role', 'authenticated', true),
				set_config('request.jwt.claims', ${claims}, true)`;
			return [...(await statement(sql))];
		});

	try {
		await admin`insert into auth.users (id, is_anonymous)
			select tap.person(number), true from generate_series(0, ${raters + 1}) as number`;
		const playlists = await Promise.all(
			['First', 'Second'].map((name) =>
				asPerson(0, (sql) => sql`select tap.share(${name}) as id`).then(firstId)
			)
		);

		// Each person rates both, ten times over, all at once.
		const ratings = await settle(
			Array.from({ length: raters * ratingsEach }, (_, index) =>
				asPerson(
					1 + (index % raters),
					(sql) => sql`select public.rate_playlist(
						${playlists[Math.floor(index / raters) % 2] ?? ''}, ${1 + ((index * 7) % 5)})`
				)
			)
		);
		same('800 parallel ratings are all taken', ratings, { done: 800, refused: {} });
		same(
			'the counters are exactly what the ratings add up to',
			await admin`select p.name, p.rating_count, p.rating_sum from public.playlists as p order by 1`,
			await admin`select p.name, count(*)::integer as rating_count, sum(r.stars)::integer as rating_sum
				from public.playlists as p join public.ratings as r on r.playlist_id = p.id
				group by p.name order by 1`
		);
		same(
			'each person counts once for each playlist',
			[...(await admin`select rating_count from public.playlists`)],
			[{ rating_count: raters }, { rating_count: raters }]
		);

		const burst = await settle(
			Array.from({ length: 100 }, () =>
				asPerson(raters + 1, (sql) => sql`select public.rate_playlist(${playlists[0] ?? ''}, 3)`)
			)
		);
		same('of 100 ratings at once by one person, 60 are taken', burst, {
			done: 60,
			refused: { PT429: 40 }
		});

		const uploads = await settle(
			Array.from({ length: 200 }, (_, index) =>
				asPerson(index % raters, (sql) => sql`select public.count_upload(${playlists[0] ?? ''})`)
			)
		);
		same('200 parallel uploads are all answered', uploads, { done: 200, refused: {} });
		same(
			'each person counts once',
			await admin`select upload_count from public.playlists where name = 'First'`,
			[{ upload_count: raters }]
		);

		const shares = await Promise.all(
			Array.from({ length: 40 }, (_, index) =>
				asPerson(index, (sql) => sql`select tap.share('The same') as id`).then(firstId)
			)
		);
		same('the same shared 40 times at once is one playlist', new Set(shares).size, 1);

		const different = await settle(
			Array.from({ length: 40 }, (_, index) =>
				asPerson(raters + 1, (sql) => sql`select tap.share(${`Different ${index}`}) as id`)
			)
		);
		same('of 40 different ones at once by one person, 20 are taken', different, {
			done: 20,
			refused: { PT429: 20 }
		});
		return { passed, failures };
	} finally {
		await Promise.all([admin.end(), api.end()]);
	}
}

function personId(number: number): string {
	return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function firstId(rows: readonly postgres.Row[]): string {
	return String(rows[0]?.id);
}

/** How many were done, and how many refused with which SQLSTATE. */
async function settle(
	requests: readonly Promise<unknown>[]
): Promise<{ done: number; refused: Record<string, number> }> {
	const refused: Record<string, number> = {};
	let done = 0;
	for (const request of await Promise.allSettled(requests)) {
		if (request.status === 'fulfilled') done += 1;
		else {
			const reason: unknown = request.reason;
			const code = reason instanceof postgres.PostgresError ? reason.code : String(reason);
			refused[code] = (refused[code] ?? 0) + 1;
		}
	}
	return { done, refused };
}
