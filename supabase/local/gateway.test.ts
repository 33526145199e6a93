/** supabase-js, as the page uses it, against the real database through the gateway. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCluster, type Cluster } from './cluster.ts';
import { startLocalStack, type LocalStack } from './stack.ts';
import { signIn, visit, writeMigrations, type Visitor } from './test/notes.ts';

let cluster: Cluster;
let stack: LocalStack;
const migrationsFolder = writeMigrations();
beforeAll(async () => {
	cluster = await startCluster();
	stack = await startLocalStack({
		...{ cluster, migrationsFolder, hasFunctions: false, isFaultControlled: true },
		reuseIntervalS: 0
	});
});
afterAll(async () => {
	await stack.stop();
	await cluster.stop();
	rmSync(migrationsFolder, { recursive: true });
});

const anybody = () => visit(stack, stack.publishableKey);
const service = () => visit(stack, stack.secretKey);

/** As supabase-js would never ask. */
function ask(path: string, options: RequestInit = {}): Promise<Response> {
	const headers = new Headers(options.headers);
	if (!headers.has('apikey')) headers.set('apikey', stack.publishableKey);
	return fetch(`${stack.url}${path}`, { ...options, headers });
}

beforeEach(async () => {
	stack.setFault(undefined);
	await service().from('notes').delete().gte('id', 0).throwOnError();
	await service().from('tags').delete().neq('name', '').throwOnError();
});

async function note(visitor: Visitor, name: string, stars = 0): Promise<number> {
	const { data } = await visitor
		.from('notes')
		.insert({ name, stars })
		.select('id')
		.single()
		.throwOnError();
	return data.id;
}

test('an anonymous sign-in makes a person, whom the database knows', async () => {
	const { visitor, userId, session } = await signIn(stack);
	expect(session.user.is_anonymous).toBe(true);
	expect((await visitor.rpc('who_am_i')).data).toBe(userId);
	expect((await visitor.auth.getUser()).data.user?.id).toBe(userId);
	expect((await anybody().rpc('who_am_i')).data).toBeNull();
	const { data } = await visitor.auth.getClaims();
	expect(data?.claims.sub).toBe(userId);
});

test('a session is renewed, and stays the same person', async () => {
	const { visitor, userId, session } = await signIn(stack);
	const { data, error } = await visitor.auth.refreshSession();
	expect(error).toBeNull();
	expect(data.session?.refresh_token).not.toBe(session.refresh_token);
	expect((await visitor.rpc('who_am_i')).data).toBe(userId);
});

test('a refresh token whose answer was lost may be used again', async () => {
	const { session } = await signIn(stack);
	const token = session.refresh_token;
	const first = await anybody().auth.refreshSession({ refresh_token: token });
	const again = await anybody().auth.refreshSession({ refresh_token: token });
	expect(again.data.session?.refresh_token).toBe(first.data.session?.refresh_token);
});

test('an old refresh token is refused, and ends the session for whoever stole it', async () => {
	const { session } = await signIn(stack);
	const refresh = (token = '') => anybody().auth.refreshSession({ refresh_token: token });
	const second = await refresh(session.refresh_token);
	const third = await refresh(second.data.session?.refresh_token);
	const stolen = await refresh(session.refresh_token);
	expect(stolen.error?.code).toBe('refresh_token_already_used');
	expect((await refresh(third.data.session?.refresh_token)).error?.code).toBe(
		'refresh_token_already_used'
	);
	expect((await refresh('never-issued')).error?.code).toBe('refresh_token_not_found');
});

test('two tabs that renew at once get one session', async () => {
	const { session } = await signIn(stack);
	const answers = await Promise.all(
		[1, 2, 3, 4].map(() => anybody().auth.refreshSession({ refresh_token: session.refresh_token }))
	);
	const tokens = answers.map(({ data }) => data.session?.refresh_token);
	expect(tokens[0]).toBeTypeOf('string');
	expect(new Set(tokens).size).toBe(1);
});

test('who signs out cannot renew', async () => {
	const { visitor, session } = await signIn(stack);
	expect((await visitor.auth.signOut()).error).toBeNull();
	const { error } = await anybody().auth.refreshSession({ refresh_token: session.refresh_token });
	expect(error?.code).toBe('refresh_token_not_found');
});

