/**
 * Says what is wrong with how a host serves the site: `node scripts/check-host.ts https://music.example/`.
 * It asks for the site's own files, as a visitor does, and for some that there are not.
 *
 * Ends with 1 where something would break the program or its updates. Advice alone ends with 0.
 */
import { parseManifest } from '#lib/contracts/manifest.ts';
import { crawlAssets } from './crawl-assets.ts';

export interface Finding {
	readonly severity: 'fault' | 'advice';
	/** From the site's own folder. */
	readonly path: string;
	readonly sentence: string;
}

interface Answer {
	readonly status: number;
	readonly type: string;
	readonly headers: Headers;
	readonly body: Buffer;
}

const yearSeconds = 31_536_000;
const timeoutMs = 30_000;

/** @param site the address of the create page */
export async function checkHost(site: string): Promise<readonly Finding[]> {
	const base = new URL(site.endsWith('/') ? site : `${site}/`);
	const findings: Finding[] = [];
	const fault = (path: string, sentence: string): void =>
		void findings.push({ severity: 'fault', path, sentence });
	const advise = (path: string, sentence: string): void =>
		void findings.push({ severity: 'advice', path, sentence });

	const asked = new Map<string, Promise<Answer | null>>();
	const ask = (path: string): Promise<Answer | null> => {
		const answer = asked.get(path) ?? fetchAnswer(new URL(path, base));
		asked.set(path, answer);
		return answer;
	};
	/** @returns the answer where there is one, of this kind */
	async function expectFile(path: string, type: RegExp): Promise<Answer | null> {
		const answer = await ask(path);
		if (answer === null) fault(path, 'does not answer');
		else if (answer.status !== 200) fault(path, `answers ${answer.status}, expected 200`);
		else if (!type.test(answer.type)) {
			fault(path, `comes as “${answer.type}”, which browsers refuse here`);
		} else return answer;
		return null;
	}
	async function expectFresh(path: string, type: RegExp): Promise<Answer | null> {
		const answer = await expectFile(path, type);
		if (answer && !isAskedAgain(answer)) {
			fault(
				path,
				'is cached, so a new version would not be noticed: send “Cache-Control: no-cache”'
			);
		}
		return answer;
	}
	async function expectImmutable(path: string, type: RegExp): Promise<void> {
		const answer = await expectFile(path, type);
		if (answer && !isKeptForEver(answer)) {
			advise(
				path,
				`could be kept for ever: send “Cache-Control: max-age=${yearSeconds}, immutable”`
			);
		}
	}

	const isLocal = base.hostname === '127.0.0.1' || base.hostname === 'localhost';
	if (base.protocol !== 'https:' && !isLocal) {
		fault('', 'is not on https: no service worker, no microphone, no locks between tabs');
	}

	const home = await expectFresh('', /^text\/html/);
	if (home === null) return findings;
	checkProtection(home, fault, advise);
	await expectFresh('about', /^text\/html/);
	await expectFresh('_app/version.json', /json/);
	await expectFresh('service-worker.js', /javascript/);
	const manifest = await ask('manifest.webmanifest');
	if (manifest === null || !/json/.test(manifest.type)) {
		fault('manifest.webmanifest', 'is not sent as JSON, so the program cannot be installed');
	}

	const shell = await ask('no/such/page');
	const isShell =
		shell?.body.includes('_app/immutable/') === true && [200, 404].includes(shell.status);
	if (!isShell) {
		fault(
			'no/such/page',
			'should answer with the content of 404.html: links to playlists lead here'
		);
	}
	for (const missing of ['_app/immutable/chunks/none.js', 'catalogues/none/none.bin']) {
		const answer = await ask(missing);
		if (answer?.status === 200) {
			fault(missing, 'answers 200 though there is no such file: an update would break open pages');
		}
		if (answer && isKeptForEver(answer) && answer.status !== 200) {
			advise(missing, 'is missing, and that is to be remembered for ever');
		}
	}

	const assets = await crawlAssets(base, async (path) => (await ask(path))?.body.toString() ?? '');
	for (const path of assets) {
		if (path.endsWith('.js')) await expectImmutable(path, /javascript/);
		else if (path.endsWith('.css')) await expectImmutable(path, /^text\/css/);
		else if (path.endsWith('.wasm')) await expectImmutable(path, /^application\/wasm/);
	}
	const [script] = assets.filter((path) => path.endsWith('.js'));
	if (script !== undefined && (await ask(script))?.headers.has('Content-Encoding') !== true) {
		advise(script, 'is sent as it is: compressed, a first visit takes a third of the time');
	}

	const catalogue = 'catalogues/house/manifest.json';
	const listed = await expectFresh(catalogue, /json/);
	const read = listed ? parseManifest(listed.body.toString(), catalogue) : undefined;
	if (read && !read.ok) fault(catalogue, read.failure.message);
	const piece = read?.ok === true ? read.value.blocks[0]?.pieces.ids.file : undefined;
	if (piece !== undefined) await expectImmutable(`catalogues/house/${piece}`, /^(?!text\/html)/);
	return findings;
}

