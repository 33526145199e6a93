/**
 * A file's id, by its content: SHA-256 of its size and of samples from its head, middle and tail.
 *
 * What must stay true, for ever: the same bytes give the same id, in every version of this program.
 * Libraries are kept under these ids, and files are recognised by them.
 */
import { libraryIdOf, type LibraryId } from '#lib/domain/library-id.ts';
import { sha256Hex } from '#lib/domain/sha256.ts';

const sampleBytes = 65_536;

/**
 * SHA-256 of: the size in bytes (64 bits, little-endian), then the first 64 KiB, the 64 KiB in the
 * middle (rounded down) and the last 64 KiB; or all bytes, where there are no more than those.
 * @throws what reading the file throws
 */
export async function contentId(file: Blob): Promise<LibraryId> {
	const size = new DataView(new ArrayBuffer(8));
	size.setBigUint64(0, BigInt(file.size), true);
	const bytes = await new Blob([size, ...samplesOf(file)]).arrayBuffer();
	return libraryIdOf(await sha256Hex(bytes));
}

function samplesOf(file: Blob): readonly Blob[] {
	if (file.size <= 3 * sampleBytes) return [file];
	const middle = Math.floor((file.size - sampleBytes) / 2);
	const starts = [0, middle, file.size - sampleBytes];
	return starts.map((start) => file.slice(start, start + sampleBytes));
}
