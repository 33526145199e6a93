/**
 * The library: the visitor's own files, analysed on their own machine.
 *
 * A track's record, its slices' embeddings and its pooled vector are kept on this device and
 * nowhere else. What must stay true: a record's id is its content's, so no file is analysed twice;
 * vectors carry the revision of the encoder that made them, and only those of the current one are
 * ever compared.
 */
import * as v from 'valibot';
import type { LibraryId } from '../domain/library-id.ts';
import { isLibraryId } from '../domain/library-id.ts';
import type { Failure } from './failure.ts';

const text = v.pipe(v.string(), v.maxLength(2000));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const optionalNumber = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)));
const libraryId = v.custom<LibraryId>(
	(id) => typeof id === 'string' && isLibraryId(id),
	'expected file: and 32 hexadecimal digits'
);

/** Where the file was found: the same content may lie in several places. */
const placeSchema = v.object({
	/** The folder that was chosen; files chosen one by one have a folder of their own for each choice. */
	folderId: text,
	/** From that folder, with forward slashes, its own name included: `Music/Artist/01 Song.mp3`. */
	path: v.pipe(v.string(), v.maxLength(10_000)),
	sizeBytes: whole,
	/** `File.lastModified` */
	modifiedMs: v.number()
});

const failureSchema = v.object({
	code: v.pipe(v.string(), v.maxLength(40)),
	message: text
});

const analysedSchema = v.object({
	kind: v.literal('analysed'),
	encoderRevision: text,
	mode: v.picklist(['quick', 'thorough']),
	notes: v.array(v.picklist(['padded', 'cut-short', 'sampled'])),
	/** Id of the batch that its vector was weighed in; null while it is a plain mean. */
	batchId: v.nullable(text)
});

/** It cannot be analysed, and why; tried again only when somebody asks or its bytes change. */
const brokenSchema = v.object({ kind: v.literal('broken'), failure: failureSchema });

const stateSchema = v.variant('kind', [
	v.object({
		kind: v.literal('waiting'),
		/** What it was before it was to be analysed again, and is again if that is called off. */
		previous: v.exactOptional(v.variant('kind', [analysedSchema, brokenSchema])),
		/** How often its analysis was begun and never ended: the page died with it. */
		attempts: v.exactOptional(whole)
	}),
	analysedSchema,
	brokenSchema
]);

export const libraryTrackSchema = v.object({
	id: libraryId,
	artist: text,
	title: text,
	album: text,
	albumArtist: text,
	genre: text,
	year: optionalNumber,
	discNumber: optionalNumber,
	trackNumber: optionalNumber,
	durationSeconds: optionalNumber,
	codec: text,
	/** Key of its cover among the covers; tracks of an album share one. */
	coverId: v.nullable(text),
	addedAt: v.pipe(v.string(), v.isoTimestamp()),
	places: v.pipe(v.array(placeSchema), v.minLength(1)),
	state: stateSchema
});

export type LibraryTrack = v.InferOutput<typeof libraryTrackSchema>;
export type LibraryPlace = LibraryTrack['places'][number];
export type LibraryTrackState = LibraryTrack['state'];

/** A folder (or a handful of files) that somebody chose. */
export interface LibraryFolder {
	readonly id: string;
	readonly name: string;
	readonly addedAt: string;
	/** What opens it again after a restart, where the browser gives such handles. */
	readonly handle: FileSystemDirectoryHandle | null;
	/** A folder with all that is in it; false: files that were chosen one by one. */
	readonly isWhole: boolean;
	/** False while its listing has not come to an end: after a crash there may be more in it. */
	readonly isListed: boolean;
}

/**
 * Whether a folder's files can be read: `open`, `ask` (the browser wants to be asked, in a click)
 * or `choose` (it has to be chosen again).
 */
export type FolderAccess = 'open' | 'ask' | 'choose';

/** A track's vector in the sound space. */
export interface LibrarySound {
	readonly id: LibraryId;
	readonly encoderRevision: string;
	/** float32[100], of unit length. */
	readonly sound: Float32Array<ArrayBuffer>;
}

/** What the engine needs of the library: `titles[i]` and `sound[100 i … ]` are those of `ids[i]`. */
export interface LibraryTable {
	readonly encoderRevision: string;
	readonly ids: readonly LibraryId[];
	/** `Artist - Title` */
	readonly titles: readonly string[];
	readonly sound: Float32Array;
}

/** How a scan of folders stands. */
export type ScanProgress =
	| { readonly phase: 'idle' }
	/** Files are looked up and their tags read; how many there will be is not known yet. */
	| { readonly phase: 'listing'; readonly foundFiles: number; readonly readFiles: number }
	| {
			readonly phase: 'analysing';
			readonly isPaused: boolean;
			/** Of this scan: analysed or found broken. */
			readonly doneFiles: number;
			readonly totalFiles: number;
			/** Files a second, over the last while; 0 while nothing is known. */
			readonly rate: number;
			readonly secondsLeft: number | null;
			/** The path of the file that is listened to now. */
			readonly currentPath: string;
			readonly brokenFiles: number;
	  }
	/** It cannot go on (no room, no sound network): what waits goes on waiting, `resume` tries again. */
	| {
			readonly phase: 'stopped';
			readonly failure: Failure;
			readonly doneFiles: number;
			readonly totalFiles: number;
	  }
	/** Another tab of this site does the work. */
	| {
			readonly phase: 'elsewhere';
			readonly isPaused: boolean;
			readonly doneFiles: number;
			readonly totalFiles: number;
	  };
