import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { raceWithEnd } from './race-with-end.ts';

const never = new Promise<never>(() => undefined);

test('a call that is answered first gives its answer, or its error', async () => {
	const { promise: end, resolve } = Promise.withResolvers<string>();
	expect(await raceWithEnd(Promise.resolve('answer'), end)).toBe('answer');
	await expect(raceWithEnd(Promise.reject(new Error('a bug')), end)).rejects.toThrow('a bug');
	resolve('the end');
});

test('the end answers all calls that wait, and those that come later', async () => {
	const { promise: end, resolve } = Promise.withResolvers<string>();
	const calls = [raceWithEnd(never, end), raceWithEnd(never, end)];
	resolve('the end');
	expect(await Promise.all(calls)).toEqual(['the end', 'the end']);
	expect(await raceWithEnd(never, end)).toBe('the end');
	expect(await raceWithEnd(Promise.resolve('too late'), end)).toBe('the end');
});

test('a call that fails after the end is nobody’s error', async () => {
	const { promise: end, resolve } = Promise.withResolvers<string>();
	const { promise: call, reject } = Promise.withResolvers<never>();
	const raced = raceWithEnd(call, end);
	resolve('the end');
	expect(await raced).toBe('the end');
	reject(new Error('nobody listens any more'));
	// One that is not handled would fail the test's run.
	await setImmediate();
});

test('nothing is kept of calls that were answered', async () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc') as () => void;
	const answerBytes = 100_000;
	const callCount = 100;
	const { promise: end, resolve } = Promise.withResolvers<string>();
	const before = process.memoryUsage().arrayBuffers;
	for (let call = 0; call < callCount; call++) {
		await raceWithEnd(Promise.resolve(new Uint8Array(answerBytes)), end);
	}
	for (let round = 0; round < 4; round++) {
		collectGarbage();
		await setImmediate();
	}
	const keptBytes = process.memoryUsage().arrayBuffers - before;
	expect(keptBytes).toBeLessThan((callCount * answerBytes) / 10);
	resolve('the end');
});
