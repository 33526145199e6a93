/** The notes' project for the tests of one file: a server and a stack, emptied before each test. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startCluster, type Cluster } from '../cluster.ts';
import { startLocalStack, type LocalStack, type LocalStackOptions } from '../stack.ts';
import { visit, writeMigrations, type Visitor } from './notes.ts';

export interface NotesProject {
	readonly cluster: Cluster;
	readonly stack: LocalStack;
	/** For other stacks of the same kind, each with a server of its own. */
	readonly options: LocalStackOptions;
	/** Who has not signed in. */
	anybody(): Visitor;
	/** Who has the secret key. */
	service(): Visitor;
	/** As supabase-js would never ask; with the publishable key unless another is given. */
	ask(path: string, options?: RequestInit): Promise<Response>;
}

export function useNotes(extra: LocalStackOptions = {}): NotesProject {
	const migrationsFolder = writeMigrations();
	let cluster: Cluster | undefined;
	let stack: LocalStack | undefined;
	const project = {
		get cluster() {
			return running(cluster);
		},
		get stack() {
			return running(stack);
		},
		get options() {
			return { migrationsFolder, hasFunctions: false, ...extra };
		},
		anybody: () => visit(project.stack, project.stack.publishableKey),
		service: () => visit(project.stack, project.stack.secretKey),
		ask(path: string, options: RequestInit = {}) {
			const headers = new Headers(options.headers);
			if (!headers.has('apikey')) headers.set('apikey', project.stack.publishableKey);
			return fetch(`${project.stack.url}${path}`, { ...options, headers });
		}
	};
	beforeAll(async () => {
		cluster = await startCluster();
		stack = await startLocalStack({ ...project.options, cluster });
	});
	afterAll(async () => {
		await stack?.stop();
		await cluster?.stop();
		rmSync(migrationsFolder, { recursive: true });
	});
	beforeEach(async () => {
		project.stack.setFault(undefined);
		await project.service().from('notes').delete().gte('id', 0).throwOnError();
		await project.service().from('tags').delete().neq('name', '').throwOnError();
	});
	return project;
}

function running<T>(started: T | undefined): T {
	if (started === undefined) throw new Error('used before it was started');
	return started;
}
