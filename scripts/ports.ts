/** Ports of this machine. */
import { createServer } from 'node:net';

/** The one that everything here listens on: Spotify takes no `localhost` for a redirect. */
export const host = '127.0.0.1';

export function isPortFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, host, () => server.close(() => resolve(true)));
	});
}

/** @returns the first that is free of `count` ports, or 0, which is any */
export async function firstFreePort(from: number, count: number): Promise<number> {
	for (let port = from; port < from + count; port += 1) {
		if (await isPortFree(port)) return port;
	}
	return 0;
}
