/**
 * Hands a catalogue's blocks to the engine in order, each as soon as it is whole, while the next
 * ones are on their way.
 */
import { internalFailure, success, type Result } from '#lib/contracts/failure.ts';
import type { Block, Manifest } from '#lib/contracts/manifest.ts';
import type { BlockPieces, CatalogueSink } from './sink.ts';
import { stopWith, superseded } from './stopping.ts';

/** A block's pieces, or undefined where it is not to be had from there. */
export type ObtainBlock = (
	block: Block,
	signal: AbortSignal
) => Promise<Result<BlockPieces | undefined>>;

export interface DeliverBlocksOptions {
	readonly manifest: Manifest;
	readonly fromBlock: number;
	readonly obtain: ObtainBlock;
	/** Blocks that are obtained before their turn: what bounds the memory. */
	readonly aheadBlocks: number;
	readonly sink: CatalogueSink;
	readonly signal: AbortSignal;
	readonly onDelivered: (trackCount: number) => void;
}

/**
 * @returns the block that comes next: the number of blocks when all were delivered, or else the
 * first that was not to be had
 */
export async function deliverBlocks(options: DeliverBlocksOptions): Promise<Result<number>> {
	const { manifest, fromBlock, obtain, aheadBlocks, sink, signal, onDelivered } = options;
	const stop = stopWith(signal);
	const upcoming = manifest.blocks.slice(fromBlock);
	const obtaining: Promise<Result<BlockPieces | undefined>>[] = [];
	let next = fromBlock;
	try {
		for (const block of manifest.blocks.slice(fromBlock)) {
			for (const ahead of upcoming.splice(0, 1 + aheadBlocks - obtaining.length)) {
				obtaining.push(obtain(ahead, stop.signal));
			}
			const obtained = await obtaining.shift();
			if (signal.aborted) return superseded();
			if (obtained?.ok === false) return obtained;
			if (obtained?.value === undefined) return success(next);
			const appended = await append(sink, next, obtained.value);
			if (!appended.ok) return appended;
			next += 1;
			onDelivered(block.firstTrack + block.trackCount);
		}
		return success(next);
	} finally {
		// Nothing is left running behind a caller's back: it may let go of its lock now.
		stop.stop();
		await Promise.allSettled(obtaining);
		stop.release();
	}
}

async function append(
	sink: CatalogueSink,
	blockIndex: number,
	pieces: BlockPieces
): Promise<Result<void>> {
	try {
		return await sink.append(blockIndex, pieces);
	} catch (thrown) {
		return internalFailure(thrown);
	}
}
