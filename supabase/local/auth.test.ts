/** Sessions, as supabase-js opens, renews and ends them. */
import { expect, test } from 'vitest';
import { addNote, signIn } from './test/notes.ts';
import { useNotes } from './test/use-notes.ts';

const project = useNotes({ reuseIntervalS: 0 });

test('an anonymous sign-in makes a person, whom the database knows', async () => {
	const { visitor, userId, session } = await signIn(project.stack);
	expect(session.user.is_anonymous).toBe(true);
	expect((await visitor.rpc('who_am_i')).data).toBe(userId);
	expect((await visitor.auth.getUser()).data.user?.id).toBe(userId);
	expect((await project.anybody().rpc('who_am_i')).data).toBeNull();
	const { data } = await visitor.auth.getClaims();
	expect(data?.claims.sub).toBe(userId);
});

test('a session is renewed, and stays the same person', async () => {
	const { visitor, userId, session } = await signIn(project.stack);
	const { data, error } = await visitor.auth.refreshSession();
	expect(error).toBeNull();
	expect(data.session?.refresh_token).not.toBe(session.refresh_token);
	expect((await visitor.rpc('who_am_i')).data).toBe(userId);
});

test('a refresh token whose answer was lost may be used again', async () => {
	const { session } = await signIn(project.stack);
	const token = session.refresh_token;
	const first = await project.anybody().auth.refreshSession({ refresh_token: token });
	const again = await project.anybody().auth.refreshSession({ refresh_token: token });
	expect(again.data.session?.refresh_token).toBe(first.data.session?.refresh_token);
});

test('an old refresh token is refused, and ends the session for whoever stole it', async () => {
	const { session } = await signIn(project.stack);
	const refresh = (token = '') => project.anybody().auth.refreshSession({ refresh_token: token });
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
	const { session } = await signIn(project.stack);
	const answers = await Promise.all(
		[1, 2, 3, 4].map(() =>
			project.anybody().auth.refreshSession({ refresh_token: session.refresh_token })
		)
	);
	const tokens = answers.map(({ data }) => data.session?.refresh_token);
	expect(tokens[0]).toBeTypeOf('string');
	expect(new Set(tokens).size).toBe(1);
});

test('who signs out cannot renew', async () => {
	const { visitor, session } = await signIn(project.stack);
	expect((await visitor.auth.signOut()).error).toBeNull();
	const { error } = await project
		.anybody()
		.auth.refreshSession({ refresh_token: session.refresh_token });
	expect(error?.code).toBe('refresh_token_not_found');
});

test('only the secret key removes a person; what they wrote stays as the schema says', async () => {
	const { visitor, userId } = await signIn(project.stack);
	const id = await addNote(visitor, 'stays');
	expect((await visitor.auth.admin.deleteUser(userId)).error?.status).toBe(403);
	expect((await project.service().auth.admin.deleteUser(userId)).error).toBeNull();
	const { data } = await project.anybody().from('notes').select('owner').eq('id', id).single();
	expect(data?.owner).toBeNull();
	expect((await visitor.auth.getUser()).error?.code).toBe('user_not_found');
});
