/**
 * Reads the library's records back. What does not parse is absent: its file is then found and
 * analysed again, or its folder chosen again.
 */
import * as v from 'valibot';
import {
	libraryTrackSchema,
	type LibraryFolder,
	type LibrarySound,
	type LibraryTrack
} from '#lib/contracts/library.ts';
import { vectorDims } from '#lib/contracts/manifest.ts';
import { isLibraryId, type LibraryId } from '#lib/domain/library-id.ts';
import type { StoredSlices } from './library-storage.ts';

const id = v.custom<LibraryId>((value) => typeof value === 'string' && isLibraryId(value));

function numbers(isRightLength: (length: number) => boolean) {
	return v.custom<Float32Array<ArrayBuffer>>(
		(value) => value instanceof Float32Array && isRightLength(value.length)
	);
}

const soundSchema = v.object({
	id,
	encoderRevision: v.string(),
	sound: numbers((length) => length === vectorDims)
});

const slicesSchema = v.object({
	id,
	slices: numbers((length) => length > 0 && length % vectorDims === 0)
});

const folderSchema = v.object({
	id: v.string(),
	name: v.string(),
	addedAt: v.pipe(v.string(), v.isoTimestamp()),
	handle: v.nullable(v.custom<FileSystemDirectoryHandle>(isDirectoryHandle)),
	isWhole: v.boolean(),
	isListed: v.boolean()
});

function isDirectoryHandle(value: unknown): boolean {
	return (
		typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'directory'
	);
}

function reader<T>(schema: v.GenericSchema<unknown, T>): (record: unknown) => T | undefined {
	return (record) => {
		const parsed = v.safeParse(schema, record);
		return parsed.success ? parsed.output : undefined;
	};
}

export const parseStoredTrack = reader<LibraryTrack>(libraryTrackSchema);
export const parseStoredSound = reader<LibrarySound>(soundSchema);
export const parseStoredSlices = reader<StoredSlices>(slicesSchema);
export const parseStoredFolder = reader<LibraryFolder>(folderSchema);

/** Those of the records that parse. */
export function parsedRecords<T>(
	records: readonly unknown[],
	parse: (record: unknown) => T | undefined
): readonly T[] {
	return records.map(parse).filter((record) => record !== undefined);
}
