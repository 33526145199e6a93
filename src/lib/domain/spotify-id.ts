/**
 * Spotify's track ids: 22 base-62 digits that stand for a 128-bit number, packed into 16 bytes.
 *
 * What must stay true: packing and unpacking give the same id back, and an id that does not fit in
 * 128 bits (62²² is larger than 2¹²⁸) is not taken for one. Several digits go at a time, in plain
 * numbers: a catalogue has a million ids, and BigInt would take seconds.
 */

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digitCount = 22;
export const spotifyIdSizeBytes = 16;

/** The number is worked on as eight 16-bit limbs, five digits at a time: 2¹⁶ × 62⁵ < 2⁵³. */
const limbCount = 8;
const groupDigits = 5;
const groupBase = 62 ** groupDigits;
/** The first group is the short one: 22 = 2 + 4 × 5. */
const firstGroupDigits = digitCount % groupDigits;

const digitOfCode = new Int8Array(128).fill(-1);
for (let digit = 0; digit < alphabet.length; digit++)
	digitOfCode[alphabet.charCodeAt(digit)] = digit;

/** Scratch space for one call: nothing in it outlives the call. */
const limbs = new Float64Array(limbCount);

/** Whether a text is such an id and can be packed. */
export function isSpotifyId(text: string): boolean {
	return parseIntoLimbs(text);
}

/** Whether a text is written like such an id; made-up ones often stand for numbers beyond 128 bits. */
export function hasSpotifyIdShape(text: string): boolean {
	return /^[0-9A-Za-z]{22}$/.test(text);
}

/** The track's page, where people hear it and Spotify says whose it is. */
export function spotifyTrackUrl(id: string): string {
	return `https://open.spotify.com/track/${id}`;
}

/**
 * Writes an id as 16 bytes, big-endian.
 * @returns false, with nothing written, when it is not such an id
 */
export function packSpotifyId(id: string, target: Uint8Array, offset: number): boolean {
	if (!parseIntoLimbs(id)) return false;
	for (let i = 0; i < limbCount; i++) {
		const limb = limbs[i] as number;
		target[offset + 2 * i] = limb >> 8;
		target[offset + 2 * i + 1] = limb & 0xff;
	}
	return true;
}

/** Reads the id whose 16 bytes begin at an offset. */
export function unpackSpotifyId(bytes: Uint8Array, offset: number): string {
	for (let i = 0; i < limbCount; i++) {
		limbs[i] = (bytes[offset + 2 * i] as number) * 256 + (bytes[offset + 2 * i + 1] as number);
	}
	let digits = '';
	while (digits.length < digitCount) {
		let group = divideLimbs();
		const wanted = Math.min(groupDigits, digitCount - digits.length);
		let text = '';
		for (let i = 0; i < wanted; i++) {
			text = alphabet.charAt(group % 62) + text;
			group = Math.floor(group / 62);
		}
		digits = text + digits;
	}
	return digits;
}

function parseIntoLimbs(text: string): boolean {
	if (text.length !== digitCount) return false;
	limbs.fill(0);
	let group = 0;
	for (let i = 0; i < digitCount; i++) {
		const code = text.charCodeAt(i);
		const digit = code < 128 ? (digitOfCode[code] as number) : -1;
		if (digit < 0) return false;
		group = group * 62 + digit;
		if (i % groupDigits === firstGroupDigits - 1) {
			if (multiplyAdd(group) !== 0) return false;
			group = 0;
		}
	}
	return true;
}

/** limbs = limbs × 62⁵ + addend; gives what does not fit. */
function multiplyAdd(addend: number): number {
	let carry = addend;
	for (let i = limbCount - 1; i >= 0; i--) {
		const total = (limbs[i] as number) * groupBase + carry;
		carry = Math.floor(total / 65_536);
		limbs[i] = total - carry * 65_536;
	}
	return carry;
}

/** limbs = ⌊limbs / 62⁵⌋; gives the remainder. */
function divideLimbs(): number {
	let remainder = 0;
	for (let i = 0; i < limbCount; i++) {
		const total = remainder * 65_536 + (limbs[i] as number);
		const quotient = Math.floor(total / groupBase);
		limbs[i] = quotient;
		remainder = total - quotient * groupBase;
	}
	return remainder;
}
