/**
 * The REST interface: one request is one transaction, in the role of who asks, with their claims
 * where `auth.uid()` finds them. What they may do is the database's to say.
 */
import type { IncomingHttpHeaders } from 'node:http';
import postgres from 'postgres';
import { Refusal, unsupported } from '../refusal.ts';
import { parseName } from './names.ts';
import { parsePreferences, type Preferences } from './preferences.ts';
import { parseQuery, splitArguments, type Query } from './query-string.ts';
import { SchemaCache } from './schema-cache.ts';
import {
	callStatement,
	deleteStatement,
	insertStatement,
	parseJson,
	selectStatement,
	updateStatement,
	type Statement
} from './statements.ts';
import { statusOf } from './status.ts';

export interface RestRequest {
	readonly method: string;
	/** What follows `/rest/v1/`, decoded. */
	readonly path: string;
	readonly parameters: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	/** What the token says, or just the role of the key. */
	readonly claims: Readonly<Record<string, unknown>> & { readonly role: string };
}

export interface Answer {
	readonly status: number;
	/** JSON. */
	readonly body?: string;
	readonly headers?: Readonly<Record<string, string>>;
}

interface Rows {
	/** JSON. */
	readonly body: string;
	/** In the body, or touched. */
	readonly count: number;
	/** Without a page, when it was asked for. */
	readonly total: number | undefined;
}

export class RestInterface {
	readonly #sql: postgres.Sql;
	readonly #cache: SchemaCache;
	#roleSettings: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

	/** @param sql of `authenticator`, who can become any of the API's roles and nobody else */
	constructor(sql: postgres.Sql) {
		this.#sql = sql;
		this.#cache = new SchemaCache(sql);
	}

	/** @throws Refusal */
	async handle(request: RestRequest): Promise<Answer> {
		const preferences = parsePreferences(request.headers);
		const [first = '', second, ...others] = request.path.split('/');
		if (others.length > 0) throw unsupported(`the path ${request.path}`);
		if (second === undefined) return this.#handleTable(parseName(first), request, preferences);
		if (first !== 'rpc') throw unsupported(`the path ${request.path}`);
		return this.#handleCall(parseName(second), request, preferences);
	}

