/**
 * A PostgreSQL 17 server of our own: thrown away afterwards, or kept in a folder.
 *
 * It listens on a socket in a folder that only its account may enter, and on no port: nothing
 * collides, and nobody else on the machine gets in, which is why it asks for no passwords.
 * It never runs as root, and never outlives this process (leashed-process.ts).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync
} from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { isReachable, otherAccount, type Account } from './account.ts';
import { startServer } from './leashed-process.ts';
import { placePostgres } from './postgres-binaries.ts';

/** `supabase_admin` is the superuser, `postgres` runs migrations, the other two are the gateway's. */
export type LoginRole = 'supabase_admin' | 'postgres' | 'authenticator' | 'supabase_auth_admin';

export interface Cluster {
	/** Where its socket is: `psql -h <folder>` reaches it too. */
	readonly socketFolder: string;
	/** A pool of at most `max` connections (10); whoever opens it ends it. */
	connect(role: LoginRole, database: string, max?: number): postgres.Sql;
	/** Ends the server, and every trace of it unless it is kept. */
	stop(): Promise<void>;
}

/** Two servers never share a folder. */
export class FolderInUseError extends Error {}

/** Nothing that is thrown away has to survive a power cut. */
const throwawaySettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** A path for a socket may have about 100 characters. */
const longestSocketFolder = 80;

/**
 * @param folder where data is kept from one start to the next; thrown away without one
 * @returns once it accepts connections
 * @throws with what the server said, if it cannot start; FolderInUseError if the folder is in use
 */
export async function startCluster(folder?: string): Promise<Cluster> {
	const account = otherAccount();
	const runFolder = makeRunFolder(account);
	try {
		const bin = placePostgres(account, runFolder);
		const data = join(folder ?? runFolder, 'data');
		if (folder !== undefined) await prepareKeptFolder(folder, account);
		if (!existsSync(join(data, 'PG_VERSION'))) initialise(bin, data, account);
		const settings = folder === undefined ? throwawaySettings : ['synchronous_commit=off'];
		const server = await startServer({
			program: join(bin, 'postgres'),
			args: [
				...['-D', data, '-k', runFolder],
				...['listen_addresses=', 'lc_messages=C', 'log_min_messages=log', ...settings].flatMap(
					(setting) => ['-c', setting]
				)
			],
			account,
			env: environment(runFolder),
			stopSignal: folder === undefined ? 'QUIT' : 'INT',
			folderToRemove: runFolder,
			isReady: (line) => line.includes('database system is ready to accept connections')
		});
		return {
			socketFolder: runFolder,
			connect: (role, database, max) => connectTo(runFolder, role, database, max),
			stop: () => server.stop()
		};
	} catch (error) {
		rmSync(runFolder, { recursive: true, force: true });
		throw error;
	}
}

/**
 * Every value goes to the server as the text that it is given as, and numbers, dates and JSON come
 * back as the server's own text: nothing is converted twice on the way.
 */
const asText = {
	to: 25,
	from: [16, 17, 114, 1082, 1114, 1184, 3802],
	serialize: (value: unknown) => String(value),
	parse: (value: string) => value
};

function connectTo(
	socketFolder: string,
	role: LoginRole,
	database: string,
	max = 10
): postgres.Sql {
	return postgres({
		path: join(socketFolder, '.s.PGSQL.5432'),
		user: role,
		database,
		max,
		fetch_types: false,
		types: { asText },
		onnotice: () => undefined
	});
}

/** A short path of our own, below a folder that the account can enter. */
function makeRunFolder(account: Account | undefined): string {
	const parent = [tmpdir(), '/tmp'].find(
		(path) => path.length < longestSocketFolder && isReachable(path, account)
	);
	if (parent === undefined) throw new Error(`no usable folder for temporary files: ${tmpdir()}`);
	const folder = mkdtempSync(join(parent, 'deejai-pg-'));
	if (account) chownSync(folder, account.uid, account.gid);
	return folder;
}

/**
 * Where a kept cluster can be: the folder that one would like, or, when we are root and nobody else
 * can enter that (a checkout below root's own folder), one of its own below `/var/lib`.
 */
export function keptFolder(wanted: string): string {
	const account = otherAccount();
	mkdirSync(wanted, { recursive: true });
	// The folder itself will be that account's.
	if (isReachable(dirname(wanted), account)) return wanted;
	const id = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
	return join('/var/lib/deejai', id);
}

async function prepareKeptFolder(folder: string, account: Account | undefined): Promise<void> {
	mkdirSync(folder, { recursive: true });
	if (account) chownSync(folder, account.uid, account.gid);
	chmodSync(folder, 0o700);
	if (!isReachable(folder, account)) {
		throw new Error(`PostgreSQL, which does not run as root, cannot enter ${folder}`);
	}
	const lock = join(folder, 'data/postmaster.pid');
	if (!existsSync(lock)) return;
	// Its lines are: process, data, start, port, folder of the socket, …
	const [processId = '', , , port = '', socketFolder = ''] = readFileSync(lock, 'utf8').split('\n');
	if (await isListening(join(socketFolder, `.s.PGSQL.${port}`))) {
		throw new FolderInUseError(`${folder} is in use by another local stack (process ${processId})`);
	}
	// A crash left it. PostgreSQL would take any process that has got the same number for the old one.
	rmSync(lock);
}

function isListening(socketPath: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connectSocket(socketPath);
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}

function initialise(bin: string, data: string, account: Account | undefined): void {
	const { status, stderr, error } = spawnSync(
		join(bin, 'initdb'),
		[
			...['-D', data, '--username', 'supabase_admin', '--auth', 'trust', '--no-sync'],
			// As hosted: sorted by ICU, and letters of every script are letters to trigrams.
			...['--encoding', 'UTF8', '--locale-provider', 'icu', '--icu-locale', 'en-US'],
			...['--locale', process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8']
		],
		{ cwd: '/', env: environment(data), encoding: 'utf8', ...(account ?? {}) }
	);
	if (error) throw error;
	if (status !== 0) {
		rmSync(data, { recursive: true, force: true });
		throw new Error(`initdb failed:\n${stderr}`);
	}
}

/** No setting of whoever started us (PGDATA, LANG …) reaches the server. */
function environment(home: string): Record<string, string> {
	return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, LC_ALL: 'C', TZ: 'UTC' };
}
