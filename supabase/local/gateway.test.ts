/** Who is let in, what comes back when something fails, and failing on purpose. */
import { expect, test } from 'vitest';
import { startLocalStack } from './stack.ts';
import { addNote, signIn, visit } from './test/notes.ts';
import { useNotes } from './test/use-notes.ts';

const project = useNotes({ isFaultControlled: true });

test('a forged token and one out of date are refused, before the database is asked', async () => {
	const forged = visit(
		project.stack,
		project.stack.publishableKey,
		'eyJhbGciOiJub25lIn0.eyJyb2xlIjoicG9zdGdyZXMifQ.'
	);
	const refused = await forged.from('notes').select('id');
	expect([refused.status, refused.error?.code]).toEqual([401, 'PGRST301']);
	const old = project.stack.issuer.issue({ role: 'authenticated', exp: Date.now() / 1000 - 1 });
	const late = await visit(project.stack, project.stack.publishableKey, old)
		.from('notes')
		.select('id');
	expect([late.status, late.error?.message]).toEqual([401, 'JWT expired']);
});

test.each(['postgres', 'supabase_admin', 'supabase_auth_admin', 'nobody_there'])(
	'even a true token makes nobody %s',
	async (role) => {
		const token = project.stack.issuer.issue({ role, exp: Date.now() / 1000 + 60 });
		const { status, data } = await visit(project.stack, project.stack.publishableKey, token).rpc(
			'who_am_i'
		);
		expect([401, 403]).toContain(status);
		expect(data).toBeNull();
	}
);

test('without a key, with a wrong one, and with the secret one in a browser: refused', async () => {
	const answers = await Promise.all([
		fetch(`${project.stack.url}/rest/v1/notes`),
		project.ask('/rest/v1/notes', { headers: { apikey: 'sb_publishable_other' } }),
		project.ask('/rest/v1/notes', {
			headers: { apikey: project.stack.secretKey, 'user-agent': 'Mozilla/5.0' }
		})
	]);
	expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
});

test('a body that is too long or no JSON is refused', async () => {
	const long = JSON.stringify({ name: 'x'.repeat(1 << 20) });
	expect((await project.ask('/rest/v1/notes', { method: 'POST', body: long })).status).toBe(413);
	expect((await project.ask('/rest/v1/notes', { method: 'POST', body: '{' })).status).toBe(400);
	expect((await project.ask('/rest/v1/rpc/add', { method: 'POST', body: '[1]' })).status).toBe(400);
});

test('a page of any origin may ask', async () => {
	const answer = await project.ask('/rest/v1/notes', {
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
	const refused = await fetch(`${project.stack.url}/rest/v1/notes`);
	expect(refused.headers.get('access-control-allow-origin')).toBe('*');
});

test('down: nobody answers, and nothing was done', async () => {
	const { visitor } = await signIn(project.stack);
	project.stack.setFault({ kind: 'down' });
	const { error } = await visitor.from('notes').insert({ name: 'lost' });
	expect(error?.message).toContain('fetch failed');
	project.stack.setFault(undefined);
	expect((await visitor.from('notes').select('id')).data).toEqual([]);
});

test('an answer that is lost: all was done', async () => {
	const { visitor } = await signIn(project.stack);
	project.stack.setFault({ kind: 'answer-lost' });
	const { error } = await visitor.from('notes').insert({ name: 'arrived' });
	expect(error?.message).toContain('fetch failed');
	project.stack.setFault(undefined);
	expect((await visitor.from('notes').select('name')).data).toEqual([{ name: 'arrived' }]);
});

test('slow: the answer comes when it is over', async () => {
	project.stack.setFault({ kind: 'slow', delayMs: 3_600_000 });
	let hasAnswered = false;
	const answer = project
		.anybody()
		.rpc('add', { a: 1 })
		.then(({ data }) => {
			hasAnswered = true;
			return data;
		});
	const slow = project.ask('/rest/v1/notes?select=id', { signal: AbortSignal.timeout(200) });
	await expect(slow).rejects.toThrow('timeout');
	expect(hasAnswered).toBe(false);
	project.stack.setFault(undefined);
	expect(await answer).toBe(2);
});

test('an error is answered to whoever asks, and can be switched by who has the secret key', async () => {
	const set = (fault: unknown, apikey: string) =>
		project.ask('/_local/fault', {
			method: 'PUT',
			headers: { apikey },
			body: JSON.stringify(fault)
		});
	const fault = { kind: 'error', status: 500 };
	expect((await set(fault, project.stack.publishableKey)).status).toBe(403);
	expect((await set({ kind: 'fire' }, project.stack.secretKey)).status).toBe(400);
	expect((await set(fault, project.stack.secretKey)).status).toBe(204);
	expect((await project.anybody().from('notes').select('id')).status).toBe(500);
	expect((await set(null, project.stack.secretKey)).status).toBe(204);
	expect((await project.anybody().from('notes').select('id')).status).toBe(200);
});

test('a database that is gone is a 503, and the gateway goes on', async () => {
	const broken = await startLocalStack(project.options);
	await broken.cluster.stop();
	const headers = { apikey: broken.publishableKey };
	const ask = async (path: string) => (await fetch(`${broken.url}${path}`, { headers })).status;
	expect(await ask('/rest/v1/notes')).toBe(503);
	expect(await ask('/auth/v1/health')).toBe(503);
	await broken.stop();
});

test('two stacks in one server know nothing of each other', async () => {
	const other = await startLocalStack({ ...project.options, cluster: project.cluster });
	const here = await signIn(project.stack);
	await addNote(here.visitor, 'here');
	expect((await visit(other, other.publishableKey).from('notes').select('id')).data).toEqual([]);
	const abroad = visit(other, other.publishableKey, here.session.access_token);
	expect((await abroad.from('notes').select('id')).status).toBe(401);
	await other.stop();
	await expect(fetch(`${other.url}/auth/v1/health`)).rejects.toThrow('fetch failed');
	expect((await here.visitor.from('notes').select('id')).data).toHaveLength(1);
});
