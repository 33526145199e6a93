/**
 * From a worker's start to its end, for every worker that the page starts: whether it could be
 * fetched, whether it is of the same program as the page, and what it died of.
 */
import type { Remote } from 'comlink';
import { protocolVersion, type Speaking } from '#lib/contracts/protocol.ts';
import { failed, type Failed } from '#lib/contracts/failure.ts';
import { reportMissingPart } from '../updates/missing-parts.ts';

/**
 * @param name as it is called in complaints
 * @returns settles when the worker has ended, by itself or because it does not belong to this page
 */
export function watchWorker(worker: Worker, api: Remote<Speaking>, name: string): Promise<Failed> {
	return new Promise((resolve) => {
		function end(why: Failed): void {
			worker.terminate();
			resolve(why);
		}
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			end(whyItEnded(event, name));
		});
		void protocolOf(api).then((found) => {
			if (found === protocolVersion) return;
			reportMissingPart();
			const message = `the ${name}’s worker speaks version ${found}, the page ${protocolVersion}`;
			end(failed('out-of-date', message, { retryable: true }));
		});
	});
}

/** @returns what it says, or 0 for a worker that does not know the question */
async function protocolOf(api: Remote<Speaking>): Promise<number> {
	try {
		return await api.protocol();
	} catch {
		return 0;
	}
}

/** Of a script that could not be fetched a browser says nothing; of one that threw, what. */
function whyItEnded(event: Event, name: string): Failed {
	if (!(event instanceof ErrorEvent)) {
		reportMissingPart();
		const message = `the ${name}’s worker could not be fetched`;
		return failed('network-unreachable', message, { retryable: true });
	}
	return failed('internal', event.message || `the ${name}’s worker ended`, { retryable: true });
}
