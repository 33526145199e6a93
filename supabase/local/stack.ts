/**
 * The whole of it: a database with our migrations, the gateway before it, and the edge functions.
 *
 *   const stack = await startLocalStack({ folder: '.cache/supabase', port: 54321 });
 *   createClient(stack.url, stack.publishableKey);
 *   await stack.stop();
 *
 * Ask `stackAvailability()` first: not every machine has the programs.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthOptions } from './auth.ts';
import { keptFolder, startCluster, type Cluster } from './cluster.ts';
import {
	createTestDatabase,
	dropDatabase,
	openDatabase,
	type DatabaseOptions
} from './database.ts';
import type { Fault } from './faults.ts';
import { listFunctions, startFunctions, type FunctionsServer } from './functions.ts';
import { publishableKey, secretKey } from './keys.ts';
import { startGateway, type Gateway } from './gateway.ts';
import { createTokenIssuer, generateSigningKey, type TokenIssuer } from './tokens.ts';

export interface LocalStackOptions extends DatabaseOptions, AuthOptions {
	/** Where data is kept from one start to the next; without it all is thrown away. */
	readonly folder?: string;
	/** A server to make a database of its own in, which is thrown away; `folder` is for nothing then. */
	readonly cluster?: Cluster;
	/** Of the gateway; any that is free without it. */
	readonly port?: number;
	/** Whether edge functions run too, which costs a Deno; true without it. */
	readonly hasFunctions?: boolean;
	/** What edge functions find in their environment beside what a hosted project gives them. */
	readonly functionEnvironment?: Readonly<Record<string, string>>;
	/** Whether the gateway lets itself be told to fail by HTTP: `PUT /_local/fault`. */
	readonly isFaultControlled?: boolean;
}

export interface LocalStack {
	readonly url: string;
	readonly publishableKey: string;
	/** Never for a browser. */
	readonly secretKey: string;
	readonly cluster: Cluster;
	readonly database: string;
	/** Signs what the gateway believes. */
	readonly issuer: TokenIssuer;
	setFault(fault: Fault | undefined): void;
	/** Ends everything that was started, in order. A second call waits for the first. */
	stop(): Promise<void>;
}

const keptDatabase = 'deejai';

/**
 * @returns once everything answers
 * @throws with the reason, when something cannot start; nothing is left running then
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
	const folder = options.folder === undefined ? undefined : keptFolder(options.folder);
	const started: (() => Promise<void>)[] = [];
	const stopAll = async (): Promise<void> => {
		for (const stop of started.toReversed()) await stop();
	};
	try {
		const cluster = options.cluster ?? (await startCluster(folder));
		if (!options.cluster) started.push(() => cluster.stop());
		const database = await prepareDatabase(cluster, options);
		if (options.cluster) started.push(() => dropDatabase(cluster, database));

		const issuer = createTokenIssuer(signingKey(folder));
		const gateway = await startGateway({
			...options,
			...{ cluster, database, issuer, publishableKey, secretKey },
			port: options.port ?? 0,
			isFaultControlled: options.isFaultControlled ?? false
		});
		started.push(() => gateway.stop());
		const functions = await startOwnFunctions(gateway, options);
		if (functions) started.push(() => functions.stop());

		let stopping: Promise<void> | undefined;
		return {
			...{ url: gateway.url, publishableKey, secretKey, cluster, database, issuer },
			setFault: (fault) => gateway.setFault(fault),
			stop: () => (stopping ??= stopAll())
		};
	} catch (error) {
		await stopAll();
		throw error;
	}
}

async function prepareDatabase(cluster: Cluster, options: LocalStackOptions): Promise<string> {
	if (options.cluster) return createTestDatabase(cluster, options);
	await openDatabase(cluster, keptDatabase, options);
	return keptDatabase;
}

async function startOwnFunctions(
	gateway: Gateway,
	{ hasFunctions = true, functionEnvironment = {} }: LocalStackOptions
): Promise<FunctionsServer | undefined> {
	if (!hasFunctions || listFunctions().length === 0) return undefined;
	// As a hosted project calls them.
	const functions = await startFunctions({
		...functionEnvironment,
		SUPABASE_URL: gateway.url,
		SUPABASE_ANON_KEY: publishableKey,
		SUPABASE_SERVICE_ROLE_KEY: secretKey
	});
	gateway.setFunctionsUrl(functions.url);
	return functions;
}

/** Kept beside the data, so that who is signed in stays so after a new start. */
function signingKey(folder: string | undefined): string {
	if (folder === undefined) return generateSigningKey();
	const path = join(folder, 'signing-key.pem');
	if (!existsSync(path)) {
		mkdirSync(folder, { recursive: true });
		writeFileSync(path, generateSigningKey(), { mode: 0o600 });
	}
	return readFileSync(path, 'utf8');
}