	async #handleTable(
		name: string,
		request: RestRequest,
		preferences: Preferences
	): Promise<Answer> {
		const { method, body } = request;
		const query = pageByHeader(parseQuery(request.parameters), preferences);
		const table = await this.#cache.table(name);
		switch (method) {
			case 'GET':
			case 'HEAD': {
				const rows = await this.#run(
					selectStatement(table, query, preferences),
					request,
					preferences
				);
				return readAnswer(rows, query, preferences);
			}
			case 'POST': {
				const statement = insertStatement(table, query, preferences, body);
				return writeAnswer(201, 201, await this.#run(statement, request, preferences), preferences);
			}
			case 'PATCH': {
				const statement = updateStatement(table, query, preferences, body);
				return writeAnswer(200, 204, await this.#run(statement, request, preferences), preferences);
			}
			case 'DELETE': {
				const statement = deleteStatement(table, query, preferences);
				return writeAnswer(200, 204, await this.#run(statement, request, preferences), preferences);
			}
			default:
				throw unsupported(`${method} on a table`);
		}
	}

	async #handleCall(name: string, request: RestRequest, preferences: Preferences): Promise<Answer> {
		const { method, parameters, body } = request;
		const isRead = method === 'GET' || method === 'HEAD';
		if (!isRead && method !== 'POST') throw unsupported(`${method} on a function`);
		const { functionArguments, rest } = isRead
			? splitArguments(parameters)
			: { functionArguments: parseArguments(body), rest: parameters };
		const query = pageByHeader(parseQuery(rest), preferences);
		const called = await this.#cache.function(name, Object.keys(functionArguments));
		const statement = callStatement(called, functionArguments, query, preferences);
		const rows = await this.#run(
			isRead ? { ...statement, isReadOnly: true } : statement,
			request,
			preferences
		);
		if (called.returns === 'nothing') return { status: 204 };
		if (statement.answer === 'value') return { status: 200, body: rows.body };
		return readAnswer(rows, query, preferences);
	}

	async #run(statement: Statement, request: RestRequest, { isSingle }: Preferences): Promise<Rows> {
		const settings = await this.#settings(request);
		try {
			return await this.#sql.begin(
				statement.isReadOnly ? 'read only' : 'read write',
				async (transaction) => {
					const places = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`);
					await transaction.unsafe(`select ${places.join(', ')}`, settings.flat());
					const result = await transaction.unsafe<
						{ body?: string; rows?: string; total?: string }[]
					>(statement.text, [...statement.parameters]);
					const [row] = result;
					const rows = {
						body: row?.body ?? 'null',
						count: statement.answer === 'rows' ? Number(row?.rows ?? 0) : result.count,
						total: row?.total === undefined ? undefined : Number(row.total)
					};
					return isSingle && statement.answer === 'rows' ? onlyRow(rows) : rows;
				}
			);
		} catch (error) {
			throw databaseRefusal(error, request.claims.role !== 'anon');
		}
	}

	/** Names and values, in the order in which they are set: the role last, for it may set less. */
	async #settings({ claims, method, path }: RestRequest): Promise<readonly [string, string][]> {
		const roleSettings = await (this.#roleSettings ??= readRoleSettings(this.#sql));
		return [
			...(roleSettings.get(claims.role) ?? []).map((text): [string, string] => {
				const at = text.indexOf('=');
				return [text.slice(0, at), text.slice(at + 1)];
			}),
			['search_path', '"public", "extensions"'],
			['request.jwt.claims', JSON.stringify(claims)],
			['request.method', method],
			['request.path', `/${path}`],
			['role', claims.role]
		];
	}
}

/** What `alter role … set` says counts for whoever becomes that role too, as in PostgREST. */
async function readRoleSettings(
	sql: postgres.Sql
): Promise<ReadonlyMap<string, readonly string[]>> {
	const rows = await sql<{ role: string; settings: string }[]>`
		select rolname as role, to_json(rolconfig)::text as settings from pg_roles
		where rolname in ('anon', 'authenticated', 'service_role') and rolconfig is not null`;
	return new Map(rows.map(({ role, settings }) => [role, JSON.parse(settings) as string[]]));
}

/** @throws Refusal 406, which undoes what was written */
function onlyRow(rows: Rows): Rows {
	if (rows.count !== 1) {
		throw new Refusal(406, 'PGRST116', 'Cannot coerce the result to a single JSON object', {
			details: `The result contains ${rows.count} rows`
		});
	}
	// The array's own brackets: what is between them is the database's text, unchanged.
	return { ...rows, body: rows.body.slice(1, -1) };
}

function readAnswer(
	{ body, count, total }: Rows,
	{ offset }: Query,
	{ isSingle }: Preferences
): Answer {
	if (total !== undefined && offset > 0 && offset >= total) {
		throw new Refusal(416, 'PGRST103', 'Requested range not satisfiable', {
			details: `An offset of ${offset} was requested, but there are only ${total} rows.`
		});
	}
	const page = count === 0 ? '*' : `${offset}-${offset + count - 1}`;
	return {
		status: !isSingle && total !== undefined && count < total ? 206 : 200,
		body,
		headers: { 'content-range': `${page}/${total ?? '*'}` }
	};
}

function writeAnswer(
	representedStatus: number,
	minimalStatus: number,
	{ body, count }: Rows,
	{ isRepresented, isCounted }: Preferences
): Answer {
	const headers = { 'content-range': `*/${isCounted ? count : '*'}` };
	return isRepresented
		? { status: representedStatus, body, headers }
		: { status: minimalStatus, headers };
}

function pageByHeader(query: Query, { range }: Preferences): Query {
	if (!range) return query;
	const limit = Math.min(query.limit, range.last - range.first + 1);
	return { ...query, limit, offset: query.offset + range.first };
}

function parseArguments(body: string): Readonly<Record<string, unknown>> {
	const content = body === '' ? {} : parseJson(body);
	if (typeof content !== 'object' || content === null || Array.isArray(content)) {
		throw new Refusal(400, 'PGRST102', 'expected the arguments of a function, by name');
	}
	return { ...content };
}

/** What the database refused, as PostgREST says it; anything else is a bug and stays what it is. */
function databaseRefusal(error: unknown, isSignedIn: boolean): unknown {
	if (!(error instanceof postgres.PostgresError)) return error;
	const { code, message } = error;
	return new Refusal(statusOf(code, message, isSignedIn), code, message, {
		details: error.detail || null,
		hint: error.hint || null
	});
}