test('only the secret key removes a person; what they wrote stays as the schema says', async () => {
	const { visitor, userId } = await signIn(stack);
	const id = await note(visitor, 'stays');
	expect((await visitor.auth.admin.deleteUser(userId)).error?.status).toBe(403);
	expect((await service().auth.admin.deleteUser(userId)).error).toBeNull();
	const { data } = await anybody().from('notes').select('owner').eq('id', id).single();
	expect(data?.owner).toBeNull();
	expect((await visitor.auth.getUser()).error?.code).toBe('user_not_found');
});

test('a forged token and one out of date are refused, before the database is asked', async () => {
	const forged = visit(
		stack,
		stack.publishableKey,
		'eyJhbGciOiJub25lIn0.eyJyb2xlIjoicG9zdGdyZXMifQ.'
	);
	const refused = await forged.from('notes').select('id');
	expect([refused.status, refused.error?.code]).toEqual([401, 'PGRST301']);
	const old = stack.issuer.issue({ role: 'authenticated', exp: Date.now() / 1000 - 1 });
	const late = await visit(stack, stack.publishableKey, old).from('notes').select('id');
	expect([late.status, late.error?.message]).toEqual([401, 'JWT expired']);
});

test.each(['postgres', 'supabase_admin', 'supabase_auth_admin', 'nobody_there'])(
	'even a true token makes nobody %s',
	async (role) => {
		const token = stack.issuer.issue({ role, exp: Date.now() / 1000 + 60 });
		const { status, data } = await visit(stack, stack.publishableKey, token).rpc('who_am_i');
		expect([401, 403]).toContain(status);
		expect(data).toBeNull();
	}
);

test('without a key, with a wrong one, and with the secret one in a browser: refused', async () => {
	const answers = await Promise.all([
		fetch(`${stack.url}/rest/v1/notes`),
		ask('/rest/v1/notes', { headers: { apikey: 'sb_publishable_other' } }),
		ask('/rest/v1/notes', { headers: { apikey: stack.secretKey, 'user-agent': 'Mozilla/5.0' } })
	]);
	expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
});

test('rows are written, read, changed and removed', async () => {
	const { visitor, userId } = await signIn(stack);
	const details = { 'it"s': ['\\', 'ü', null] };
	const written = await visitor
		.from('notes')
		.insert({ name: "O'Reilly; -- ünï", tags: ['a,b', '"c"'], details })
		.select('id, owner, title:name, tags, details')
		.single();
	expect(written.status).toBe(201);
	expect(written.data).toMatchObject({
		...{ owner: userId, title: "O'Reilly; -- ünï", tags: ['a,b', '"c"'], details }
	});
	const { id } = await visitor.from('notes').select('id').single().throwOnError().then(only);
	const changed = await visitor.from('notes').update({ stars: 4 }).eq('id', id).select('stars');
	expect(changed.data).toEqual([{ stars: 4 }]);
	expect((await visitor.from('notes').update({ stars: 5 }).eq('id', id)).status).toBe(204);
	expect((await visitor.from('notes').delete().eq('id', id)).status).toBe(204);
	expect((await visitor.from('notes').select('id')).data).toEqual([]);
});

function only<T>({ data }: { readonly data: T }): T {
	return data;
}

test('several rows go in at once, or none', async () => {
	const { visitor } = await signIn(stack);
	const several = [{ name: 'one' }, { name: 'two', stars: 2 }];
	// `stars` of the first is null, not its default: as supabase-js says of `defaultToNull`.
	expect((await visitor.from('notes').insert(several)).error?.code).toBe('23502');
	const even = several.map((one) => ({ stars: 1, ...one }));
	expect((await visitor.from('notes').insert(even).select('name, stars')).data).toEqual([
		{ name: 'one', stars: 1 },
		{ name: 'two', stars: 2 }
	]);
	const bad = [{ name: 'good' }, { name: 'x'.repeat(61) }];
	expect((await visitor.from('notes').insert(bad)).error?.code).toBe('23514');
	expect((await visitor.from('notes').select('id').eq('name', 'good')).data).toEqual([]);
});

test('what is there already is replaced, left, or refused, as was asked', async () => {
	const { visitor } = await signIn(stack);
	const tags = () => visitor.from('tags');
	await tags().insert({ name: 'jazz', colour: 'blue' }).throwOnError();
	const again = await tags().insert({ name: 'jazz', colour: 'red' });
	expect([again.status, again.error?.code]).toEqual([409, '23505']);
	const left = { onConflict: 'name', ignoreDuplicates: true };
	await tags().upsert({ name: 'jazz', colour: 'red' }, left).throwOnError();
	expect((await tags().select('colour')).data).toEqual([{ colour: 'blue' }]);
	await tags().upsert({ name: 'jazz', colour: 'red' }).throwOnError();
	expect((await tags().select('colour')).data).toEqual([{ colour: 'red' }]);
});

