/**
 * A browser that can be ended as a crash, an empty battery or a system short of memory ends it: all of
 * its processes at once, in the middle of whatever they were doing. What the system was given to
 * write is written; nothing else is.
 */
import { execFileSync } from 'node:child_process';
import { chromium, type BrowserContext, type LaunchOptions } from '@playwright/test';
import * as v from 'valibot';

const processes = v.object({
	processInfo: v.array(v.object({ type: v.string(), id: v.number() }))
});

export class KillableBrowser {
	readonly context: BrowserContext;
	/** The folder of what it keeps. */
	readonly profile: string;
	/** Every process of the browser is in it, and nothing else. */
	readonly #group: number;

	private constructor(context: BrowserContext, profile: string, group: number) {
		this.context = context;
		this.profile = profile;
		this.#group = group;
	}

	/** @param profile the folder of what it keeps, from one start to the next */
	static async start(profile: string, options: LaunchOptions): Promise<KillableBrowser> {
		const context = await chromium.launchPersistentContext(profile, options);
		const session = await context.browser()?.newBrowserCDPSession();
		if (session === undefined) throw new Error('the browser does not say which it is');
		const { processInfo } = v.parse(processes, await session.send('SystemInfo.getProcessInfo'));
		const id = processInfo.find(({ type }) => type === 'browser')?.id;
		const group = tableOfProcesses().find((process) => process.id === id)?.group;
		const own = tableOfProcesses().find((process) => process.id === globalThis.process.pid)?.group;
		if (group === undefined || group === own) throw new Error('the browser is no group of its own');
		return new KillableBrowser(context, profile, group);
	}

	/** Gone with all its processes when this returns. */
	async kill(): Promise<void> {
		const closed = new Promise((resolve) => this.context.once('close', resolve));
		process.kill(-this.#group, 'SIGKILL');
		await closed;
		while (tableOfProcesses().some(({ group, isAlive }) => isAlive && group === this.#group)) {
			await new Promise((resolve) => setImmediate(resolve));
		}
	}

	async close(): Promise<void> {
		await this.context.close();
	}
}

interface Process {
	readonly id: number;
	readonly group: number;
	/** Not ended and merely still listed. */
	readonly isAlive: boolean;
}

function tableOfProcesses(): readonly Process[] {
	const table = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' });
	return table
		.trim()
		.split('\n')
		.map((line) => {
			const [id, group, state = ''] = line.trim().split(/\s+/);
			return { id: Number(id), group: Number(group), isAlive: !state.startsWith('Z') };
		});
}
