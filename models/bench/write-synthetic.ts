/**
 * Writes a catalogue of made-up tracks: as many as one likes, with titles of the usual length (31
 * characters) and vectors that crowd as real ones do.
 *
 * Run as a program of its own, `node write-synthetic.ts DIR N`, so that what making them leaves in
 * memory is not taken for the engine's.
 */
import { vectorDims } from '#lib/contracts/manifest.ts';
import { encodeFloat16 } from '#lib/domain/float16.ts';
import { createRandom, type Random } from '#lib/domain/random.ts';
import { spotifyIdSizeBytes, unpackSpotifyId } from '#lib/domain/spotify-id.ts';
import { packCatalogue, type PackTrack } from '../pack/pack-catalogue.ts';
import type { Int8Row } from '../pack/row-quantiser.ts';

const clusterCount = 256;
const syllables =
	'ba be bo da de do fa fi ga go ka ke la le lo ma mi mo na ne no pa ra re ri sa se so ta te ti va ve wa za el an or is un'.split(
		' '
	);

function* syntheticTracks(trackCount: number): Generator<PackTrack> {
	const random = createRandom('synthetic');
	const centres = Array.from({ length: clusterCount }, () =>
		Float32Array.from({ length: vectorDims }, () => random.normal())
	);
	for (let made = 0; made < trackCount; made++) {
		yield {
			id: makeId(random),
			title: makeTitle(random),
			sound: makeRow(random.pick(centres), random),
			playlists: makeRow(random.pick(centres), random)
		};
		if ((made + 1) % 100_000 === 0) process.stderr.write(`${made + 1} tracks made\n`);
	}
}

/** Made in 8 bits at once: how well they are rounded is of no account here. */
function makeRow(centre: Float32Array, random: Random): Int8Row {
	const vector = centre.map((x) => x + 3 * (random.uniform() - 0.5));
	const largest = vector.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
	const codes = Int8Array.from(vector, (x) => Math.round((x / largest) * 127));
	return { codes, scaleBits: encodeFloat16(largest / 127 / Math.hypot(...vector)) };
}

function makeTitle(random: Random): string {
	const word = (): string => {
		const syllableCount = 1 + random.integer(3);
		const text = Array.from({ length: syllableCount }, () => random.pick(syllables)).join('');
		return text.charAt(0).toUpperCase() + text.slice(1);
	};
	const words = (most: number): string =>
		Array.from({ length: 1 + random.integer(most) }, word).join(' ');
	return `${words(3)} - ${words(6)}`;
}

function makeId(random: Random): string {
	const words = Uint32Array.from({ length: spotifyIdSizeBytes / 4 }, () => random.uint32());
	return unpackSpotifyId(new Uint8Array(words.buffer), 0);
}

const [outDir = '', trackCount = ''] = process.argv.slice(2);
const packed = await packCatalogue(syntheticTracks(Number(trackCount)), {
	outDir,
	id: 'synthetic',
	name: 'Synthetic',
	licence: '',
	playback: { kind: 'none' },
	encoding: 'int8-row-scale',
	idEncoding: 'spotify'
});
if (!packed.ok) {
	process.stderr.write(`${packed.failure.message}\n`);
	process.exitCode = 1;
}
