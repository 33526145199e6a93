/** Where a catalogue goes block by block: the engine's tables, seen from the download. */
import type { Result } from '#lib/contracts/failure.ts';
import type { Manifest, PieceKind } from '#lib/contracts/manifest.ts';

/** A block's pieces, verified. */
export type BlockPieces = { readonly [kind in PieceKind]: ArrayBuffer };

export interface CatalogueSink {
	/** A catalogue is about to arrive, from its first block on. What was in service stays so until the new one's last block, unless nothing was. */
	begin(manifest: Manifest): void;
	/** Blocks arrive in order. A piece that cannot be decoded is a failure naming it. */
	append(blockIndex: number, pieces: BlockPieces): Promise<Result<void>>;
}
