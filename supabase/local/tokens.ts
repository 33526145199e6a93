/**
 * Access tokens: JWTs signed with ES256, as new hosted projects sign them.
 *
 * Only this one algorithm is ever tried, with a key of our own: a token that names another (`none`,
 * or HS256 with the public key as the secret) is forged, whatever its signature.
 */
import {
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	sign,
	verify,
	type JsonWebKey,
	type KeyObject
} from 'node:crypto';
import * as v from 'valibot';
import { Refusal } from './refusal.ts';

const claimsSchema = v.looseObject({
	role: v.string(),
	exp: v.number(),
	sub: v.exactOptional(v.pipe(v.string(), v.uuid())),
	session_id: v.exactOptional(v.pipe(v.string(), v.uuid())),
	is_anonymous: v.exactOptional(v.boolean())
});

/** What a token says of its bearer; `exp` in seconds since 1970. */
export type Claims = Readonly<v.InferOutput<typeof claimsSchema>>;

const headerSchema = v.object({ alg: v.literal('ES256') });

const keyId = 'local';

export interface TokenIssuer {
	issue(claims: Claims): string;
	/** @throws Refusal 401, when it is not ours, not whole or out of date */
	verify(token: string): Claims;
	/** The public key, for those who verify by themselves: a JSON Web Key Set (RFC 7517). */
	readonly keySet: { readonly keys: readonly JsonWebKey[] };
}

/** A private key in PEM, for whoever wants tokens to outlive the process. */
export function generateSigningKey(): string {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function createTokenIssuer(privateKeyPem: string): TokenIssuer {
	const privateKey = createPrivateKey(privateKeyPem);
	const publicKey = createPublicKey(privateKey);
	const publicJwk = publicKey.export({ format: 'jwk' });
	return {
		issue: (claims) => issue(privateKey, claims),
		verify: (token) => verifyToken(publicKey, token),
		keySet: { keys: [{ ...publicJwk, kid: keyId, alg: 'ES256', use: 'sig', key_ops: ['verify'] }] }
	};
}

function issue(privateKey: KeyObject, claims: Claims): string {
	const content = [{ alg: 'ES256', typ: 'JWT', kid: keyId }, claims]
		.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
		.join('.');
	const signature = sign('sha256', Buffer.from(content), {
		key: privateKey,
		dsaEncoding: 'ieee-p1363'
	});
	return `${content}.${signature.toString('base64url')}`;
}

function verifyToken(publicKey: KeyObject, token: string): Claims {
	const [header = '', payload = '', signature = '', ...more] = token.split('.');
	if (more.length > 0 || !v.is(headerSchema, parsePart(header))) throw forged();
	const isOurs = verify(
		'sha256',
		Buffer.from(`${header}.${payload}`),
		{ key: publicKey, dsaEncoding: 'ieee-p1363' },
		Buffer.from(signature, 'base64url')
	);
	if (!isOurs) throw forged();
	const claims = v.safeParse(claimsSchema, parsePart(payload));
	if (!claims.success) throw forged();
	if (claims.output.exp * 1000 <= Date.now()) throw new Refusal(401, 'PGRST303', 'JWT expired');
	return claims.output;
}

function forged(): Refusal {
	return new Refusal(401, 'PGRST301', 'No suitable key or wrong key type');
}

function parsePart(part: string): unknown {
	try {
		return JSON.parse(Buffer.from(part, 'base64url').toString());
	} catch {
		return undefined;
	}
}
