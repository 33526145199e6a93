/** Small catalogues for tests: real manifests over pieces of made-up bytes. */
import { standardFrontEnd } from '#lib/contracts/encoder.ts';
import {
	manifestFileName,
	manifestPieces,
	type Manifest,
	type Piece
} from '#lib/contracts/manifest.ts';
import { sha256Hex } from '#lib/domain/sha256.ts';

export interface FakeCatalogue {
	readonly manifest: Manifest;
	/** File name → content, the manifest included. */
	readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

export interface FakeCatalogueOptions {
	readonly id?: string;
	readonly name?: string;
	readonly blockCount?: number;
	/** Blocks whose pieces differ from those of the first edition. */
	readonly changedBlocks?: readonly number[];
	readonly edition?: string;
	readonly hasEncoder?: boolean;
}

export const tracksPerBlock = 10;

export async function fakeCatalogue(options: FakeCatalogueOptions = {}): Promise<FakeCatalogue> {
	const {
		id = 'fake',
		name = 'Fake',
		blockCount = 4,
		changedBlocks = [],
		edition = 'new'
	} = options;
	const files = new Map<string, Uint8Array<ArrayBuffer>>();
	const add = async (kind: string, firstTrack: number, content: string): Promise<Piece> => {
		const bytes = new TextEncoder().encode(content.repeat(kind === 'vectors' ? 40 : 3));
		const sha256 = await sha256Hex(bytes);
		const file = `${kind}-${firstTrack}-${sha256.slice(0, 16)}.bin`;
		files.set(file, bytes);
		return { file, sizeBytes: bytes.length, sha256 };
	};
	const blocks: Manifest['blocks'] = [];
	for (let block = 0; block < blockCount; block++) {
		const firstTrack = block * tracksPerBlock;
		const content = `${id} ${block} ${changedBlocks.includes(block) ? edition : 'first'} `;
		blocks.push({
			firstTrack,
			trackCount: tracksPerBlock,
			pieces: {
				vectors: await add('vectors', firstTrack, `vectors ${content}`),
				titles: await add('titles', firstTrack, `titles ${content}`),
				ids: await add('ids', firstTrack, `ids ${content}`)
			}
		});
	}
	const unnamed: Manifest = {
		format: 'deejai-catalogue',
		version: 1,
		id,
		name,
		licence: 'CC0-1.0',
		revision: '0'.repeat(64),
		trackCount: blockCount * tracksPerBlock,
		dims: 100,
		encoding: 'int8-row-scale',
		idEncoding: 'text',
		playback: { kind: 'none' },
		blocks,
		encoder: options.hasEncoder
			? { description: encoderDescription, weights: await add('encoder', 0, `encoder ${id}`) }
			: null
	};
	const hashes = manifestPieces(unnamed).map(({ sha256 }) => sha256);
	const revision = await sha256Hex(new TextEncoder().encode(hashes.join('')));
	const manifest = { ...unnamed, revision };
	files.set(manifestFileName, new TextEncoder().encode(JSON.stringify(manifest)));
	return { manifest, files };
}

const encoderDescription: NonNullable<Manifest['encoder']>['description'] = {
	id: 'fake-encoder',
	frontEnd: standardFrontEnd,
	layers: [{ kind: 'flatten' }],
	tensors: [],
	weightsSizeBytes: 0
};