test('policies and column grants decide: another’s row, a column not granted, nobody signed in', async () => {
	const [alice, bob] = [await signIn(stack), await signIn(stack)];
	const id = await note(alice.visitor, 'hers');
	const renamed = await bob.visitor.from('notes').update({ name: 'his' }).eq('id', id).select();
	expect(renamed.error?.code).toBe('42501');
	const other = await bob.visitor.from('notes').update({ name: 'his' }).eq('id', id).select('id');
	expect([other.status, other.data]).toEqual([200, []]);
	const single = await bob.visitor
		.from('notes')
		.update({ name: 'his' })
		.eq('id', id)
		.select('id')
		.single();
	expect([single.status, single.error?.code]).toEqual([406, 'PGRST116']);
	const column = await alice.visitor.from('notes').update({ owner: bob.userId }).eq('id', id);
	expect([column.status, column.error?.code]).toEqual([403, '42501']);
	const nobody = await anybody().from('notes').insert({ name: 'x' });
	expect([nobody.status, nobody.error?.code]).toEqual([401, '42501']);
	const { data } = await anybody().from('notes').select('name').eq('id', id).single();
	expect(data?.name).toBe('hers');
});

test('one row that is none, or several, is refused with 406, and a change of several undone', async () => {
	const { visitor } = await signIn(stack);
	for (const name of ['a', 'b']) await note(visitor, name);
	const none = await visitor.from('notes').select('id').eq('name', 'c').single();
	expect([none.status, none.error?.details]).toEqual([406, 'The result contains 0 rows']);
	expect((await visitor.from('notes').select('id').eq('name', 'c').maybeSingle()).data).toBeNull();
	const all = await visitor.from('notes').update({ stars: 9 }).gte('id', 0).select('id').single();
	expect([all.status, all.error?.details]).toEqual([406, 'The result contains 2 rows']);
	expect((await visitor.from('notes').select('id').eq('stars', 9)).data).toEqual([]);
});

test('conditions choose rows', async () => {
	const { visitor } = await signIn(stack);
	const names = ['a', 'b,c', '100%', 'd"e', '(f)', 'g\\h'];
	for (const [stars, name] of names.entries()) await note(visitor, name, stars);
	const all = () => visitor.from('notes').select('name').order('id');
	const found = async (query: ReturnType<typeof all>) =>
		(await query.throwOnError()).data.map(({ name }) => name);

	expect(await found(all().eq('name', 'd"e'))).toEqual(['d"e']);
	expect(await found(all().neq('stars', 0).lt('stars', 3))).toEqual(['b,c', '100%']);
	expect(await found(all().gte('stars', 4))).toEqual(['(f)', 'g\\h']);
	expect(await found(all().in('name', ['b,c', 'd"e', '(f)', 'g\\h', 'none']))).toEqual([
		...['b,c', 'd"e', '(f)', 'g\\h']
	]);
	expect(await found(all().in('stars', []))).toEqual([]);
	expect(await found(all().like('name', '%\\%'))).toEqual(['100%']);
	expect(await found(all().ilike('name', 'A'))).toEqual(['a']);
	expect(await found(all().is('owner', null))).toEqual([]);
	expect(await found(all().is('is_public', true).limit(1))).toEqual(['a']);
	expect(await found(all().not('stars', 'in', '(0,1,2,3)'))).toEqual(['(f)', 'g\\h']);
	const page = all().or('stars.lt.1,and(stars.eq.4,name.eq."(f)"),name.in.("b,c",none)');
	expect(await found(page)).toEqual(['a', 'b,c', '(f)']);
	expect(await found(all().or('not.and(stars.gt.0,stars.lt.5)'))).toEqual(['a', 'g\\h']);
});

