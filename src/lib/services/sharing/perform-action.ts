/**
 * Does one action in the gallery. Each may be done again after its answer was lost, and then has no
 * second effect: what is published is known by its content, a rating and a name replace themselves,
 * an upload counts once a day, and what is gone already is as good as deleted.
 */
import { success, type Result } from '#lib/contracts/failure.ts';
import type { PlaylistToPublish, SharingAction, SharingAnswer } from '#lib/contracts/sharing.ts';
import { parseCards, parseCount, parsePublished, parseRated } from './answers.ts';
import type { Call, GalleryClient, GalleryServer } from './gallery-server.ts';

/** A failure that is not retryable is the gallery's last word. */
export async function performAction(
	server: GalleryServer,
	action: SharingAction
): Promise<Result<SharingAnswer>> {
	const content = await server.call((client) => actionCall(client, action), { isWrite: true });
	if (content.ok) return keptIfUnreadable(parseAnswer(action, content.value));
	const isGone = action.kind === 'delete' && content.failure.code === 'not-found';
	return isGone ? success({ kind: 'delete' }) : content;
}

function actionCall(client: GalleryClient, action: SharingAction): Call {
	switch (action.kind) {
		case 'publish':
			return publishCall(client, action.playlist);
		case 'rename':
			return client.rpc('rename_playlist', { playlist_id: action.playlistId, name: action.name });
		case 'delete':
			return client.rpc('delete_playlist', { playlist_id: action.playlistId });
		case 'rate':
			return client.rpc('rate_playlist', { playlist_id: action.playlistId, stars: action.stars });
		case 'count-upload':
			return client.rpc('count_upload', { playlist_id: action.playlistId });
	}
}

function publishCall(client: GalleryClient, playlist: PlaylistToPublish): Call {
	const { request } = playlist;
	return client.rpc('publish_playlist', {
		name: playlist.name,
		catalogue_id: playlist.catalogueId,
		catalogue_revision: playlist.catalogueRevision,
		track_ids: [...playlist.trackIds],
		titles: [...playlist.titles],
		size: request.size,
		creativity: request.creativity,
		noise: request.noise,
		seed: request.seed,
		rules: request.rules,
		play_from: request.from ?? 'catalogue',
		waypoint_ids: [...request.waypointIds],
		less_like_ids: [...(request.lessLikeIds ?? [])],
		excluded_artists: [...(request.excludedArtists ?? [])]
	});
}

function parseAnswer(action: SharingAction, content: unknown): Result<SharingAnswer> {
	switch (action.kind) {
		case 'publish': {
			const published = parsePublished(content);
			if (!published.ok) return published;
			const { id, shared_name, is_new, is_own } = published.value;
			return success({
				kind: 'publish',
				id,
				sharedName: shared_name,
				isNew: is_new,
				isOwn: is_own
			});
		}
		case 'rename': {
			const cards = parseCards(content);
			if (!cards.ok) return cards;
			return success({ kind: 'rename', name: cards.value[0]?.name ?? action.name });
		}
		case 'delete':
			return success({ kind: 'delete' });
		case 'rate': {
			const rated = parseRated(content);
			if (!rated.ok) return rated;
			const { score, rating_count, own_stars } = rated.value;
			return success({ kind: 'rate', score, ratingCount: rating_count, stars: own_stars });
		}
		case 'count-upload': {
			const count = parseCount(content);
			return count.ok ? success({ kind: 'count-upload', uploadCount: count.value }) : count;
		}
	}
}

/** An answer that makes no sense does not say that it was not done: it is asked again. */
function keptIfUnreadable(answer: Result<SharingAnswer>): Result<SharingAnswer> {
	return answer.ok ? answer : { ok: false, failure: { ...answer.failure, retryable: true } };
}
