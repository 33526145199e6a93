/**
 * Verifies the committed catalogue: every piece is what the manifest says, and the vectors are what
 * the committed encoder hears in the music as the renderer plays it now. If somebody changes the
 * synthesiser, this is what notices.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { manifestPieces } from '#lib/contracts/manifest.ts';
import { houseTracks } from '#workers/house/catalogue.ts';
import { readManifest, readPiece } from '../open-catalogue.ts';
import { readEncoderFiles } from '../open-encoder.ts';
import { openEngine } from '../open-engine.ts';
import { revisionOf } from '../pack/pack-catalogue.ts';
import { catalogueStretches, soundVector } from './build.ts';
import { perform } from './listen-worker.ts';

export interface CheckedHouse {
	readonly pieces: number;
	readonly heard: number;
	/** Of what is heard to what is committed, over all tracks heard. */
	readonly leastCosine: number;
}

/** Quantisation and another machine's last bits cost far less; another sound costs more. */
const requiredCosine = 0.999;
const tracksToHear = 6;

/** @returns the first thing that is wrong as `piece-corrupt`, `malformed` or `bad-input` */
export async function checkHouse(folder: string): Promise<Result<CheckedHouse>> {
	const read = await readManifest(folder);
	if (!read.ok) return read;
	const manifest = read.value;
	const pieces = manifestPieces(manifest);
	for (const piece of pieces) {
		const bytes = await readPiece(folder, piece);
		if (!bytes.ok) return bytes;
	}
	if (revisionOf(manifest) !== manifest.revision) {
		return failed('malformed', `${folder}: the manifest's revision is not its pieces'`);
	}
	const files = await readEncoderFiles(folder, manifest);
	if (!files.ok) return files;
	const encoder = { description: files.value.plan.description, weights: files.value.weights };
	const engine = await openEngine(folder);
	if (!engine.ok) return engine;
	const { collection } = engine.value;
	if (!collection) return failed('internal', `${folder}: was opened and is not there`);

	const tracks = new Map(houseTracks().map((track) => [track.id, track]));
	if (collection.trackCount !== tracks.size) {
		return failed(
			'bad-input',
			`${folder}: has ${collection.trackCount} tracks, but the house plays ${tracks.size}`
		);
	}
	let leastCosine = 1;
	for (let n = 0; n < tracksToHear; n++) {
		const row = Math.floor(((n + 0.5) * collection.trackCount) / tracksToHear);
		const { id } = collection.trackAt(row);
		const track = tracks.get(id);
		if (!track) return failed('bad-input', `${folder}: the house does not play ${id}`);
		const heard = soundVector(
			perform({
				kind: 'listen',
				track,
				stretches: catalogueStretches(track),
				encoder,
				alsoSum: []
			}).values
		);
		const cosine = cosineOf(heard, collection.vectors.readVector('sound', row));
		if (!(cosine >= requiredCosine)) {
			return failed(
				'bad-input',
				`${folder}: ${id} does not sound as it did when its vector was made (cosine ${cosine.toFixed(4)}); build the catalogue again`
			);
		}
		leastCosine = Math.min(leastCosine, cosine);
	}
	return success({ pieces: pieces.length, heard: tracksToHear, leastCosine });
}

function cosineOf(a: Float32Array, b: Float64Array): number {
	let ab = 0;
	let aa = 0;
	let bb = 0;
	for (let i = 0; i < a.length; i++) {
		ab += (a[i] as number) * (b[i] as number);
		aa += (a[i] as number) ** 2;
		bb += (b[i] as number) ** 2;
	}
	return ab / Math.sqrt(aa * bb);
}
