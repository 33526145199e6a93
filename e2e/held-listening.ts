/** Keeps the listener from its work, so that there is a middle in which something can be looked at. */
import type { Page } from '@playwright/test';

/**
 * From its next document on, whatever this page gives to the listener is held.
 * @returns lets go what is held by then; what comes later is held again
 */
export async function holdListening(page: Page): Promise<() => Promise<void>> {
	await page.addInitScript(() => {
		const held: (() => void)[] = [];
		const post: unknown = Reflect.get(Worker.prototype, 'postMessage');
		Worker.prototype.postMessage = new Proxy(post as (message: unknown) => void, {
			apply(target, worker: Worker, call: unknown[]) {
				const { path } = (call[0] ?? {}) as { path?: string[] };
				const send = (): void => void Reflect.apply(target, worker, call);
				if (path?.[0] === 'analyse') held.push(send);
				else send();
			}
		});
		Object.assign(window, { letListen: () => held.splice(0).forEach((send) => send()) });
	});
	return () => page.evaluate(() => (Reflect.get(window, 'letListen') as () => void)());
}
