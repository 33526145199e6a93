/**
 * What a shared playlist may hold: the same rules as the database's (supabase/migrations), so that
 * what it would refuse is not sent, and what it could not hold is not shown.
 */

export const maximumTracks = 500;
export const maximumTitleLength = 500;
/** Of all titles together, in characters. */
export const maximumTitlesLength = 60_000;
export const maximumWaypoints = 50;
export const maximumSteers = 50;
export const maximumArtistLength = 120;
export const maximumSeed = 0xffffffff;

export function isPlaylistId(id: string): boolean {
	return /^[0-9a-hjkmnp-tv-z]{12}$/.test(id);
}

export function isCatalogueId(id: string): boolean {
	return /^[a-z0-9][a-z0-9-]{0,62}$/.test(id);
}

export function isRevision(revision: string): boolean {
	return /^[0-9a-f]{4,64}$/.test(revision);
}

/** Whether a track's id means the same to everybody: a file of one's own means nothing to others. */
export function isCommonTrackId(id: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/.test(id) && !isOwnFile(id);
}

export function isOwnFile(id: string): boolean {
	return id.slice(0, 5).toLowerCase() === 'file:';
}

/** Whether anything of a name can be seen: a space or a direction mark by itself cannot. */
export function isVisible(name: string): boolean {
	return /[^\p{Cc}\p{Cf}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u.test(name);
}

/** In characters as people and PostgreSQL count them, not in UTF-16's units. */
export function lengthOf(text: string): number {
	return Array.from(text).length;
}
