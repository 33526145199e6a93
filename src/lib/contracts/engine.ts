/**
 * What is asked of the engine and what it answers. The worker's interface itself is the type of
 * the object that it exposes (`workers/engine/api.ts`); these are the shapes that go through it.
 */
import type { Playback } from './manifest.ts';
import type { Rule } from '../domain/playlist-rules.ts';
import type { Failure } from './failure.ts';

/** `wasm`: SIMD kernels; `webgpu`: compute shaders; `reference`: plain TypeScript, what tests hold the others against. */
export type BackendName = 'wasm' | 'webgpu' | 'reference';

export interface Track {
	readonly id: string;
	/** The part of the title before the first ` - `, or the whole of it where there is none. */
	readonly artist: string;
	/** The part after the first ` - `; empty where there is none. */
	readonly title: string;
}

/** Which collection's tracks may come up. Waypoints may be of either, always. */
export type PlayFrom = 'catalogue' | 'library' | 'both';

/** `improved`: the rules below; `original`: exactly what Deej-A.I. did. */
export type RulesVersion = 'improved' | 'original';

export interface PlaylistRequest {
	readonly waypointIds: readonly string[];
	/** One waypoint or none: tracks in all. Two or more: tracks between each pair. 0 … 1,000. */
	readonly size: number;
	/** 0: by the company tracks keep; 1: by how they sound. */
	readonly creativity: number;
	/** Standard deviation of the random part, relative to the query's length. 0 … 1. */
	readonly noise: number;
	/** The same request with the same seed gives the same playlist everywhere. */
	readonly seed: number;
	readonly rules: RulesVersion;
	/** The catalogue unless told. */
	readonly from?: PlayFrom;
	/** Ids that must not come up and whose vectors are subtracted: "less like this". */
	readonly lessLikeIds?: readonly string[];
	/**
	 * The playlist's beginning where it is settled already: choosing goes on after it. Waypoints
	 * among these stand where the request's own waypoints do.
	 */
	readonly keptIds?: readonly string[];
	/** Artists that must not come up, compared folded. */
	readonly excludedArtists?: readonly string[];
}

/** Why a track is where it is. Scores are cosines to the query, −1 … 1. */
export interface PickReason {
	readonly isWaypoint: boolean;
	readonly soundScore: number;
	readonly playlistsScore: number;
	/** Between which waypoints (positions among them), and how far along, 0 … 1; absent for one waypoint. */
	readonly between?: { readonly from: number; readonly to: number; readonly progress: number };
	/** The rules that had to be given up for this pick, because nothing else was left. */
	readonly relaxed: readonly Rule[];
}

export interface Pick {
	readonly track: Track;
	readonly reason: PickReason;
}

export interface Playlist {
	readonly picks: readonly Pick[];
	/** Waypoints that this catalogue does not hold. */
	readonly unknownIds: readonly string[];
	/** How many tracks were asked for but are not to be had, 0 as a rule. */
	readonly missingCount: number;
	readonly seed: number;
	/** Time that the engine took. */
	readonly elapsedMs: number;
}

export interface SearchRequest {
	readonly query: string;
	/** At most this many; 250 unless told. */
	readonly limit?: number;
	/** `relevance`: whole words, then prefixes, then the rest, each by popularity; `title`: the original's order. */
	readonly order?: 'relevance' | 'title';
	/** The catalogue unless told. Of `both`, the library's come first. */
	readonly from?: PlayFrom;
}

/** Asks which tracks sound most like a vector of the sound space. */
export interface NearestRequest {
	/** 100 numbers, of any length but zero. */
	readonly sound: Float32Array | Float64Array;
	readonly limit: number;
	/** The catalogue unless told. */
	readonly from?: PlayFrom;
}

export interface NearTrack {
	readonly track: Track;
	/** Cosine, −1 … 1. */
	readonly score: number;
}

/** What came of handing the library to the engine. */
export interface LibraryReport {
	readonly trackCount: number;
	/** For each track in its turn the id of the catalogue's track that it was recognised as, or null. */
	readonly recognisedAs: readonly (string | null)[];
}

export interface CatalogueSummary {
	readonly id: string;
	readonly name: string;
	readonly licence: string;
	readonly revision: string;
	readonly trackCount: number;
	readonly playback: Playback;
	/** Of the sound network that it brings; null where it brings none. */
	readonly encoderRevision: string | null;
	/** What has to be fetched of it before the first listening; 0 where there is none. */
	readonly encoderSizeBytes: number;
}

/** What the `Catalogue` status shows. `loaded` tracks can be used while the rest is on its way. */
export type CatalogueProgress =
	| { readonly phase: 'connecting' }
	| {
			readonly phase: 'loading';
			readonly catalogue: CatalogueSummary;
			readonly loadedTracks: number;
			readonly doneBytes: number;
			readonly totalBytes: number;
			/** Whether pieces come over the network now, or from this device. */
			readonly isDownloading: boolean;
			readonly backend: BackendName;
	  }
	| {
			readonly phase: 'ready';
			readonly catalogue: CatalogueSummary;
			readonly loadedTracks: number;
			readonly totalBytes: number;
			readonly backend: BackendName;
			/** False where the browser refuses storage: it is held in memory until the page closes. */
			readonly isStored: boolean;
			/** Why a newer revision is not in service though there is one; this one serves on. */
			readonly setback?: Failure;
	  }
	| {
			readonly phase: 'failed';
			readonly failure: Failure;
			/** What can still be used: the blocks that did arrive, or an older revision. */
			readonly catalogue: CatalogueSummary | null;
			readonly loadedTracks: number;
	  };
