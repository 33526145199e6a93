/**
 * Anonymous sign-in, as the hosted service does it: a user, a session, and tokens that are renewed.
 *
 * A refresh token is good for one use. Who uses one again gets the session's newest, if that came
 * of this very one (the answer was lost) or it was used a moment ago (two tabs); otherwise it must
 * have been stolen, and the session is renewed for nobody any more.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import * as v from 'valibot';
import { Refusal, unsupported } from './refusal.ts';
import type { Claims, TokenIssuer } from './tokens.ts';

export interface AuthRequest {
	readonly method: string;
	/** What follows `/auth/v1/`, decoded. */
	readonly path: string;
	readonly parameters: URLSearchParams;
	/** Parsed JSON; undefined when there is none. */
	readonly body: unknown;
	/** What the bearer's token says; undefined when there is no token but the key. */
	readonly claims: Claims | undefined;
	/** Whether the key is the secret one. */
	readonly isService: boolean;
}

export interface AuthAnswer {
	readonly status: number;
	readonly content?: unknown;
}

export interface AuthOptions {
	/** How long an access token is good for; an hour, as hosted. */
	readonly accessTokenLifetimeS?: number;
	/** How long a refresh token that was used may be used again; ten seconds, as hosted. */
	readonly reuseIntervalS?: number;
}

const userSchema = v.object({
	id: v.string(),
	aud: v.string(),
	role: v.string(),
	email: v.nullable(v.string()),
	is_anonymous: v.boolean(),
	raw_app_meta_data: v.unknown(),
	raw_user_meta_data: v.unknown(),
	created_at: v.string(),
	updated_at: v.string(),
	last_sign_in_at: v.nullable(v.string())
});
type User = v.InferOutput<typeof userSchema>;

const signUpSchema = v.looseObject({ data: v.optional(v.record(v.string(), v.unknown()), {}) });
const refreshSchema = v.object({ refresh_token: v.string() });
const uuidSchema = v.pipe(v.string(), v.uuid());

export class AuthService {
	readonly #sql: postgres.Sql;
	readonly #issuer: TokenIssuer;
	readonly #accessTokenLifetimeS: number;
	readonly #reuseIntervalS: number;

	/** @param sql of `supabase_auth_admin` */
	constructor(sql: postgres.Sql, issuer: TokenIssuer, options: AuthOptions = {}) {
		this.#sql = sql;
		this.#issuer = issuer;
		this.#accessTokenLifetimeS = options.accessTokenLifetimeS ?? 3600;
		this.#reuseIntervalS = options.reuseIntervalS ?? 10;
	}

	/** @throws Refusal */
	async handle(request: AuthRequest): Promise<AuthAnswer> {
		const { method, path, parameters, body } = request;
		const [first = '', second, id, ...others] = path.split('/');
		switch (`${method} ${path}`) {
			case 'GET .well-known/jwks.json':
				return { status: 200, content: this.#issuer.keySet };
			case 'GET health':
				await this.#sql`select`;
				return { status: 200, content: { name: 'local', description: 'anonymous sign-in' } };
			case 'POST signup':
				return { status: 200, content: await this.#signUp(body) };
			case 'POST token':
				if (parameters.get('grant_type') !== 'refresh_token') {
					throw unsupported(`grant_type=${parameters.get('grant_type') ?? ''}`);
				}
				return { status: 200, content: await this.#refresh(body) };
			case 'GET user':
				return { status: 200, content: publicUser(await this.#userOf(request.claims)) };
			case 'POST logout':
				await this.#signOut(request.claims, parameters.get('scope') ?? 'global');
				return { status: 204 };
		}
		const isOneUser = first === 'admin' && second === 'users' && id !== undefined;
		if (method === 'DELETE' && isOneUser && others.length === 0) {
			await this.#deleteUser(id, request.isService);
			return { status: 200, content: {} };
		}
		throw unsupported(`${method} /auth/v1/${path}`);
	}

	async #signUp(body: unknown): Promise<unknown> {
		const request = v.safeParse(signUpSchema, body ?? {});
		if (!request.success) throw badRequest();
		if ('email' in request.output || 'phone' in request.output) {
			throw unsupported('any sign-up but an anonymous one');
		}
		const data = JSON.stringify(request.output.data);
		return this.#sql.begin(async (sql) => {
			const [row] = await sql<{ user: string }[]>`
				insert into auth.users as u (id, is_anonymous, raw_user_meta_data, last_sign_in_at)
				values (${randomUUID()}, true, ${data}::jsonb, now())
				returning to_json(u)::text as user`;
			const user = parseUser(row?.user);
			const sessionId = randomUUID();
			await sql`insert into auth.sessions (id, user_id) values (${sessionId}, ${user.id})`;
			const refreshToken = await addToken(sql, sessionId, null);
			return this.#session(user, sessionId, refreshToken);
		});
	}

	async #refresh(body: unknown): Promise<unknown> {
		const request = v.safeParse(refreshSchema, body);
		if (!request.success) throw badRequest();
		const token = request.output.refresh_token;
		const outcome = await this.#sql.begin(async (sql) => {
			// The session is locked first: whoever refreshes it at the same time waits for the outcome.
			const [found] = await sql<{ session: string; user: string }[]>`
				select s.id as session, to_json(u)::text as user
				from auth.refresh_tokens t
				join auth.sessions s on s.id = t.session_id
				join auth.users u on u.id = s.user_id
				where t.token = ${token} for update of s`;
			if (!found) return 'unknown';
			const { session } = found;
			const next = await this.#nextToken(sql, session, token);
			if (next === undefined) {
				// To be kept, although the answer is a refusal: which is why it is thrown outside.
				await sql`update auth.refresh_tokens set revoked = true where session_id = ${session}`;
				return 'used';
			}
			await sql`update auth.sessions set refreshed_at = now() where id = ${session}`;
			return this.#session(parseUser(found.user), session, next);
		});
		if (outcome === 'unknown') {
			throw new Refusal(
				400,
				'refresh_token_not_found',
				'Invalid Refresh Token: Refresh Token Not Found'
			);
		}
		if (outcome === 'used') {
			throw new Refusal(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used');
		}
		return outcome;
	}

