/** Waiting in tests, for as long as a machine with other things to do may take. */
import { vi } from 'vitest';

const longestMs = 20_000;

/** @returns what the condition came to, once that is neither false nor nothing */
export function until<T>(condition: () => T | Promise<T>) {
	return vi.waitUntil(condition, { timeout: longestMs });
}
