/**
 * What a person wants to do, brought into the form in which the gallery takes it, or the reason why
 * it never will: said before anything is written down, in a sentence that names what is wrong.
 */
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import type { PlaylistToPublish, SharingAction } from '#lib/contracts/sharing.ts';
import { cleanText, maximumNameLength } from '#lib/domain/playlist-link.ts';
import {
	isCatalogueId,
	isCommonTrackId,
	isOwnFile,
	isPlaylistId,
	isRevision,
	isVisible,
	lengthOf,
	maximumArtistLength,
	maximumSeed,
	maximumSteers,
	maximumTitleLength,
	maximumTitlesLength,
	maximumTracks,
	maximumWaypoints
} from './rules.ts';

/** @returns the failure `refused` or `not-found`, whose message is for people */
export function toSendable(action: SharingAction): Result<SharingAction> {
	if (action.kind === 'publish') {
		const playlist = toPublishable(action.playlist);
		return playlist.ok ? success({ kind: 'publish', playlist: playlist.value }) : playlist;
	}
	if (!isPlaylistId(action.playlistId)) {
		return failed('not-found', 'There is no such playlist. It may have been deleted.');
	}
	const name = cleanText(action.name, maximumNameLength);
	if (action.kind === 'rename' && !isVisible(name)) return refused('A playlist needs a name.');
	return success({ ...action, name });
}

function toPublishable(playlist: PlaylistToPublish): Result<PlaylistToPublish> {
	const { request, trackIds, catalogueId, catalogueRevision } = playlist;
	const name = cleanText(playlist.name, maximumNameLength);
	if (!isVisible(name)) return refused('A playlist needs a name.');
	if (trackIds.length === 0) return refused('There is nothing in it yet.');
	if (trackIds.length > maximumTracks) {
		return refused(
			`It has ${trackIds.length} tracks. Up to ${maximumTracks} can be shared at once.`
		);
	}
	const ownTracks = trackIds.filter(isOwnFile).length;
	if (ownTracks > 0) return ownFiles('its tracks', ownTracks);
	const ownWaypoints = request.waypointIds.filter(isOwnFile).length;
	if (ownWaypoints > 0) return ownFiles('the tracks that it was made from', ownWaypoints);
	const lessLikeIds = request.lessLikeIds ?? [];
	const ownSteers = lessLikeIds.filter(isOwnFile).length;
	if (ownSteers > 0) return ownFiles('the tracks that it keeps away from', ownSteers);
	if (request.waypointIds.length > maximumWaypoints) {
		return refused(`It was made from more than ${maximumWaypoints} tracks.`);
	}
	const excludedArtists = (request.excludedArtists ?? [])
		.map((artist) => cleanText(artist, maximumArtistLength))
		.filter((artist) => artist !== '');
	if (lessLikeIds.length > maximumSteers || excludedArtists.length > maximumSteers) {
		return refused(`It keeps away from more than ${maximumSteers} tracks or artists.`);
	}
	const ids = [...trackIds, ...request.waypointIds, ...lessLikeIds];
	const isOfCatalogue = isCatalogueId(catalogueId) && isRevision(catalogueRevision);
	if (!isOfCatalogue || !ids.every(isCommonTrackId)) {
		return refused('Its catalogue has no names for tracks that others would know.');
	}
	const titles = trackIds.map((_, place) =>
		cleanText(playlist.titles[place] ?? '', maximumTitleLength)
	);
	const titlesLength = titles.reduce((sum, title) => sum + lengthOf(title), 0);
	if (titlesLength > maximumTitlesLength) {
		return refused('Its titles are too long, all together, to be shared.');
	}
	if (!isInRange(request)) return refused('A setting that it was made with is out of range.');
	const { waypointIds, size, creativity, noise, seed, rules, from = 'catalogue' } = request;
	return success({
		name,
		catalogueId,
		catalogueRevision,
		trackIds,
		titles,
		request: {
			...{ waypointIds, size, creativity, noise, seed, rules, from },
			...{ lessLikeIds, excludedArtists }
		}
	});
}

function isInRange({ size, creativity, noise, seed }: PlaylistToPublish['request']): boolean {
	return (
		isWithin(size, 1000) &&
		Number.isInteger(size) &&
		isWithin(creativity, 1) &&
		isWithin(noise, 1) &&
		isWithin(seed, maximumSeed) &&
		Number.isInteger(seed)
	);
}

function isWithin(value: number, most: number): boolean {
	return value >= 0 && value <= most;
}

function ownFiles(whose: string, count: number): Failed {
	return refused(
		count === 1
			? `One of ${whose} is a file of your own, which stays on your device.`
			: `${count} of ${whose} are files of your own, which stay on your device.`
	);
}

function refused(sentence: string): Failed {
	return failed('refused', sentence);
}
