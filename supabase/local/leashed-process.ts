/**
 * A server of the local stack, as a process that cannot outlive this one.
 *
 * It hangs on `leash.sh`, whose standard input is ours: when we end, however we end, it ends too,
 * and its folder goes with it. It runs in a group of its own, so that Ctrl+C reaches us first and
 * everything is stopped in order.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Account } from './account.ts';

/** Its text, for whoever it runs as may not be able to read it where it is. */
const leash = readFileSync(join(import.meta.dirname, 'leash.sh'), 'utf8');

/** How long a server may take to end after it was asked to. */
const stopTimeoutMs = 15_000;
const keptLines = 40;

export interface ServerProcess {
	/** Ends it; resolves once it is gone and its folder removed. A second call waits for the first. */
	stop(): Promise<void>;
	/** Resolves once it has ended, for whatever reason. */
	readonly ended: Promise<void>;
}

export interface ServerOptions {
	readonly program: string;
	readonly args: readonly string[];
	/** Whom it runs as; ourselves when undefined. */
	readonly account: Account | undefined;
	readonly env: Readonly<Record<string, string>>;
	/** What ends it in order. */
	readonly stopSignal: 'INT' | 'TERM' | 'QUIT';
	/** Removed after it has ended, also after a crash of ours. */
	readonly folderToRemove?: string;
	/** What it says, one line at a time, once it serves. */
	isReady(line: string): boolean;
}

/**
 * @returns once it serves
 * @throws with the last lines that it said, when it ends instead
 */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
	const { program, args, account, env, stopSignal, folderToRemove = '' } = options;
	const child = spawn(
		'/bin/sh',
		['-c', leash, 'leash.sh', stopSignal, folderToRemove, program, ...args],
		{
			cwd: '/',
			detached: true,
			env,
			stdio: ['pipe', 'pipe', 'pipe'],
			...(account ?? {})
		}
	);
	// The leash may be gone before its input is closed.
	child.stdin.on('error', () => undefined);
	const ended = new Promise<void>((resolve) => {
		child.once('exit', () => resolve());
		child.once('error', () => resolve());
	});

	const lastLines: string[] = [];
	const serves = new Promise<void>((resolve, reject) => {
		child.once('error', reject);
		for (const stream of [child.stdout, child.stderr]) {
			createInterface({ input: stream }).on('line', (line) => {
				lastLines.push(line);
				if (lastLines.length > keptLines) lastLines.shift();
				if (options.isReady(line)) resolve();
			});
		}
		child.once('close', () => reject(new Error(`${program} ended:\n${lastLines.join('\n')}`)));
	});
	await serves;

	let stopping: Promise<void> | undefined;
	const stop = async (): Promise<void> => {
		const timer = setTimeout(() => {
			// Only a process that exists has a number; the group is its own.
			if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
		}, stopTimeoutMs);
		child.stdin.end();
		await ended;
		clearTimeout(timer);
	};
	return { ended, stop: () => (stopping ??= stop()) };
}
