/**
 * Where a track that plays at Spotify is in our own index: by its id; else the same song by artist
 * and title, whoever mastered or cut that recording.
 *
 * Keeps true: only ids and words are compared. What comes from Spotify goes into no model (their
 * developer policy), so nothing here asks what a track sounds like.
 */
import type { SearchRequest, Track } from '#lib/contracts/engine.ts';
import type { Result } from '#lib/contracts/failure.ts';
import { foldText, joinTitle, songKey } from '#lib/domain/title.ts';

export interface CatalogueIndex {
	lookUp(ids: readonly string[]): Promise<Result<readonly (Track | null)[]>>;
	search(request: SearchRequest): Promise<Result<readonly Track[]>>;
}

export interface SongName {
	/** Several are joined by commas; names of one may hold commas too. */
	readonly artist: string;
	readonly title: string;
}

export type Finding =
	| { readonly kind: 'found'; readonly track: Track }
	/** Probably: to be confirmed. */
	| { readonly kind: 'similar'; readonly tracks: readonly Track[] }
	| { readonly kind: 'missing' };

const searchLimit = 40;
const offeredCount = 3;

/** @param id null where it has none, as a file of one's own */
export async function findInCatalogue(
	index: CatalogueIndex,
	id: string | null,
	name: SongName
): Promise<Result<Finding>> {
	if (id !== null) {
		const found = await index.lookUp([id]);
		if (!found.ok) return found;
		const [track] = found.value;
		if (track) return { ok: true, value: { kind: 'found', track } };
	}
	return findByName(index, name);
}

async function findByName(index: CatalogueIndex, name: SongName): Promise<Result<Finding>> {
	const firstArtist = name.artist.split(', ')[0] ?? '';
	const artists = [...new Set([name.artist, firstArtist])].filter((artist) => artist !== '');
	for (const artist of artists.length === 0 ? [''] : artists) {
		const wanted = songKey(joinTitle(artist, name.title));
		const query = wanted.replace('\n', ' ').trim();
		if (query === '') continue;
		const answer = await index.search({ query, limit: searchLimit });
		if (!answer.ok) return answer;
		const same = answer.value.filter((track) => keyOf(track) === wanted);
		const tracks = same.length > 0 ? same : answer.value.filter(isBy(artist));
		if (tracks.length > 0) {
			return { ok: true, value: { kind: 'similar', tracks: tracks.slice(0, offeredCount) } };
		}
	}
	return { ok: true, value: { kind: 'missing' } };
}

function keyOf({ artist, title }: Track): string {
	return songKey(joinTitle(artist, title));
}

function isBy(artist: string): (track: Track) => boolean {
	const wanted = foldText(artist).trim();
	return (track) => foldText(track.artist).trim() === wanted;
}
