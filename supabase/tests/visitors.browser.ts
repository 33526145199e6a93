/**
 * What visitors can do and what is refused to them: supabase-js in a real browser, against the real
 * database. The page's own client is tested elsewhere; whoever writes another one meets these rules.
 */
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { expect, inject, test } from 'vitest';
import type { UntypedDatabase } from '../local/untyped-database.ts';
import type { StackAddress } from './stack-for-browsers.ts';

type Values = Record<string, unknown>;
type Visitor = SupabaseClient<UntypedDatabase>;

function visit(address: StackAddress = inject('stack'), token?: string): Visitor {
	return createClient<UntypedDatabase>(address.url, address.publishableKey, {
		// A key each: none of them is a tab of another.
		auth: { persistSession: false, autoRefreshToken: false, storageKey: crypto.randomUUID() },
		...(token === undefined ? {} : { accessToken: () => Promise.resolve(token) })
	});
}

async function signIn(address?: StackAddress): Promise<Visitor> {
	const visitor = visit(address);
	const { error } = await visitor.auth.signInAnonymously();
	if (error) throw error;
	return visitor;
}

/** A word that no other test uses, of letters only. */
function newWord(): string {
	const letters = crypto.getRandomValues(new Uint8Array(10));
	return `q${Array.from(letters, (value) => String.fromCharCode(97 + (value % 26))).join('')}`;
}

const wish = { size: 2, creativity: 0.5, catalogue_id: 'house', catalogue_revision: '0a1b2c3d' };

function playlist(name: string, change: Values = {}): Values {
	const seed = crypto.getRandomValues(new Uint32Array(1))[0];
	return {
		...wish,
		...{ name, seed, track_ids: ['house-0001', 'house-0002'] },
		titles: ['Ada Oram - Low Tide', 'Bo Lind - Ferry'],
		...change
	};
}

async function publish(visitor: Visitor, name: string, change: Values = {}): Promise<string> {
	const { data, error } = await visitor.rpc('publish_playlist', playlist(name, change)).single();
	if (error) throw new Error(error.message);
	return (data as { id: string }).id;
}

async function refusal(visitor: Visitor, name: string, call: Values): Promise<object> {
	const { status, error } = await visitor.rpc(name, call);
	return { status, message: error?.message, hint: error?.hint };
}

async function rating(id: string, visitor: Visitor = visit()): Promise<unknown> {
	const { data } = await visitor.rpc('get_playlist', { playlist_id: id });
	const [{ score, rating_count, own_stars } = {}] = data as Values[];
	return { score, rating_count, own_stars };
}

test('what one person publishes another one finds, reads and rates; rating again replaces', async () => {
	const [ada, bo] = [await signIn(), await signIn()];
	const id = await publish(ada, 'Evening ferry');
	const { data: latest } = await bo.rpc('latest_playlists', { page_size: 50 });
	expect(latest).toContainEqual(
		expect.objectContaining({ id, name: 'Evening ferry', track_count: 2, is_own: false })
	);
	await bo.rpc('rate_playlist', { playlist_id: id, stars: 1 }).throwOnError();
	expect(await rating(id, bo)).toEqual({ score: 2.818, rating_count: 1, own_stars: 1 });
	await bo.rpc('rate_playlist', { playlist_id: id, stars: 5 }).throwOnError();
	expect(await rating(id, bo)).toEqual({ score: 3.182, rating_count: 1, own_stars: 5 });
	expect(await rating(id, ada)).toMatchObject({ own_stars: null });
});

test('the same content under another name is the first', async () => {
	const [ada, bo] = [await signIn(), await signIn()];
	const id = await publish(ada, 'First', { seed: 77 });
	const again = await bo.rpc('publish_playlist', playlist('Second', { seed: 77 })).single();
	expect(again.data).toEqual({ id, shared_name: 'First', is_new: false, is_own: false });
});

