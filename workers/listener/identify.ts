/** Who a file is: its id by content, what it says of itself, and a small cover. */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { IdentifiedFile } from '#lib/contracts/listener.ts';
import { contentId } from './content-id.ts';
import { coverThumbnail } from './cover-thumbnail.ts';
import { readTags } from './tags.ts';

/** @returns `empty-file`; `file-unreachable` where the system does not give its bytes */
export async function identify(file: File): Promise<Result<IdentifiedFile>> {
	if (file.size === 0) return failed('empty-file', 'the file has no bytes');
	try {
		const id = await contentId(file);
		const { tags, cover } = await readTags(file);
		return success({ id, tags, cover: cover && (await coverThumbnail(cover)) });
	} catch (error) {
		return failed('file-unreachable', error instanceof Error ? error.message : String(error));
	}
}
