/**
 * Whether the project behind this address works: for whoever watches a hosted one, and for the
 * tests of the way from the page to a function. It asks the sign-in service, which asks the database.
 */

/** Long enough for a project that has been asleep, short enough for a monitor. */
const timeoutMs = 8000;

export interface HealthOptions {
	/** The project's own address. */
	readonly projectUrl: string;
	readonly publishableKey: string;
	readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
}

const headers = {
	'access-control-allow-origin': '*',
	'access-control-allow-headers': 'authorization, x-client-info, apikey, content-type',
	'access-control-allow-methods': 'GET, POST, OPTIONS',
	'cache-control': 'no-store'
};

/** @returns what answers requests: 200 `{ "status": "working" }`, or 503 `{ "status": "failing" }` */
export function createHandler({
	projectUrl,
	publishableKey,
	fetch
}: HealthOptions): (request: Request) => Promise<Response> {
	const isWorking = async (): Promise<boolean> => {
		try {
			const answer = await fetch(`${projectUrl}/auth/v1/health`, {
				headers: { apikey: publishableKey },
				signal: AbortSignal.timeout(timeoutMs)
			});
			await answer.body?.cancel();
			return answer.ok;
		} catch {
			return false;
		}
	};
	return async ({ method }) => {
		if (method === 'OPTIONS') return new Response(null, { status: 204, headers });
		if (method !== 'GET' && method !== 'POST') {
			return Response.json({ error: 'method-not-allowed' }, { status: 405, headers });
		}
		return (await isWorking())
			? Response.json({ status: 'working' }, { headers })
			: Response.json({ status: 'failing' }, { status: 503, headers });
	};
}
