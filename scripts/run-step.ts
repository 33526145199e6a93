/** One step of a check or a test run: a command whose output is shown, timed and counted. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';

export const root = join(import.meta.dirname, '..');
const resultsDir = join(root, '.cache/test-results');

export interface Tally {
	readonly passed: number;
	readonly failed: number;
}

/** Runs a program of `node_modules` on this very Node. */
export function runTool(
	path: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = {}
): boolean {
	const { status } = spawnSync(process.execPath, [join(root, 'node_modules', path), ...args], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, ...env }
	});
	return status === 0;
}

/**
 * The same for something that takes a while, or has no end of its own.
 * @param signal ends it
 */
export function runToolUntil(
	signal: AbortSignal | undefined,
	path: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = {}
): Promise<boolean> {
	if (signal?.aborted) return Promise.resolve(false);
	const child = spawn(process.execPath, [join(root, 'node_modules', path), ...args], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, ...env }
	});
	const end = (): void => void child.kill('SIGTERM');
	signal?.addEventListener('abort', end);
	return new Promise((resolve) => {
		const finish = (isPassed: boolean): void => {
			signal?.removeEventListener('abort', end);
			resolve(isPassed);
		};
		child.once('error', () => finish(false));
		child.once('exit', (status) => finish(status === 0));
	});
}

/** Runs a script of the project on this very Node. */
export function runScript(path: string, args: readonly string[] = []): boolean {
	const { status } = spawnSync(process.execPath, [join(root, path), ...args], {
		cwd: root,
		stdio: 'inherit'
	});
	return status === 0;
}

/** A step that holds or does not: it counts as one test. */
export function check(name: string, run: () => boolean): Tally {
	return one(timed(name, run));
}

function one(isPassed: boolean): Tally {
	return isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A program of `node_modules` that finds everything in order, or says what is not and fails. */
export interface Inspection {
	readonly name: string;
	readonly path: string;
	readonly args: readonly string[];
}

/**
 * Inspections that do not mind each other, as many at once as there are cores. What one says comes in
 * one piece, when it has ended.
 */
export async function inspect(inspections: readonly Inspection[]): Promise<readonly Tally[]> {
	const tallies: Tally[] = [];
	const left = inspections.values();
	async function work(): Promise<void> {
		for (const { name, path, args } of left) {
			const startedMs = performance.now();
			const { isPassed, output } = await runToolQuietly(path, args);
			process.stdout.write(`\n── ${name}\n${output}`);
			sayHowItEnded(name, isPassed, startedMs);
			tallies.push(one(isPassed));
		}
	}
	await Promise.all(Array.from({ length: availableParallelism() }, work));
	return tallies;
}

async function runToolQuietly(
	path: string,
	args: readonly string[]
): Promise<{ readonly isPassed: boolean; readonly output: string }> {
	const child = spawn(process.execPath, [join(root, 'node_modules', path), ...args], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const pieces: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (piece: Buffer) => pieces.push(piece));
	}
	const isPassed = await new Promise<boolean>((resolve) => {
		child.once('error', () => resolve(false));
		child.once('close', (status) => resolve(status === 0));
	});
	return { isPassed, output: Buffer.concat(pieces).toString() };
}

const jestResults = v.object({ numPassedTests: v.number(), numFailedTests: v.number() });
const playwrightResults = v.object({
	stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number() })
});

/** Vitest, one of its projects. A run that ends badly without a failed test counts as one. */
export function vitest(name: string, project: string): Tally {
	const file = resultFile(`${project}.json`);
	const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
	const isPassed = timed(name, () =>
		runTool('vitest/vitest.mjs', [...args, `--outputFile.json=${file}`])
	);
	const results = readResults(file, jestResults);
	return tally(isPassed, results?.numPassedTests ?? 0, results?.numFailedTests ?? 0);
}

export interface EndToEndTests {
	/** Of playwright.config.ts; all of them without it. */
	readonly projects?: readonly string[];
	/** Which of their tests; all without it. */
	readonly tag?: string;
	readonly env?: NodeJS.ProcessEnv;
}

/**
 * Playwright.
 * @param results the name of the file that the results go to
 */
export function playwright(
	name: string,
	results: string,
	{ projects = [], tag, env = {} }: EndToEndTests = {}
): Tally {
	const file = resultFile(results);
	const args = [
		...['test', '--reporter=list,json'],
		...projects.map((project) => `--project=${project}`),
		...(tag === undefined ? [] : [`--grep=${tag}`])
	];
	const isPassed = timed(name, () =>
		runTool('@playwright/test/cli.js', args, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file })
	);
	const stats = readResults(file, playwrightResults)?.stats;
	return tally(isPassed, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0));
}

export function total(tallies: readonly Tally[]): Tally {
	return {
		passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
		failed: tallies.reduce((sum, { failed }) => sum + failed, 0)
	};
}

/** The closing line of every run, which others read. */
export function close(tallies: readonly Tally[]): void {
	const { passed, failed } = total(tallies);
	process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
	process.exitCode = failed === 0 ? 0 : 1;
}

function tally(isPassed: boolean, passed: number, failed: number): Tally {
	return { passed, failed: isPassed ? failed : Math.max(1, failed) };
}

function timed(name: string, run: () => boolean): boolean {
	process.stdout.write(`\n── ${name}\n`);
	const startedMs = performance.now();
	const isPassed = run();
	sayHowItEnded(name, isPassed, startedMs);
	return isPassed;
}

function sayHowItEnded(name: string, isPassed: boolean, startedMs: number): void {
	const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
	process.stdout.write(`── ${name}: ${isPassed ? 'passed' : 'FAILED'} in ${seconds} s\n`);
}

/** Where a run's results go; what an earlier run left there is gone. */
function resultFile(name: string): string {
	mkdirSync(resultsDir, { recursive: true });
	const file = join(resultsDir, name);
	rmSync(file, { force: true });
	return file;
}

function readResults<T>(file: string, schema: v.GenericSchema<unknown, T>): T | undefined {
	if (!existsSync(file)) return undefined;
	return v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
}
