/**
 * Asks a project from outside, as any page could, whether sharing works there and whether what has to
 * be refused is refused. Shares nothing; leaves one anonymous person, who is forgotten like others.
 */
import { createClient } from '@supabase/supabase-js';
import type { UntypedDatabase } from '../supabase/local/untyped-database.ts';

interface Answer {
	readonly error: { readonly message: string } | null;
	/** Of HTTP; 0 where nobody answered. */
	readonly status: number;
}

export interface Finding {
	readonly promise: string;
	/** Undefined: it is kept. */
	readonly problem: string | undefined;
}

/** @returns one finding for each promise, in order; a single one where nobody answers */
export async function probeSharing(url: string, key: string): Promise<readonly Finding[]> {
	const options = { auth: { persistSession: false, autoRefreshToken: false } };
	const visitor = createClient<UntypedDatabase>(url, key, options);
	const person = createClient<UntypedDatabase>(url, key, options);
	const silence = await findSilence(url, key);
	if (silence !== undefined) return [{ promise: 'the project answers', problem: silence }];
	const signedIn = await person.auth.signInAnonymously();
	const findings: Finding[] = [
		{ promise: 'anybody can sign in anonymously', problem: signedIn.error?.message }
	];
	const expect = async (promise: string, problem: Promise<string | undefined>): Promise<void> => {
		findings.push({ promise, problem: await problem });
	};

	for (const list of ['latest_playlists', 'top_rated_playlists', 'most_uploaded_playlists']) {
		await expect(`anybody reads ${list}`, answered(visitor.rpc(list, { page_size: 1 })));
	}
	await expect('anybody searches', answered(visitor.rpc('search_playlists', { query: 'night' })));
	await expect('a function answers', answersFunction(url, key));
	for (const [who, client] of [
		['who is not signed in', visitor],
		['a person', person]
	] as const) {
		const refuse = (what: string, answer: PromiseLike<Answer>): Promise<void> =>
			expect(`${who} cannot ${what}`, refused(answer));
		const nothing = '000000000000';
		await refuse('read who shared a playlist', client.from('playlists').select('owner').limit(1));
		await refuse(
			'write a counter',
			client.from('playlists').update({ rating_sum: 1 }).eq('id', nothing)
		);
		await refuse(
			'share as somebody else',
			client.from('playlists').insert({ owner: '00000000-0000-4000-8000-000000000000' })
		);
		await refuse('make people be forgotten', client.rpc('forget_abandoned_people'));
		await refuse(
			'reach what lies behind the API',
			client.schema('private').from('uploads').select()
		);
	}
	for (const [what, answer] of [
		['share', visitor.rpc('publish_playlist', emptyPlaylist)],
		['rate', visitor.rpc('rate_playlist', { playlist_id: '000000000000', stars: 5 })],
		['read ratings', visitor.from('ratings').select('stars').limit(1)],
		['delete', visitor.rpc('delete_playlist', { playlist_id: '000000000000' })],
		['list their own', visitor.rpc('own_playlists')]
	] as const) {
		await expect(`who is not signed in cannot ${what}`, refused(answer));
	}
	await expect('a person lists their own', answered(person.rpc('own_playlists')));
	return findings;
}

/** @returns why the project does not answer; undefined when it does */
async function findSilence(url: string, apikey: string): Promise<string | undefined> {
	try {
		const signal = AbortSignal.timeout(20_000);
		const { ok, status } = await fetch(new URL('/auth/v1/health', url), {
			headers: { apikey },
			signal
		});
		return ok ? undefined : `it answers ${status} to its key`;
	} catch (error) {
		return String(error);
	}
}

/** What breaks every rule, so that even an open door lets nothing in. */
const emptyPlaylist = {
	...{ name: '', catalogue_id: '', catalogue_revision: '', track_ids: [], titles: [] },
	...{ size: -1, creativity: -1, seed: -1 }
};

async function answered(request: PromiseLike<Answer>): Promise<string | undefined> {
	const { error, status } = await request;
	return error ? `${status}: ${error.message}` : undefined;
}

/** That nobody answered, or that the request made no sense, is no refusal. */
async function refused(request: PromiseLike<Answer>): Promise<string | undefined> {
	const { error, status } = await request;
	if (!error) return 'it was allowed';
	return isRefusal(status, error) ? undefined : `not refused, but ${status}: ${error.message}`;
}

/** By privilege, or because the API shows no such thing. */
function isRefusal(status: number, error: { readonly message: string }): boolean {
	return [401, 403, 404].includes(status) || (status >= 400 && /schema/i.test(error.message));
}

async function answersFunction(url: string, apikey: string): Promise<string | undefined> {
	const { ok, status } = await fetch(new URL('/functions/v1/health', url), { headers: { apikey } });
	return ok ? undefined : `it answers ${status}`;
}
