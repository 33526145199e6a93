/**
 * Runs edge functions in one Deno, each below its own name, for the local stack. This file is
 * Deno's, not Node's.
 *
 *   deno run functions-host.ts <functions folder> <name>...
 *
 * A function's `index.ts` calls `Deno.serve(handler)`, as on a hosted project; here the call hands
 * the handler over instead of opening a port. The last line it prints is the port of them all.
 */
type Handler = (request: Request) => Response | Promise<Response>;

const [folder, ...names] = Deno.args;
const handlers = new Map<string, Handler>();
const serve = Deno.serve.bind(Deno);

for (const name of names) {
	const take = (handler: Handler) => {
		handlers.set(name, handler);
		return { finished: Promise.resolve() };
	};
	Object.defineProperty(Deno, 'serve', { value: take, configurable: true });
	await import(new URL(`${name}/index.ts`, `file://${folder}/`).href);
	if (!handlers.has(name)) throw new Error(`${name}/index.ts does not call Deno.serve`);
}

const notFound = () =>
	Response.json(
		{ code: 'NOT_FOUND', message: 'Requested function was not found' },
		{ status: 404, headers: { 'access-control-allow-origin': '*' } }
	);

const onListen = ({ port }: { port: number }) => console.log(`functions at ${port}`);

serve({ hostname: '127.0.0.1', port: 0, onListen }, (request) => {
	const [, name = ''] = new URL(request.url).pathname.split('/');
	return handlers.get(name)?.(request) ?? notFound();
});