test('order, limit, range and count make pages', async () => {
	const { visitor } = await signIn(stack);
	for (const stars of [3, 1, 2, 5, 4]) await note(visitor, `${stars}`, stars);
	const stars = () => visitor.from('notes').select('stars', { count: 'exact' });
	const first = await stars().order('stars', { ascending: false }).limit(2);
	expect([first.status, first.count, first.data]).toEqual([206, 5, [{ stars: 5 }, { stars: 4 }]]);
	const last = await stars().order('stars').range(3, 9);
	expect(last.data).toEqual([{ stars: 4 }, { stars: 5 }]);
	const beyond = await stars().range(10, 19);
	expect([beyond.status, beyond.error?.code]).toEqual([416, 'PGRST103']);
	const head = await visitor.from('notes').select('*', { count: 'exact', head: true });
	// All columns are more than one may see.
	expect(head.status).toBe(403);
	const counted = await visitor.from('notes').select('id', { count: 'exact', head: true });
	expect([counted.count, counted.data]).toEqual([5, null]);
	const byHeader = await ask('/rest/v1/notes?select=stars&order=stars', {
		headers: { range: '1-2' }
	});
	expect(await byHeader.json()).toEqual([{ stars: 2 }, { stars: 3 }]);
	expect(byHeader.headers.get('content-range')).toBe('1-2/*');
});

test('functions of every shape are called by the names of their arguments', async () => {
	const { visitor } = await signIn(stack);
	for (const stars of [1, 4, 5]) await note(visitor, `${stars}`, stars);
	expect((await visitor.rpc('add', { a: 2, b: 3 })).data).toBe(5);
	expect((await visitor.rpc('add', { a: 2 })).data).toBe(3);
	expect((await visitor.rpc('add', { a: 2, b: 3 }, { get: true })).data).toBe(5);
	expect((await visitor.rpc('names')).data).toEqual(['1', '4', '5']);
	expect((await visitor.rpc('counts')).data).toEqual({ notes: 3, stars: 10 });
	const nothing = await visitor.rpc('forget');
	expect([nothing.status, nothing.data]).toEqual([204, null]);
	const best = visitor.rpc('best_notes', { at_least: 2 });
	expect((await best.select('name').order('stars', { ascending: false })).data).toEqual([
		{ name: '5' },
		{ name: '4' }
	]);
	const one = visitor.rpc('best_notes', { at_least: 5 }, { get: true });
	expect((await one.select('name').single()).data).toEqual({ name: '5' });
});

test('functions that refuse, do not exist or are closed say so as a hosted project does', async () => {
	const { visitor } = await signIn(stack);
	const fast = await visitor.rpc('too_fast');
	expect([fast.status, fast.error]).toEqual([
		429,
		expect.objectContaining({ code: 'PT429', message: 'too fast', hint: 'wait a minute' })
	]);
	const missing = await ask('/rest/v1/rpc/nothing_like_this', { method: 'POST', body: '{"a":1}' });
	expect([missing.status, await missing.json()]).toEqual([
		404,
		expect.objectContaining({
			code: 'PGRST202',
			message: 'Could not find the function public.nothing_like_this(a) in the schema cache'
		})
	]);
	const wrong = await ask('/rest/v1/rpc/add', { method: 'POST', body: '{"a":1,"c":2}' });
	expect(wrong.status).toBe(404);
	expect((await visitor.rpc('closed')).status).toBe(403);
	expect((await anybody().rpc('closed')).status).toBe(401);
	const words = await ask('/rest/v1/rpc/add', { method: 'POST', body: '{"a":"many"}' });
	expect([words.status, await words.json()]).toEqual([
		400,
		expect.objectContaining({ code: '22P02' })
	]);
});

test('a GET changes nothing, even through a function that would', async () => {
	const { visitor } = await signIn(stack);
	const read = await visitor.rpc('tag_in_passing', { name: 'sneaky' }, { get: true });
	expect([read.status, read.error?.code]).toEqual([405, '25006']);
	expect((await visitor.rpc('tag_in_passing', { name: 'open' })).data).toBe('open');
	expect((await visitor.from('tags').select('name')).data).toEqual([{ name: 'open' }]);
});

test('a statement may take no longer than its role may', async () => {
	const slow = await anybody().rpc('wait_for', { seconds: 20 });
	expect([slow.status, slow.error?.code]).toEqual([500, '57014']);
});

