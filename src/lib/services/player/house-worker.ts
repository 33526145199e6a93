/** Starts the worker that renders the house's music. */
import { releaseProxy, wrap } from 'comlink';
import type { Speaking } from '#lib/contracts/protocol.ts';
import type { HouseApi } from '#workers/house/api.ts';
import { watchWorker } from '../workers/watch-worker.ts';
import type { HouseConnection } from './house-streams.ts';

export function startHouseWorker(): HouseConnection {
	const worker = new Worker(new URL('../../../../workers/house/entry.ts', import.meta.url), {
		type: 'module',
		name: 'house'
	});
	const renderer = wrap<HouseApi & Speaking>(worker);
	let hasEnded = false;

	function end(): void {
		if (hasEnded) return;
		hasEnded = true;
		renderer[releaseProxy]();
		worker.terminate();
	}

	const death = watchWorker(worker, renderer, 'house');
	void death.then(end);
	return { renderer, death, end };
}
