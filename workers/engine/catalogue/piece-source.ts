/**
 * Where a catalogue's pieces come from: this device first, then the network, and from there onto
 * the device.
 *
 * What must stay true: a piece that is given out has its hash, wherever it came from; a piece that
 * was stored is not fetched again unless it was lost or damaged; a device that takes no more pieces
 * stops nothing: from then on they are only passed through.
 */
import { success, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { Piece } from '#lib/contracts/manifest.ts';
import type { DeviceStorage } from '#lib/services/storage/storage.ts';
import { fetchPiece } from './fetch-piece.ts';
import type { Announcements, Clock, Fetch } from './ports.ts';
import { sha256Hex } from '#lib/domain/sha256.ts';

export interface PieceSourceOptions {
	/** The catalogue's folder, ending in a slash. */
	readonly folderUrl: string;
	readonly storage: DeviceStorage;
	readonly fetch: Fetch;
	readonly clock: Clock;
	/** So many bytes of this piece are here now. */
	readonly onBytes?: (file: string, bytes: number, from: 'device' | 'network') => void;
	readonly announcements?: Announcements;
	readonly random?: () => number;
	readonly stallTimeoutMs?: number;
}

export class PieceSource {
	readonly #options: PieceSourceOptions;
	readonly #storing = new AbortController();
	#storingFailure: Failure | undefined;

	constructor(options: PieceSourceOptions) {
		this.#options = options;
	}

	/** Whether what is fetched is kept. */
	get isStoring(): boolean {
		return !this.#storing.signal.aborted;
	}

	/** Aborted when storing is given up. */
	get storing(): AbortSignal {
		return this.#storing.signal;
	}

	/** Why storing was given up, where something went wrong. */
	get storingFailure(): Failure | undefined {
		return this.#storingFailure;
	}

	stopStoring(failure?: Failure): void {
		this.#storingFailure ??= failure;
		this.#storing.abort();
	}

	/** The piece as it lies on this device; undefined when it is missing or damaged. */
	async stored({ file, sizeBytes, sha256 }: Piece): Promise<ArrayBuffer | undefined> {
		const blob = await this.#options.storage.readPiece(sha256);
		if (blob?.size !== sizeBytes) return undefined;
		try {
			const bytes = await blob.arrayBuffer();
			if ((await sha256Hex(bytes)) !== sha256) return undefined;
			this.#options.onBytes?.(file, sizeBytes, 'device');
			return bytes;
		} catch {
			// A browser that evicts data may take the file from under a blob.
			return undefined;
		}
	}

	async obtain(piece: Piece, signal: AbortSignal): Promise<Result<ArrayBuffer>> {
		const stored = await this.stored(piece);
		return stored ? success(stored) : this.fetched(piece, signal);
	}

	/** Over the network, and onto this device if it takes it. */
	async fetched(piece: Piece, signal: AbortSignal): Promise<Result<ArrayBuffer>> {
		const { storage, onBytes, announcements } = this.#options;
		const onReceived = (bytes: number) => onBytes?.(piece.file, bytes, 'network');
		const fetched = await fetchPiece({ ...this.#options, piece, signal, onReceived });
		if (!fetched.ok || !this.isStoring) return fetched;
		const written = await storage.writePiece(piece.sha256, new Blob([fetched.value]));
		if (written.ok) announcements?.announce();
		else this.stopStoring(written.failure);
		return fetched;
	}
}