test('one’s own is not rated; another’s is neither renamed nor deleted; nobody writes unsigned', async () => {
	const [ada, bo] = [await signIn(), await signIn()];
	const id = await publish(ada, 'Hers');
	expect(await refusal(ada, 'rate_playlist', { playlist_id: id, stars: 5 })).toMatchObject({
		status: 403,
		message: 'This playlist is yours: what it is worth, others say.'
	});
	expect(await refusal(bo, 'rename_playlist', { playlist_id: id, name: 'His' })).toMatchObject({
		status: 403,
		message: 'Only who shared a playlist can rename it.'
	});
	expect(await refusal(bo, 'delete_playlist', { playlist_id: id })).toMatchObject({ status: 403 });
	expect(await refusal(visit(), 'publish_playlist', playlist('Nobody’s'))).toMatchObject({
		status: 401
	});
	const { data } = await bo.rpc('get_playlist', { playlist_id: id }).single();
	expect(data).toMatchObject({ name: 'Hers', rating_count: 0 });
});

test('800 people rate at once, and every rating is counted', { timeout: 300_000 }, async () => {
	const id = await publish(await signIn(), 'Everybody’s');
	const people = await Promise.all(Array.from({ length: 800 }, () => signIn()));
	const stars = people.map((_, index) => 1 + (index % 5));
	await Promise.all(
		people.map((person, index) =>
			person.rpc('rate_playlist', { playlist_id: id, stars: stars[index] }).throwOnError()
		)
	);
	const sum = stars.reduce((total, one) => total + one, 0);
	expect(await rating(id)).toEqual({
		score: Math.round(((30 + sum) / 810) * 1000) / 1000,
		rating_count: 800,
		own_stars: null
	});
});

test('who shares too much in an hour is told when to go on', async () => {
	const ada = await signIn();
	for (let count = 0; count < 20; count += 1) await publish(ada, 'Another');
	const refused = await refusal(ada, 'publish_playlist', playlist('One too many'));
	expect(refused).toEqual({
		status: 429,
		message: 'You have shared 20 playlists within an hour. That is the most.',
		hint: expect.stringMatching(/^Try again in \d+ minutes\.$/) as unknown
	});
	// Others are not held up.
	await publish(await signIn(), 'Somebody else’s');
});

test('so is who rates too fast', async () => {
	const bo = await signIn();
	const owners = await Promise.all([1, 2, 3, 4].map(() => signIn()));
	const ids: string[] = [];
	for (const owner of owners) {
		for (let count = 0; count < 16; count += 1) ids.push(await publish(owner, 'Many'));
	}
	const answers = await Promise.all(
		ids.map((id) => bo.rpc('rate_playlist', { playlist_id: id, stars: 4 }))
	);
	expect(answers.filter(({ status }) => status === 200)).toHaveLength(60);
	const refused = answers.filter(({ status }) => status === 429);
	expect(refused).toHaveLength(4);
	for (const { error } of refused) expect(error?.hint).toMatch(/^Try again in \d+ seconds\.$/);
});

test('a token that somebody else signed, or nobody, opens nothing', async () => {
	const ada = await signIn();
	const id = await publish(ada, 'Hers');
	const { data } = await ada.auth.getSession();
	const [header = '', , signature = ''] = data.session?.access_token.split('.') ?? [];
	const claims = { sub: data.session?.user.id, role: 'service_role', exp: 4_102_444_800 };
	const body = encode(claims);
	const unsigned = encode({ alg: 'none', typ: 'JWT' });
	const symmetric = encode({ alg: 'HS256', typ: 'JWT' });
	for (const token of [
		`${header}.${body}.${signature}`,
		`${unsigned}.${body}.`,
		`${symmetric}.${body}.${signature}`
	]) {
		const forger = visit(inject('stack'), token);
		expect(await refusal(forger, 'delete_playlist', { playlist_id: id })).toMatchObject({
			status: 401
		});
	}
	expect(await rating(id)).toMatchObject({ rating_count: 0 });
});

