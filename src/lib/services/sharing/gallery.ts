/**
 * What is read of the gallery.
 */
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import type {
	GalleryCursor,
	GalleryOrder,
	GalleryPage,
	SharedCard,
	SharedPlaylist
} from '#lib/contracts/sharing.ts';
import { cleanText } from '#lib/domain/playlist-link.ts';
import { parseCards, parseDetails } from './answers.ts';
import type { Call, GalleryClient, GalleryServer } from './gallery-server.ts';
import { isPlaylistId } from './rules.ts';

const pageSize = 24;
/** One more tells whether there is a next page. */
const rowsAskedFor = pageSize + 1;

/** The database reads no more of a query. */
const maximumQueryLength = 200;

export async function readPage(
	server: GalleryServer,
	order: GalleryOrder,
	after: GalleryCursor | null
): Promise<Result<GalleryPage>> {
	const last = after?.order === order ? after.last : null;
	const content = await server.call((client) => listCall(client, order, last), { isWrite: false });
	if (!content.ok) return content;
	const parsed = parseCards(content.value);
	if (!parsed.ok) return parsed;
	const cards = parsed.value.slice(0, pageSize);
	const lastCard = cards.at(-1);
	const hasMore = Array.isArray(content.value) && content.value.length > pageSize;
	return success({ cards, next: hasMore && lastCard ? { order, last: lastCard } : null });
}

function listCall(client: GalleryClient, order: GalleryOrder, last: SharedCard | null): Call {
	const page = { page_size: rowsAskedFor };
	switch (order) {
		case 'latest':
			return client.rpc('latest_playlists', {
				...page,
				...(last && { after_created_at: last.createdAt, after_id: last.id })
			});
		case 'own':
			return client.rpc('own_playlists', {
				...page,
				...(last && { after_created_at: last.createdAt, after_id: last.id })
			});
		case 'top-rated':
			return client.rpc('top_rated_playlists', {
				...page,
				...(last && {
					after_score: last.score,
					after_rating_count: last.ratingCount,
					after_id: last.id
				})
			});
		case 'most-uploaded':
			return client.rpc('most_uploaded_playlists', {
				...page,
				...(last && { after_upload_count: last.uploadCount, after_id: last.id })
			});
	}
}

export async function searchGallery(
	server: GalleryServer,
	query: string,
	signal: AbortSignal | undefined
): Promise<Result<readonly SharedCard[]>> {
	const words = cleanText(query, maximumQueryLength);
	if (words === '') return success([]);
	const content = await server.call(
		(client) => client.rpc('search_playlists', { query: words, page_size: pageSize }),
		{ isWrite: false, signal }
	);
	return content.ok ? parseCards(content.value) : content;
}

export async function readPlaylist(
	server: GalleryServer,
	id: string
): Promise<Result<SharedPlaylist>> {
	if (!isPlaylistId(id)) return noSuchPlaylist();
	const content = await server.call((client) => client.rpc('get_playlist', { playlist_id: id }), {
		isWrite: false
	});
	if (!content.ok) return content;
	const parsed = parseDetails(content.value);
	if (!parsed.ok) return parsed;
	return parsed.value ? success(parsed.value) : noSuchPlaylist();
}

function noSuchPlaylist(): Failed {
	return failed('not-found', 'There is no such playlist. It may have been deleted.');
}
