/** Starts the worker that renders the house's music. */
import { releaseProxy, wrap } from 'comlink';
import { failed, type Failed } from '#lib/contracts/failure.ts';
import type { HouseApi } from '#workers/house/api.ts';
import type { HouseConnection } from './house-streams.ts';

export function startHouseWorker(): HouseConnection {
	const worker = new Worker(new URL('../../../../workers/house/entry.ts', import.meta.url), {
		type: 'module',
		name: 'house'
	});
	const renderer = wrap<HouseApi>(worker);
	let hasEnded = false;

	function end(): void {
		if (hasEnded) return;
		hasEnded = true;
		renderer[releaseProxy]();
		worker.terminate();
	}

	const death = new Promise<Failed>((resolve) => {
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			end();
			resolve(failed('internal', event.message || 'the house’s worker ended', { retryable: true }));
		});
	});
	return { renderer, death, end };
}