function checkProtection(
	{ headers, body }: Answer,
	fault: (path: string, sentence: string) => void,
	advise: (path: string, sentence: string) => void
): void {
	if (!/http-equiv="content-security-policy"/i.test(body.toString())) {
		fault('', 'has lost its policy: the page must be served as it was built');
	}
	const policy = headers.get('Content-Security-Policy') ?? '';
	if (/script-src|default-src/.test(policy)) {
		advise(
			'',
			'has a second policy in a header: both count, and it may forbid what the page needs'
		);
	}
	if (!policy.includes('frame-ancestors') && !headers.get('X-Frame-Options')) {
		advise('', "can be put into a frame: send “Content-Security-Policy: frame-ancestors 'none'”");
	}
	if (headers.get('X-Content-Type-Options') !== 'nosniff') {
		advise('', 'lets browsers guess what files are: send “X-Content-Type-Options: nosniff”');
	}
	if (!headers.get('Referrer-Policy')) {
		advise('', 'leaves it to browsers what other sites learn: send a “Referrer-Policy”');
	}
	const features = headers.get('Permissions-Policy') ?? '';
	for (const feature of ['microphone', 'display-capture']) {
		if (features.includes(`${feature}=()`)) {
			fault('', `forbids itself what it needs: Permissions-Policy has “${feature}=()”`);
		}
	}
	if (headers.get('Cross-Origin-Embedder-Policy') === 'require-corp') {
		advise('', 'shuts out Spotify’s player by Cross-Origin-Embedder-Policy');
	}
}

async function fetchAnswer(url: URL): Promise<Answer | null> {
	try {
		const response = await fetch(url, {
			headers: { 'Accept-Encoding': 'br, gzip' },
			signal: AbortSignal.timeout(timeoutMs)
		});
		return {
			status: response.status,
			type: response.headers.get('Content-Type') ?? '',
			headers: response.headers,
			body: Buffer.from(await response.arrayBuffer())
		};
	} catch {
		return null;
	}
}

function cacheControl({ headers }: Answer): { readonly words: string; readonly maxAge: number } {
	const words = headers.get('Cache-Control')?.toLowerCase() ?? '';
	return { words, maxAge: Number(/max-age=(\d+)/.exec(words)?.[1] ?? Number.NaN) };
}

/** GitHub Pages lets everything be kept for ten minutes and cannot be told otherwise: an update comes then. */
const mostMinutesLate = 10;

function isAskedAgain(answer: Answer): boolean {
	const { words, maxAge } = cacheControl(answer);
	return /no-cache|no-store/.test(words) || maxAge <= 60 * mostMinutesLate;
}

function isKeptForEver(answer: Answer): boolean {
	const { words, maxAge } = cacheControl(answer);
	return words.includes('immutable') && maxAge >= yearSeconds;
}

if (import.meta.main) {
	const site = process.argv[2];
	if (site === undefined || !URL.canParse(site)) {
		process.stderr.write('Which site? node scripts/check-host.ts https://music.example/\n');
		process.exit(2);
	}
	const findings = await checkHost(site);
	for (const { severity, path, sentence } of findings) {
		process.stdout.write(`${severity === 'fault' ? '✗' : '·'} /${path} ${sentence}\n`);
	}
	const faults = findings.filter(({ severity }) => severity === 'fault').length;
	process.stdout.write(
		faults > 0
			? `${faults} of this would break something.\n`
			: `Nothing that would break anything${findings.length > 0 ? '; the above is advice' : ''}.\n`
	);
	process.exitCode = faults > 0 ? 1 : 0;
}
