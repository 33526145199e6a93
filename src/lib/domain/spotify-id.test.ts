import { describe, expect, it } from 'vitest';
import {
	hasSpotifyIdShape,
	isSpotifyId,
	packSpotifyId,
	spotifyIdSizeBytes,
	unpackSpotifyId
} from './spotify-id.ts';

function pack(id: string): Uint8Array | null {
	const bytes = new Uint8Array(spotifyIdSizeBytes);
	return packSpotifyId(id, bytes, 0) ? bytes : null;
}

/** The plain definition, slow: what the fast one is held against. */
function idOfNumber(value: bigint): string {
	const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
	let digits = '';
	for (let rest = value; digits.length < 22; rest /= 62n) {
		digits = alphabet.charAt(Number(rest % 62n)) + digits;
	}
	return digits;
}

function bytesOfNumber(value: bigint): Uint8Array {
	return Uint8Array.from(Buffer.from(value.toString(16).padStart(32, '0'), 'hex'));
}

describe('Spotify ids', () => {
	it('pack into the 16 bytes of their number, big-endian, and come back', () => {
		const values = [0n, 1n, 61n, 62n, 62n ** 21n, 2n ** 64n, 2n ** 127n + 12_345n, 2n ** 128n - 1n];
		for (let i = 0n; i < 500n; i++)
			values.push((i * 0x9e3779b97f4a7c15f39cc0605cedc835n) % 2n ** 128n);
		for (const value of values) {
			const id = idOfNumber(value);
			expect(pack(id)).toEqual(bytesOfNumber(value));
			expect(unpackSpotifyId(bytesOfNumber(value), 0)).toBe(id);
		}
	});

	it('lie at any offset without touching what is beside them', () => {
		const bytes = new Uint8Array(48).fill(7);
		expect(packSpotifyId('1reZoCojHzMjY0fzz1QOAN', bytes, 16)).toBe(true);
		expect(unpackSpotifyId(bytes, 16)).toBe('1reZoCojHzMjY0fzz1QOAN');
		expect([...bytes.subarray(0, 16), ...bytes.subarray(32)].every((byte) => byte === 7)).toBe(
			true
		);
	});

	it('are refused when they are not such a number', () => {
		const outside = [
			'',
			'1reZoCojHzMjY0fzz1QOA',
			'1reZoCojHzMjY0fzz1QOANN',
			'1reZoCojHzMjY0fzz1QO-N',
			'1reZoCojHzMjY0fzz1QOÄN',
			idOfNumber(2n ** 128n),
			'ZZZZZZZZZZZZZZZZZZZZZZ'
		];
		for (const id of outside) {
			expect(isSpotifyId(id)).toBe(false);
			expect(pack(id)).toBeNull();
		}
		expect(outside.filter(hasSpotifyIdShape)).toEqual(outside.slice(-2));
		expect(isSpotifyId(idOfNumber(2n ** 128n - 1n))).toBe(true);
	});
});