const nasty = `id"; drop table public.notes; --`;
test.each([
	['a column', `select=${encodeURIComponent(nasty)}`],
	['an alias', `select=${encodeURIComponent(nasty)}:id`],
	['an order', `order=${encodeURIComponent(nasty)}`],
	['a direction', `order=id.${encodeURIComponent('desc; drop table public.notes')}`],
	['a condition', `${encodeURIComponent(nasty)}=eq.1`],
	['a condition within', `or=(${encodeURIComponent(nasty)}.eq.1)`],
	['an operator', `id=${encodeURIComponent('= 1; drop table public.notes; --')}.1`],
	['is', `id=is.${encodeURIComponent('null; drop table public.notes')}`],
	['a limit', `limit=${encodeURIComponent('1; drop table public.notes')}`],
	['an offset', 'offset=-1'],
	['a quoted name', `select=${encodeURIComponent('"id"";drop"')}`],
	['an escaped zero', `${encodeURIComponent('id\0')}=eq.1`]
])('SQL in the place of %s is refused', async (_place, query) => {
	const answer = await ask(`/rest/v1/notes?${query}`);
	expect([400, 501]).toContain(answer.status);
	expect((await ask('/rest/v1/notes?select=id')).status).toBe(200);
});

test.each([
	['a table', 'notes"; drop table public.notes; --'],
	['a table of another schema', 'auth.users'],
	['a function', 'rpc/add(1,2); drop table public.notes; --']
])('SQL in the name of %s is refused', async (_place, path) => {
	const answer = await ask(`/rest/v1/${encodeURIComponent(path).replace('%2F', '/')}`);
	expect([400, 404, 501]).toContain(answer.status);
	expect((await ask('/rest/v1/notes?select=id')).status).toBe(200);
});

test('SQL in a value, a key or an argument is a value, a key or an argument', async () => {
	const { visitor } = await signIn(stack);
	const value = `'); drop table public.notes; --`;
	await note(visitor, value);
	expect((await visitor.from('notes').select('name').eq('name', value)).data).toEqual([
		{ name: value }
	]);
	const list = await visitor
		.from('notes')
		.select('name')
		.in('name', [value, '"}'] as never);
	expect(list.data).toEqual([{ name: value }]);
	const key = await visitor.from('notes').insert({ [nasty]: 1, name: 'x' } as never);
	expect([key.status, key.error?.code]).toEqual([400, 'PGRST204']);
	const argument = { [`a := 1); drop table public.notes; --`]: 1 };
	const call = await ask('/rest/v1/rpc/add', { method: 'POST', body: JSON.stringify(argument) });
	expect(call.status).toBe(404);
	expect((await anybody().from('notes').select('id')).status).toBe(200);
});

test.each([
	['embedding', '/rest/v1/notes?select=id,owner(name)', {}],
	['a path into JSON', '/rest/v1/notes?select=details->a', {}],
	['a cast', '/rest/v1/notes?select=id::text', {}],
	['a sum', '/rest/v1/notes?select=stars.sum()', {}],
	['a search for words', '/rest/v1/notes?name=fts.word', {}],
	['another media type', '/rest/v1/notes', { headers: { accept: 'text/csv' } }],
	['an estimate', '/rest/v1/notes', { headers: { prefer: 'count=estimated' } }],
	['PUT', '/rest/v1/notes?id=eq.1', { method: 'PUT', body: '{}' }],
	['the root', '/rest/v1/', {}],
	['a password', '/auth/v1/token?grant_type=password', { method: 'POST', body: '{}' }],
	['an e-mail', '/auth/v1/signup', { method: 'POST', body: '{"email":"a@b.example"}' }],
	['storage', '/storage/v1/bucket', {}],
	['realtime', '/realtime/v1/api', {}]
] as const)('what it does not know, it says: %s', async (_what, path, options) => {
	const answer = await ask(path, options);
	expect([400, 501]).toContain(answer.status);
	expect(JSON.stringify(await answer.json())).toMatch(
		/the local gateway does not know|is not the name of a column/
	);
});

test('changing or removing everything at once is refused', async () => {
	const answers = await Promise.all([
		ask('/rest/v1/notes', { method: 'DELETE' }),
		ask('/rest/v1/notes', { method: 'PATCH', body: '{"name":"x"}' })
	]);
	expect(answers.map(({ status }) => status)).toEqual([400, 400]);
});

test('a body that is too long or no JSON is refused', async () => {
	const long = JSON.stringify({ name: 'x'.repeat(1 << 20) });
	expect((await ask('/rest/v1/notes', { method: 'POST', body: long })).status).toBe(413);
	expect((await ask('/rest/v1/notes', { method: 'POST', body: '{' })).status).toBe(400);
	expect((await ask('/rest/v1/rpc/add', { method: 'POST', body: '[1]' })).status).toBe(400);
});

