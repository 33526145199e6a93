/**
 * A real gallery for the tests of one file: the database with its migrations and the gateway before
 * it, emptied before each test.
 */
import type postgres from 'postgres';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startLocalStack, type LocalStack } from '../../../../../supabase/local/stack.ts';

export interface GalleryProject {
	readonly stack: LocalStack;
	/** Of the superuser, to look at what really happened. */
	readonly sql: postgres.Sql;
	/** Of people and all that they did. */
	empty(): Promise<void>;
	/** Of all playlists, in the order in which they were shared. */
	names(): Promise<readonly string[]>;
	/** All that count, lowest first. */
	ratings(): Promise<readonly number[]>;
	personCount(): Promise<number>;
	/** Somebody else's playlist, which this browser can rate. */
	sharedByAnother(name?: string): Promise<string>;
}

export function useGallery(options: { accessTokenLifetimeS?: number } = {}): GalleryProject {
	let stack: LocalStack | undefined;
	let sql: postgres.Sql | undefined;
	let others = 0;
	const project: GalleryProject = {
		get stack() {
			return running(stack);
		},
		get sql() {
			return running(sql);
		},
		async empty() {
			await project.sql`truncate public.playlists, auth.users cascade`;
		},
		async names() {
			const rows = await project.sql<{ name: string }[]>`
				select name from public.playlists order by created_at, id`;
			return rows.map(({ name }) => name);
		},
		async ratings() {
			const rows = await project.sql<{ stars: number }[]>`
				select stars from public.ratings order by stars`;
			return rows.map(({ stars }) => stars);
		},
		async personCount() {
			const [row] = await project.sql<{ people: number }[]>`
				select count(*)::integer as people from auth.users`;
			return row?.people ?? 0;
		},
		async sharedByAnother(name = 'Somebody else’s') {
			others += 1;
			const [row] = await project.sql<{ id: string }[]>`
				insert into public.playlists (
					name, catalogue_id, catalogue_revision, track_ids, titles, waypoint_ids, size, creativity,
					noise, seed, rules, play_from, less_like_ids, excluded_artists, owner
				) values (
					${name}, 'house', '0a1b2c3d', '{one,two}', '{Artist - One,Artist - Two}', '{one}', 10, 0.5,
					0, ${others}, 'improved', 'catalogue', '{}', '{}', null
				) returning id`;
			return running(row).id;
		}
	};
	beforeAll(async () => {
		stack = await startLocalStack({ hasFunctions: false, ...options });
		sql = stack.cluster.connect('supabase_admin', stack.database, 2);
	});
	afterAll(async () => {
		await sql?.end();
		await stack?.stop();
	});
	beforeEach(async () => {
		project.stack.setFault(undefined);
		await project.empty();
	});
	return project;
}

function running<T>(started: T | undefined): T {
	if (started === undefined) throw new Error('used before it was started');
	return started;
}
