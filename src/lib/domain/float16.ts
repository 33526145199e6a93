/**
 * IEEE 754 half precision: 1 sign bit, 5 exponent bits, 10 fraction bits.
 *
 * Catalogues keep the scale of a quantised vector as a float16. What must stay true: `encodeFloat16`
 * rounds a double once, to nearest with ties to even, and `decodeFloat16` is exact, so a number that
 * has been through both is the same on every machine.
 */

const smallestNormalExponent = -14;
const fractionSteps = 1024;
const infinityBits = 0x7c00;
const quietNanBits = 0x7e00;

/** The 16 bits nearest to a number. Beyond ±65,520 that is an infinity; below 2⁻²⁵, a zero. */
export function encodeFloat16(value: number): number {
	if (Number.isNaN(value)) return quietNanBits;
	const signBit = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
	const magnitude = Math.abs(value);
	if (magnitude >= 65_520) return signBit | infinityBits;
	const exponent = Math.max(exponentOf(magnitude), smallestNormalExponent);
	// Dividing by a power of two is exact, so the one rounding is the one to whole steps.
	const steps = roundHalfToEven(magnitude / 2 ** (exponent - 10));
	// A normal number has 1024 … 2047 steps; 2048 carries into the exponent by itself, and a
	// subnormal one (fewer than 1024 steps) has the exponent field 0.
	return signBit | ((exponent - smallestNormalExponent) * fractionSteps + steps);
}

/** The number that 16 bits stand for. */
export function decodeFloat16(bits: number): number {
	const sign = bits & 0x8000 ? -1 : 1;
	const exponentField = (bits >> 10) & 0x1f;
	const fraction = bits & 0x3ff;
	if (exponentField === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
	if (exponentField === 0) return sign * fraction * 2 ** -24;
	return sign * (fractionSteps + fraction) * 2 ** (exponentField - 25);
}

/** The smallest float16 that is not below a non-negative number: what a scale has to be. */
export function encodeFloat16RoundedUp(value: number): number {
	const bits = encodeFloat16(value);
	return decodeFloat16(bits) < value ? bits + 1 : bits;
}

/** ⌊log₂ magnitude⌋, exact where `Math.log2` is a hair off. */
function exponentOf(magnitude: number): number {
	if (magnitude === 0) return smallestNormalExponent;
	const guess = Math.floor(Math.log2(magnitude));
	if (2 ** guess > magnitude) return guess - 1;
	return 2 ** (guess + 1) <= magnitude ? guess + 1 : guess;
}

function roundHalfToEven(value: number): number {
	const below = Math.floor(value);
	const rest = value - below;
	if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
	return below % 2 === 0 ? below : below + 1;
}
