import { expect, it } from 'vitest';
import { RequestQueue } from './request-queue.ts';

/** Work that ends when it is told to, and what has begun. */
function createWork() {
	const begun: string[] = [];
	const ends = new Map<string, () => void>();
	return {
		begun,
		end: async (name: string) => {
			ends.get(name)?.();
			await new Promise((resolve) => setImmediate(resolve));
		},
		of: (name: string) => () =>
			new Promise<string>((resolve) => {
				begun.push(name);
				ends.set(name, () => resolve(name));
			})
	};
}

const never = new AbortController().signal;

it('asks three questions at a time', async () => {
	const [queue, work] = [new RequestQueue(), createWork()];
	for (const name of ['a', 'b', 'c', 'd', 'e']) void queue.run(false, never, work.of(name));
	await work.end('');
	expect(work.begun).toEqual(['a', 'b', 'c']);
	await work.end('b');
	expect(work.begun).toEqual(['a', 'b', 'c', 'd']);
});

it('makes one change at a time, in order, and questions do not wait for it', async () => {
	const [queue, work] = [new RequestQueue(), createWork()];
	for (const name of ['1', '2', '3']) void queue.run(true, never, work.of(name));
	void queue.run(false, never, work.of('a'));
	await work.end('');
	expect(work.begun).toEqual(['1', 'a']);
	await work.end('1');
	await work.end('2');
	expect(work.begun).toEqual(['1', 'a', '2', '3']);
});

it('goes on after work that failed, and without work that was called off', async () => {
	const [queue, work] = [new RequestQueue(), createWork()];
	const given = new AbortController();
	const failing = queue.run(true, never, () => Promise.reject(new Error('no')));
	const calledOff = queue.run(true, given.signal, work.of('called off'));
	const last = queue.run(true, never, work.of('last'));
	given.abort();
	await expect(failing).rejects.toThrow('no');
	expect(await calledOff).toBeNull();
	await work.end('last');
	expect(await last).toBe('last');
	expect(work.begun).toEqual(['last']);
});
