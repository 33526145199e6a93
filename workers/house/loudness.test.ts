import { describe, expect, it } from 'vitest';
import { integratedLoudness } from './loudness.ts';

/** A sine of the given level in dB below full scale. */
function sineWave(
	hz: number,
	levelDb: number,
	seconds: number,
	sampleRateHz: number
): Float32Array {
	const level = Math.pow(10, levelDb / 20);
	return Float32Array.from(
		{ length: seconds * sampleRateHz },
		(_, i) => level * Math.sin((2 * Math.PI * hz * i) / sampleRateHz)
	);
}

describe('integrated loudness', () => {
	it.each([22_050, 44_100, 48_000])(
		'is what BS.1770 states for its test tone at %d Hz: a full sine in one channel is −3.01 LUFS',
		(sampleRateHz) => {
			const tone = sineWave(997, 0, 5, sampleRateHz);
			expect(integratedLoudness([tone], sampleRateHz)).toBeCloseTo(-3.01, 1);
		}
	);

	it('adds the channels’ power', () => {
		const tone = sineWave(997, -20, 5, 44_100);
		expect(integratedLoudness([tone, tone], 44_100)).toBeCloseTo(-20, 1);
	});

	it('weighs lows down and highs up', () => {
		const low = integratedLoudness([sineWave(50, -20, 5, 44_100)], 44_100);
		const high = integratedLoudness([sineWave(6_000, -20, 5, 44_100)], 44_100);
		expect(low).toBeLessThan(-24);
		expect(high).toBeCloseTo(-20 - 3.01 + 3.3, 0);
	});

	it('does not count silence', () => {
		const tone = sineWave(997, -18, 6, 44_100);
		const padded = new Float32Array(tone.length * 3);
		padded.set(tone);
		const difference = integratedLoudness([padded], 44_100) - integratedLoudness([tone], 44_100);
		expect(Math.abs(difference)).toBeLessThan(0.4);
	});
});
