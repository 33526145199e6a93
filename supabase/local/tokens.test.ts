import { createHmac, sign, createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTokenIssuer, generateSigningKey } from './tokens.ts';

const key = generateSigningKey();
const issuer = createTokenIssuer(key);
const nowS = Math.floor(Date.now() / 1000);
const claims = { role: 'authenticated', exp: nowS + 60 };

function encode(part: unknown): string {
	return Buffer.from(JSON.stringify(part)).toString('base64url');
}

test('what was issued is believed, also by who has the same key later', () => {
	expect(issuer.verify(issuer.issue(claims))).toEqual(claims);
	expect(createTokenIssuer(key).verify(issuer.issue(claims))).toEqual(claims);
});

test('a token that is out of date is refused as such', () => {
	const old = issuer.issue({ ...claims, exp: nowS });
	expect(() => issuer.verify(old)).toThrow('JWT expired');
});

test.each([
	['another key', () => createTokenIssuer(generateSigningKey()).issue(claims)],
	['no signature', () => `${encode({ alg: 'none' })}.${encode(claims)}.`],
	[
		'the public key as a secret',
		() => {
			const content = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
			const secret = JSON.stringify(issuer.keySet.keys[0]);
			return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
		}
	],
	[
		'other claims under a true signature',
		() => {
			const [header = '', , signature = ''] = issuer.issue(claims).split('.');
			return `${header}.${encode({ ...claims, role: 'service_role' })}.${signature}`;
		}
	],
	[
		'a true signature under no claims of ours',
		() => {
			const content = `${encode({ alg: 'ES256' })}.${encode({ admin: true })}`;
			const options = { key: createPrivateKey(key), dsaEncoding: 'ieee-p1363' } as const;
			return `${content}.${sign('sha256', Buffer.from(content), options).toString('base64url')}`;
		}
	],
	['more parts', () => `${issuer.issue(claims)}.more`],
	['nothing like a token', () => 'hello']
])('forged with %s: refused', (_name, forge) => {
	expect(() => issuer.verify(forge())).toThrow('No suitable key or wrong key type');
});