test('a session that has run out is renewed, and stays the same person', async () => {
	const address = inject('briefStack');
	const ada = await signIn(address);
	const before = await ada.auth.getSession();
	const id = await publish(ada, 'Still hers');
	await expect
		.poll(async () => (await stale(address, before.data)).status, { timeout: 10_000 })
		.toBe(401);
	await ada.rpc('rename_playlist', { playlist_id: id, name: 'Hers again' }).throwOnError();
	const after = await ada.auth.getSession();
	expect(after.data.session?.user.id).toBe(before.data.session?.user.id);
	expect(after.data.session?.access_token).not.toBe(before.data.session?.access_token);
});

/** Asks with a session's first token, however old it is. */
function stale(address: StackAddress, { session }: { session: { access_token: string } | null }) {
	return visit(address, session?.access_token).rpc('latest_playlists', { page_size: 1 });
}

test('search finds words of the name and of titles, misspelt, begun and without diacritics', async () => {
	const ada = await signIn();
	const word = newWord();
	const id = await publish(ada, `Été à ${word}`, {
		titles: [`Björk Guðmundsdóttir - Jóga ${word}`, 'Dvořák - Rusalka']
	});
	const swapped = word.slice(0, 4) + word.charAt(5) + word.charAt(4) + word.slice(6);
	for (const query of [
		word,
		word.toUpperCase(),
		word.slice(0, 7),
		swapped,
		word.slice(0, 5) + word.slice(6),
		`ete ${word}`,
		`bjork ${word}`,
		`joga ${word}`,
		`dvorak ${word}`
	]) {
		const { data } = await visit().rpc('search_playlists', { query });
		expect.soft(data, query).toContainEqual(expect.objectContaining({ id }));
	}
	const { data } = await visit().rpc('search_playlists', { query: newWord() });
	expect(data).toEqual([]);
});

const hostile: readonly (readonly [string, Values, string])[] = [
	['no name', { name: '' }, 'name: expected 1 to 60 characters'],
	['61 emoji', { name: '🦩'.repeat(61) }, 'name: expected 1 to 60 characters'],
	[
		'a name that turns its neighbours around',
		{ name: 'safe\u202eexe.3pm' },
		'name: control and direction characters are not allowed'
	],
	[
		'ids that are none',
		{ track_ids: ['../../etc/passwd', "1' or '1'='1"] },
		'track_ids: expected ids of a catalogue, not of own files'
	],
	[
		'10,000 tracks',
		{ track_ids: Array(10_000).fill('house-0001'), titles: Array(10_000).fill('a') },
		'track_ids: expected 1 to 500 ids'
	],
	['a negative size', { size: -1 }, 'size: expected 0 to 1000'],
	['creativity beyond all', { creativity: 1e308 }, 'creativity: expected 0 to 1'],
	['a negative seed', { seed: -1 }, 'seed: expected 0 to 4294967295'],
	['a title for nothing', { titles: ['one'] }, 'titles: expected one for each of track_ids']
];

test.each(hostile)('the database refuses %s, and says why', async (_, change, message) => {
	expect(await refusal(await signIn(), 'publish_playlist', playlist('Fine', change))).toMatchObject(
		{
			status: 400,
			message
		}
	);
});

test('a name may be 60 emoji, or markup: it is text, and comes back as it was', async () => {
	const ada = await signIn();
	for (const name of ['🦩'.repeat(60), '<img src=x onerror="alert(1)"> & </script>']) {
		const id = await publish(ada, name);
		const { data } = await visit().rpc('get_playlist', { playlist_id: id }).single();
		expect(data).toMatchObject({ name });
	}
});

function encode(value: object): string {
	return btoa(JSON.stringify(value)).replace(/[+/=]/g, (letter) =>
		letter === '+' ? '-' : letter === '/' ? '_' : ''
	);
}
