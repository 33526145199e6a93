/** What the page hands to the search by sound. */
import type { NearestRequest, NearTrack, PlayFrom, Track } from '#lib/contracts/engine.ts';
import type { Result } from '#lib/contracts/failure.ts';
import type { QueryListener } from './sound-query.svelte.ts';

export interface FindBySoundProps {
	/** Asked when there is first something to listen to. */
	readonly listener: () => Promise<QueryListener>;
	readonly nearest: (request: NearestRequest) => Promise<Result<readonly NearTrack[]>>;
	/** Which collection's tracks are looked for; the catalogue's unless told. */
	readonly from?: PlayFrom;
	/** What has to be fetched before the first listening; 0 where that is not known. */
	readonly encoderSizeBytes: number;
	readonly isWaypoint: (track: Track) => boolean;
	readonly onpick: (track: Track) => void;
	readonly canPlay: (track: Track) => boolean;
	/** The track that sounds now. */
	readonly playingId: string | null;
	/** Plays one of these, or pauses it where it sounds already. */
	readonly onplay: (tracks: readonly Track[], index: number) => void;
	/** Something is to be heard: what the page itself plays must not be in it. */
	readonly onlisten: () => void;
	readonly onplaylist: (tracks: readonly Track[], name: string) => void;
}
