/**
 * What is kept on this device, as a port: the page and the workers know this and nothing below it.
 *
 * What must stay true of every implementation (`storage-contract.ts` holds them to it):
 * - A write that cannot be done is a `Failure` (`storage-full`, `storage-unavailable`), never a throw.
 * - What cannot be read, or does not parse, counts as absent: the caller then makes or fetches it
 *   again. Nothing that is read back is trusted.
 * - A catalogue is published whole or not at all, and a published one never loses a piece that it
 *   needs to another's publication.
 */
import type { Result } from '#lib/contracts/failure.ts';
import type { Manifest } from '#lib/contracts/manifest.ts';
import type { SavedPlaylist } from '#lib/contracts/saved-playlist.ts';

export interface StoredCatalogue {
	readonly manifest: Manifest;
	/** ISO 8601. */
	readonly publishedAt: string;
}

export type Json =
	string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface SettingsStorage {
	/** Whatever was written last under this key, for the caller to parse; undefined: nothing. */
	readSetting(key: string): Promise<unknown>;
	writeSetting(key: string, value: Json): Promise<Result<void>>;

	/** Everything after this finds nothing and writes nothing. */
	close(): void;
}

export interface DeviceStorage extends SettingsStorage {
	/** The piece's bytes as they were written. Whoever reads them checks their hash. */
	readPiece(sha256: string): Promise<Blob | undefined>;
	writePiece(sha256: string, blob: Blob): Promise<Result<void>>;
	storedPieces(): Promise<ReadonlySet<string>>;

	/**
	 * Makes this the catalogue's stored revision and deletes pieces that no published catalogue
	 * needs, in one transaction. Refuses when a piece that it requires is not stored.
	 */
	publishCatalogue(manifest: Manifest): Promise<Result<void>>;
	readCatalogue(id: string): Promise<StoredCatalogue | undefined>;
	listCatalogues(): Promise<readonly StoredCatalogue[]>;
	/** Deletes the catalogue and the pieces that only it needed. */
	deleteCatalogue(id: string): Promise<Result<void>>;

	/** Newest first. */
	listPlaylists(): Promise<readonly SavedPlaylist[]>;
	putPlaylist(playlist: SavedPlaylist): Promise<Result<void>>;
	deletePlaylist(id: string): Promise<Result<void>>;
}
