/**
 * Measures the catalogue and writes `gains.ts` anew, so that each track comes out at −14 LUFS. To be
 * run after anything that changes how the music sounds (about a quarter of an hour of one core):
 *
 *     node -e "import('./workers/house/calibrate.ts').then((m) => console.log(m.gainsModule(m.measureGains())))"
 */
import { type HouseTrack, houseTracks } from './catalogue.ts';
import { trackGainsDb } from './gains.ts';
import { integratedLoudness } from './loudness.ts';
import { renderTrack } from './render.ts';

const TARGET_LUFS = -14;
/** The music is the same at this rate and half the work; its loudness differs by less than 0.5 LU. */
const SAMPLE_RATE_HZ = 22_050;

/** Decibels to add to the track's gain; measured again where a large step may have met the limiter. */
function correctionDb(track: HouseTrack): number {
	let correction = 0;
	for (let pass = 0; pass < 2; pass++) {
		const tried = { ...track, gainDb: track.gainDb + correction };
		const { left, right } = renderTrack(tried, { sampleRateHz: SAMPLE_RATE_HZ });
		const step = TARGET_LUFS - integratedLoudness([left, right], SAMPLE_RATE_HZ);
		correction += step;
		if (Math.abs(step) < 2) break;
	}
	return correction;
}

/** Decibels for the tracks from … to − 1, so that several processes can share the work. */
export function measureGains(from = 0, to = Infinity): number[] {
	return houseTracks()
		.slice(from, to)
		.map((track, index) => (trackGainsDb[from + index] ?? 0) + correctionDb(track));
}

/** The text of `gains.ts`. */
export function gainsModule(gains: readonly number[]): string {
	const rows: string[] = [];
	for (let i = 0; i < gains.length; i += 16) {
		const row = gains.slice(i, i + 16).map((gain) => gain.toFixed(1));
		rows.push(`\t${row.join(', ')}`);
	}
	return [
		'/** Decibels that bring each track of the catalogue to −14 LUFS. Made by `calibrate.ts`. */',
		'// prettier-ignore',
		`export const trackGainsDb: readonly number[] = [\n${rows.join(',\n')}\n];`
	].join('\n');
}
