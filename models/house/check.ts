/**
 * Verifies the committed catalogue: every piece is what the manifest says, and the vectors are what
 * the committed encoder hears in the music as the renderer plays it now. If somebody changes the
 * synthesiser, this is what notices.
 */
import { parseEncoder } from '#lib/contracts/encoder-plan.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { manifestPieces, vectorDims, type Manifest } from '#lib/contracts/manifest.ts';
import { decodeFloat16 } from '#lib/domain/float16.ts';
import { decodeBlock } from '#workers/engine/decode-block.ts';
import { houseTracks } from '#workers/house/catalogue.ts';
import { readManifest, readPiece } from '../open-catalogue.ts';
import { revisionOf } from '../pack/pack-catalogue.ts';
import { catalogueStretches, soundVector } from './build.ts';
import { perform, type EncoderFiles } from './listen-worker.ts';

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
	const encoder = await readEncoder(folder, manifest);
	if (!encoder.ok) return encoder;
	const vectors = await readSoundVectors(folder, manifest);
	if (!vectors.ok) return vectors;

	const tracks = new Map(houseTracks().map((track) => [track.id, track]));
	if (vectors.value.size !== tracks.size) {
		return failed(
			'bad-input',
			`${folder}: has ${vectors.value.size} tracks, but the house plays ${tracks.size}`
		);
	}
	const ids = [...vectors.value.keys()];
	let leastCosine = 1;
	for (let n = 0; n < tracksToHear; n++) {
		const id = ids[Math.floor(((n + 0.5) * ids.length) / tracksToHear)] ?? '';
		const track = tracks.get(id);
		if (!track) return failed('bad-input', `${folder}: the house does not play ${id}`);
		const heard = soundVector(
			perform({
				kind: 'listen',
				track,
				stretches: catalogueStretches(track),
				encoder: encoder.value,
				alsoSum: []
			}).values
		);
		const cosine = cosineOf(heard, vectors.value.get(id) ?? heard);
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

async function readEncoder(folder: string, manifest: Manifest): Promise<Result<EncoderFiles>> {
	if (!manifest.encoder) return failed('malformed', `${folder}: there is no encoder`);
	const plan = parseEncoder(manifest.encoder.description);
	if (!plan.ok) return plan;
	const weights = await readPiece(folder, manifest.encoder.weights);
	if (!weights.ok) return weights;
	return success({
		description: plan.value.description,
		weights: new Uint8Array(weights.value)
	});
}

/** Each track's committed sound vector by its id. */
async function readSoundVectors(
	folder: string,
	manifest: Manifest
): Promise<Result<Map<string, Float32Array>>> {
	const byId = new Map<string, Float32Array>();
	for (const block of manifest.blocks) {
		const vectors = await readPiece(folder, block.pieces.vectors);
		if (!vectors.ok) return vectors;
		const titles = await readPiece(folder, block.pieces.titles);
		if (!titles.ok) return titles;
		const ids = await readPiece(folder, block.pieces.ids);
		if (!ids.ok) return ids;
		const decoded = await decodeBlock(manifest, block, {
			vectors: vectors.value,
			titles: titles.value,
			ids: ids.value
		});
		if (!decoded.ok) return decoded;
		const codes = new Int8Array(vectors.value, 0, block.trackCount * vectorDims);
		const scales = new DataView(vectors.value, codes.length);
		if (decoded.value.ids instanceof Uint8Array || manifest.encoding !== 'int8-row-scale') {
			return failed('unsupported', `${folder}: not packed as the house is`);
		}
		for (const [row, id] of decoded.value.ids.entries()) {
			const scale = decodeFloat16(scales.getUint16(row * 2, true));
			const own = codes.subarray(row * vectorDims, (row + 1) * vectorDims);
			byId.set(
				id,
				Float32Array.from(own, (code) => code * scale)
			);
		}
	}
	return success(byId);
}

function cosineOf(a: Float32Array, b: Float32Array): number {
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
