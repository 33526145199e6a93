/** What nobody may ask, and what only hosted Supabase answers. */
import { expect, test } from 'vitest';
import { addNote, signIn } from '../test/notes.ts';
import { useNotes } from '../test/use-notes.ts';

const project = useNotes();

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
	const answer = await project.ask(`/rest/v1/notes?${query}`);
	expect([400, 501]).toContain(answer.status);
	expect((await project.ask('/rest/v1/notes?select=id')).status).toBe(200);
});

test.each([
	['a table', 'notes"; drop table public.notes; --'],
	['a table of another schema', 'auth.users'],
	['a function', 'rpc/add(1,2); drop table public.notes; --']
])('SQL in the name of %s is refused', async (_place, path) => {
	const answer = await project.ask(`/rest/v1/${encodeURIComponent(path).replace('%2F', '/')}`);
	expect([400, 404, 501]).toContain(answer.status);
	expect((await project.ask('/rest/v1/notes?select=id')).status).toBe(200);
});

test('SQL in a value, a key or an argument is a value, a key or an argument', async () => {
	const { visitor } = await signIn(project.stack);
	const value = `'); drop table public.notes; --`;
	await addNote(visitor, value);
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
	const call = await project.ask('/rest/v1/rpc/add', {
		method: 'POST',
		body: JSON.stringify(argument)
	});
	expect(call.status).toBe(404);
	expect((await project.anybody().from('notes').select('id')).status).toBe(200);
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
	const answer = await project.ask(path, options);
	expect([400, 501]).toContain(answer.status);
	expect(JSON.stringify(await answer.json())).toMatch(
		/the local gateway does not know|is not the name of a column/
	);
});

test('changing or removing everything at once is refused', async () => {
	const answers = await Promise.all([
		project.ask('/rest/v1/notes', { method: 'DELETE' }),
		project.ask('/rest/v1/notes', { method: 'PATCH', body: '{"name":"x"}' })
	]);
	expect(answers.map(({ status }) => status)).toEqual([400, 400]);
});