	/** @returns undefined when the token was used before and must not be again */
	async #nextToken(
		sql: postgres.TransactionSql,
		session: string,
		token: string
	): Promise<string | undefined> {
		const revoked = await sql`
			update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp()
			where token = ${token} and not revoked returning id`;
		if (revoked.length > 0) return addToken(sql, session, token);
		const [active] = await sql<{ token: string }[]>`
			select active.token from auth.refresh_tokens active
			join auth.refresh_tokens used on used.token = ${token}
			where active.session_id = ${session} and not active.revoked
				and (active.parent = used.token
					or used.updated_at > clock_timestamp() - make_interval(secs => ${this.#reuseIntervalS}))`;
		return active?.token;
	}

	/** @throws Refusal when the user or the session is gone, whatever the token says */
	async #userOf(claims: Claims | undefined): Promise<User> {
		if (claims?.sub === undefined || claims.session_id === undefined) {
			throw new Refusal(401, 'no_authorization', 'This endpoint requires a valid Bearer token');
		}
		const [row] = await this.#sql<{ user: string; session: string | null }[]>`
			select to_json(u)::text as user, s.id as session
			from auth.users u
			left join auth.sessions s on s.user_id = u.id and s.id = ${claims.session_id}
			where u.id = ${claims.sub}`;
		if (!row) {
			throw new Refusal(403, 'user_not_found', 'User from sub claim in JWT does not exist');
		}
		if (row.session === null) {
			throw new Refusal(
				403,
				'session_not_found',
				'Session from session_id claim in JWT does not exist'
			);
		}
		return parseUser(row.user);
	}

	async #signOut(claims: Claims | undefined, scope: string): Promise<void> {
		const { id } = await this.#userOf(claims);
		const session = claims?.session_id ?? '';
		if (scope === 'global') await this.#sql`delete from auth.sessions where user_id = ${id}`;
		else if (scope === 'local') await this.#sql`delete from auth.sessions where id = ${session}`;
		else if (scope === 'others') {
			await this.#sql`delete from auth.sessions where user_id = ${id} and id <> ${session}`;
		} else throw badRequest();
	}

	async #deleteUser(id: string, isService: boolean): Promise<void> {
		if (!isService) throw new Refusal(403, 'not_admin', 'User not allowed');
		if (!v.is(uuidSchema, id)) throw badRequest();
		const deleted = await this.#sql`delete from auth.users where id = ${id} returning id`;
		if (deleted.length === 0) throw new Refusal(404, 'user_not_found', 'User not found');
	}

	#session(user: User, sessionId: string, refreshToken: string): unknown {
		const nowS = Math.floor(Date.now() / 1000);
		const expiresAt = nowS + this.#accessTokenLifetimeS;
		const { id, aud, role, is_anonymous } = user;
		return {
			access_token: this.#issuer.issue({
				...{ aud, role, sub: id, is_anonymous, session_id: sessionId },
				...{ iat: nowS, exp: expiresAt, iss: 'local', email: user.email ?? '', phone: '' },
				...{ aal: 'aal1', amr: [{ method: 'anonymous', timestamp: nowS }] },
				...{ app_metadata: user.raw_app_meta_data, user_metadata: user.raw_user_meta_data }
			}),
			token_type: 'bearer',
			expires_in: this.#accessTokenLifetimeS,
			expires_at: expiresAt,
			refresh_token: refreshToken,
			user: publicUser(user)
		};
	}
}

async function addToken(
	sql: postgres.TransactionSql,
	session: string,
	parent: string | null
): Promise<string> {
	const token = randomBytes(9).toString('base64url');
	await sql`insert into auth.refresh_tokens (token, session_id, parent)
		values (${token}, ${session}, ${parent})`;
	return token;
}

function parseUser(json: string | undefined): User {
	return v.parse(userSchema, JSON.parse(json ?? 'null'));
}

function publicUser(user: User): unknown {
	const { raw_app_meta_data, raw_user_meta_data, email, ...rest } = user;
	return {
		...rest,
		email: email ?? '',
		phone: '',
		app_metadata: raw_app_meta_data,
		user_metadata: raw_user_meta_data,
		identities: []
	};
}

function badRequest(): Refusal {
	return new Refusal(400, 'validation_failed', 'the request does not have the expected shape');
}