test('a page of any origin may ask', async () => {
	const answer = await ask('/rest/v1/notes', {
		method: 'OPTIONS',
		headers: {
			origin: 'http://127.0.0.1:4173',
			'access-control-request-method': 'PATCH',
			'access-control-request-headers': 'apikey,authorization,prefer'
		}
	});
	expect(answer.status).toBe(204);
	expect(answer.headers.get('access-control-allow-origin')).toBe('*');
	expect(answer.headers.get('access-control-allow-methods')).toContain('PATCH');
	expect(answer.headers.get('access-control-allow-headers')).toContain('prefer');
	const refused = await fetch(`${stack.url}/rest/v1/notes`);
	expect(refused.headers.get('access-control-allow-origin')).toBe('*');
});

test('a table made while it runs is found', async () => {
	const admin = cluster.connect('postgres', stack.database, 1);
	expect((await ask('/rest/v1/later?select=id')).status).toBe(404);
	await admin`create table public.later (id integer)`;
	await admin`grant select on public.later to anon`;
	expect((await ask('/rest/v1/later?select=id')).status).toBe(200);
	await admin.end();
});

test('down: nobody answers, and nothing was done', async () => {
	const { visitor } = await signIn(stack);
	stack.setFault({ kind: 'down' });
	const { error } = await visitor.from('notes').insert({ name: 'lost' });
	expect(error?.message).toContain('fetch failed');
	stack.setFault(undefined);
	expect((await visitor.from('notes').select('id')).data).toEqual([]);
});

test('an answer that is lost: all was done', async () => {
	const { visitor } = await signIn(stack);
	stack.setFault({ kind: 'answer-lost' });
	const { error } = await visitor.from('notes').insert({ name: 'arrived' });
	expect(error?.message).toContain('fetch failed');
	stack.setFault(undefined);
	expect((await visitor.from('notes').select('name')).data).toEqual([{ name: 'arrived' }]);
});

test('slow: the answer comes when it is over', async () => {
	stack.setFault({ kind: 'slow', delayMs: 3_600_000 });
	let hasAnswered = false;
	const answer = anybody()
		.rpc('add', { a: 1 })
		.then(({ data }) => {
			hasAnswered = true;
			return data;
		});
	const slow = ask('/rest/v1/notes?select=id', { signal: AbortSignal.timeout(200) });
	await expect(slow).rejects.toThrow('timeout');
	expect(hasAnswered).toBe(false);
	stack.setFault(undefined);
	expect(await answer).toBe(2);
});

test('an error is answered to whoever asks, and can be switched by who has the secret key', async () => {
	const set = (fault: unknown, apikey: string) =>
		ask('/_local/fault', { method: 'PUT', headers: { apikey }, body: JSON.stringify(fault) });
	const fault = { kind: 'error', status: 500 };
	expect((await set(fault, stack.publishableKey)).status).toBe(403);
	expect((await set({ kind: 'fire' }, stack.secretKey)).status).toBe(400);
	expect((await set(fault, stack.secretKey)).status).toBe(204);
	expect((await anybody().from('notes').select('id')).status).toBe(500);
	expect((await set(null, stack.secretKey)).status).toBe(204);
	expect((await anybody().from('notes').select('id')).status).toBe(200);
});

test('a database that is gone is a 503, and the gateway goes on', async () => {
	const broken = await startLocalStack({ migrationsFolder, hasFunctions: false });
	await broken.cluster.stop();
	const { status } = await visit(broken, broken.publishableKey).from('notes').select('id');
	expect(status).toBe(503);
	await broken.stop();
});

test('two stacks in one server know nothing of each other', async () => {
	const other = await startLocalStack({ cluster, migrationsFolder, hasFunctions: false });
	const here = await signIn(stack);
	await note(here.visitor, 'here');
	expect((await visit(other, other.publishableKey).from('notes').select('id')).data).toEqual([]);
	const abroad = visit(other, other.publishableKey, here.session.access_token);
	expect((await abroad.from('notes').select('id')).status).toBe(401);
	await other.stop();
	await expect(fetch(`${other.url}/auth/v1/health`)).rejects.toThrow('fetch failed');
	expect((await here.visitor.from('notes').select('id')).data).toHaveLength(1);
});
