/**
 * Work for several threads: `listen-worker.ts` on each, tasks handed out as threads become free,
 * results given back in the order of the tasks. Since a task's result depends on the task alone,
 * nothing depends on which thread did what, or when.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Answer, Task } from './listen-worker.ts';

export interface Pool {
	/** One answer for each task, in order. `onAnswer` is called as they come in, in any order. */
	run(tasks: readonly Task[], onAnswer?: (done: number) => void): Promise<Answer[]>;
	close(): Promise<void>;
}

/** @param threads as many as there are cores, unless told */
export function openPool(threads = availableParallelism()): Pool {
	const workers = Array.from(
		{ length: threads },
		() => new Worker(new URL('./listen-worker.ts', import.meta.url))
	);
	return {
		run(tasks, onAnswer) {
			const answers = new Array<Answer>(tasks.length);
			let next = 0;
			let done = 0;
			const drain = (worker: Worker): Promise<void> =>
				new Promise((resolve, reject) => {
					let current = -1;
					const onError = (error: unknown): void => {
						stop();
						reject(error instanceof Error ? error : new Error(String(error)));
					};
					const onMessage = (answer: Answer): void => {
						answers[current] = answer;
						onAnswer?.(++done);
						proceed();
					};
					const stop = (): void => {
						worker.off('message', onMessage);
						worker.off('error', onError);
					};
					const proceed = (): void => {
						if (next >= tasks.length) {
							stop();
							resolve();
							return;
						}
						current = next++;
						worker.postMessage(tasks[current]);
					};
					worker.on('message', onMessage);
					worker.on('error', onError);
					proceed();
				});
			return Promise.all(workers.map(drain)).then(() => answers);
		},
		async close() {
			await Promise.all(workers.map((worker) => worker.terminate()));
		}
	};
}
