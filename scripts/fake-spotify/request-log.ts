/**
 * Who asked for what that Spotify has too: so that a test can say "once", or "nothing at all". Neither queries nor headers
 * nor bodies are kept, so there is no secret in it.
 */
export interface LoggedRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** 0 where the connection was cut; null until it is answered. */
	status: number | null;
}

/** @param pattern a path in which `*` stands for anything but a slash; undefined: every path */
export function matchesPath(pattern: string | undefined, path: string): boolean {
	if (pattern === undefined) return true;
	const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('[^/]+')}$`).test(path);
}

interface Waiting {
	readonly isSeen: () => boolean;
	readonly resolve: () => void;
}

export class RequestLog {
	#requests: LoggedRequest[] = [];
	#waiting: Waiting[] = [];

	add(method: string, path: string): LoggedRequest {
		const request: LoggedRequest = { method, path, status: null };
		this.#requests.push(request);
		for (const { resolve } of this.#waiting.filter(({ isSeen }) => isSeen())) resolve();
		this.#waiting = this.#waiting.filter(({ isSeen }) => !isSeen());
		return request;
	}

	/** In the order in which they came; a browser's preflights are `OPTIONS`. */
	list(): readonly Readonly<LoggedRequest>[] {
		return this.#requests.map((request) => ({ ...request }));
	}

	count(method?: string, pattern?: string): number {
		return this.#requests.filter(
			(request) =>
				request.method === (method ?? request.method) && matchesPath(pattern, request.path)
		).length;
	}

	/** @returns once so many have come, whether or not they are answered */
	async seen(method: string, pattern: string, atLeast = 1): Promise<void> {
		const isSeen = (): boolean => this.count(method, pattern) >= atLeast;
		if (isSeen()) return;
		await new Promise<void>((resolve) => this.#waiting.push({ isSeen, resolve }));
	}

	clear(): void {
		this.#requests = [];
	}
}
