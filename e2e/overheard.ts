/** All that a browser sends and says: so that a test can tell who got to know a secret. */
import type { BrowserContext, Page, Request } from '@playwright/test';

export interface Sent {
	readonly url: string;
	/** With all headers that the network saw. */
	readonly headers: string;
	readonly body: string;
}

export class Overheard {
	/** Console messages and errors of every page. */
	readonly words: string[] = [];
	readonly #sent: Promise<Sent>[] = [];

	/** Listens to all pages of this context from now on. */
	constructor(context: BrowserContext) {
		context.on('request', (request) => this.#sent.push(written(request)));
		context.on('console', (entry) => this.words.push(entry.text()));
		context.on('weberror', (thrown) => this.words.push(String(thrown.error())));
	}

	sent(): Promise<readonly Sent[]> {
		return Promise.all(this.#sent);
	}
}

async function written(request: Request): Promise<Sent> {
	// Of a request that was never answered only what the page itself had set is known.
	const headers = await request.allHeaders().catch(() => request.headers());
	return {
		url: request.url(),
		headers: JSON.stringify(headers),
		body: request.postData() ?? ''
	};
}

/** What a person reads, and what is behind it: texts, attributes and fields. */
export async function shownOn(page: Page): Promise<string> {
	const fields = await page
		.locator('input, textarea')
		.evaluateAll((elements) =>
			elements.map((element) => ('value' in element ? String(element.value) : ''))
		);
	return [page.url(), await page.title(), await page.content(), ...fields].join('\n');
}
