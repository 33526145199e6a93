/** supabase-js, as the page uses it, against the real database and its policies. */
import { expect, test } from 'vitest';
import { addNote, signIn } from '../test/notes.ts';
import { useNotes } from '../test/use-notes.ts';

const project = useNotes();

test('rows are written, read, changed and removed', async () => {
	const { visitor, userId } = await signIn(project.stack);
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
	const { data: row } = await visitor.from('notes').select('id').single().throwOnError();
	const changed = await visitor.from('notes').update({ stars: 4 }).eq('id', row.id).select('stars');
	expect(changed.data).toEqual([{ stars: 4 }]);
	expect((await visitor.from('notes').update({ stars: 5 }).eq('id', row.id)).status).toBe(204);
	expect((await visitor.from('notes').delete().eq('id', row.id)).status).toBe(204);
	expect((await visitor.from('notes').select('id')).data).toEqual([]);
});

test('several rows go in at once, or none', async () => {
	const { visitor } = await signIn(project.stack);
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
	const { visitor } = await signIn(project.stack);
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
	const [alice, bob] = [await signIn(project.stack), await signIn(project.stack)];
	const id = await addNote(alice.visitor, 'hers');
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
	const nobody = await project.anybody().from('notes').insert({ name: 'x' });
	expect([nobody.status, nobody.error?.code]).toEqual([401, '42501']);
	const { data } = await project.anybody().from('notes').select('name').eq('id', id).single();
	expect(data?.name).toBe('hers');
});

test('one row that is none, or several, is refused with 406, and a change of several undone', async () => {
	const { visitor } = await signIn(project.stack);
	for (const name of ['a', 'b']) await addNote(visitor, name);
	const none = await visitor.from('notes').select('id').eq('name', 'c').single();
	expect([none.status, none.error?.details]).toEqual([406, 'The result contains 0 rows']);
	expect((await visitor.from('notes').select('id').eq('name', 'c').maybeSingle()).data).toBeNull();
	const all = await visitor.from('notes').update({ stars: 9 }).gte('id', 0).select('id').single();
	expect([all.status, all.error?.details]).toEqual([406, 'The result contains 2 rows']);
	expect((await visitor.from('notes').select('id').eq('stars', 9)).data).toEqual([]);
});

test('conditions choose rows', async () => {
	const { visitor } = await signIn(project.stack);
	const names = ['a', 'b,c', '100%', 'd"e', '(f)', 'g\\h'];
	for (const [stars, name] of names.entries()) await addNote(visitor, name, stars);
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
	const { visitor } = await signIn(project.stack);
	for (const stars of [3, 1, 2, 5, 4]) await addNote(visitor, `${stars}`, stars);
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
	const byHeader = await project.ask('/rest/v1/notes?select=stars&order=stars', {
		headers: { range: '1-2' }
	});
	expect(await byHeader.json()).toEqual([{ stars: 2 }, { stars: 3 }]);
	expect(byHeader.headers.get('content-range')).toBe('1-2/*');
});

test('functions of every shape are called by the names of their arguments', async () => {
	const { visitor } = await signIn(project.stack);
	for (const stars of [1, 4, 5]) await addNote(visitor, `${stars}`, stars);
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
	const { visitor } = await signIn(project.stack);
	const fast = await visitor.rpc('too_fast');
	expect([fast.status, fast.error]).toEqual([
		429,
		expect.objectContaining({ code: 'PT429', message: 'too fast', hint: 'wait a minute' })
	]);
	const missing = await project.ask('/rest/v1/rpc/nothing_like_this', {
		method: 'POST',
		body: '{"a":1}'
	});
	expect([missing.status, await missing.json()]).toEqual([
		404,
		expect.objectContaining({
			code: 'PGRST202',
			message: 'Could not find the function public.nothing_like_this(a) in the schema cache'
		})
	]);
	const wrong = await project.ask('/rest/v1/rpc/add', { method: 'POST', body: '{"a":1,"c":2}' });
	expect(wrong.status).toBe(404);
	expect((await visitor.rpc('closed')).status).toBe(403);
	expect((await project.anybody().rpc('closed')).status).toBe(401);
	const words = await project.ask('/rest/v1/rpc/add', { method: 'POST', body: '{"a":"many"}' });
	expect([words.status, await words.json()]).toEqual([
		400,
		expect.objectContaining({ code: '22P02' })
	]);
});

test('a GET changes nothing, even through a function that would', async () => {
	const { visitor } = await signIn(project.stack);
	const read = await visitor.rpc('tag_in_passing', { name: 'sneaky' }, { get: true });
	expect([read.status, read.error?.code]).toEqual([405, '25006']);
	expect((await visitor.rpc('tag_in_passing', { name: 'open' })).data).toBe('open');
	expect((await visitor.from('tags').select('name')).data).toEqual([{ name: 'open' }]);
});

test('a statement may take no longer than its role may', async () => {
	const slow = await project.anybody().rpc('wait_for', { seconds: 20 });
	expect([slow.status, slow.error?.code]).toEqual([500, '57014']);
});

test('a table made while it runs is found', async () => {
	const admin = project.cluster.connect('postgres', project.stack.database, 1);
	expect((await project.ask('/rest/v1/later?select=id')).status).toBe(404);
	await admin`create table public.later (id integer)`;
	await admin`grant select on public.later to anon`;
	expect((await project.ask('/rest/v1/later?select=id')).status).toBe(200);
	await admin.end();
});
