/**
 * Turns what happens during an opening into `CatalogueProgress`.
 *
 * Bytes are reported ten times a second at most; a block that can be used is reported at once.
 * Nothing is reported once the opening was called off: a newer one speaks then.
 */
import type { BackendName, CatalogueProgress, CatalogueSummary } from '#lib/contracts/engine.ts';
import type { Failure } from '#lib/contracts/failure.ts';
import { encoderRevisionOf, type Manifest, type Piece } from '#lib/contracts/manifest.ts';
import { piecesSizeBytes } from '#lib/services/storage/catalogue-pieces.ts';
import type { Clock } from './ports.ts';

const intervalMs = 100;

export interface ProgressReportOptions {
	readonly onProgress: (progress: CatalogueProgress) => void;
	readonly backend: BackendName;
	readonly clock: Clock;
	readonly signal: AbortSignal;
}

/** What can be used now. */
interface InService {
	readonly catalogue: CatalogueSummary;
	readonly loadedTracks: number;
	readonly totalBytes: number;
	readonly isWhole: boolean;
}

/** What is on its way. */
interface Arriving {
	readonly catalogue: CatalogueSummary;
	readonly totalBytes: number;
	readonly bytesByFile: Map<string, number>;
	isDownloading: boolean;
}

export class ProgressReport {
	readonly #options: ProgressReportOptions;
	#inService: InService | undefined;
	#arriving: Arriving | undefined;
	#lastAtMs = -Infinity;

	constructor(options: ProgressReportOptions) {
		this.#options = options;
	}

	connecting(): void {
		this.#tell({ phase: 'connecting' });
	}

	/** These pieces of a catalogue are about to come, from the device or the network. */
	begin(manifest: Manifest, pieces: readonly Piece[]): void {
		this.#arriving = {
			catalogue: summaryOf(manifest),
			totalBytes: piecesSizeBytes(pieces),
			bytesByFile: new Map(),
			isDownloading: false
		};
		if (!this.#inService?.isWhole) this.#inService = undefined;
		this.#loading();
	}

	received(file: string, bytes: number, from: 'device' | 'network'): void {
		if (!this.#arriving) return;
		this.#arriving.bytesByFile.set(file, bytes);
		this.#arriving.isDownloading = from === 'network';
		if (this.#options.clock.now() - this.#lastAtMs >= intervalMs) this.#loading();
	}

	/** So many tracks have reached the engine. They are in service unless a whole catalogue still is. */
	delivered(trackCount: number): void {
		if (!this.#arriving) return;
		const { catalogue, totalBytes } = this.#arriving;
		if (!this.#inService?.isWhole) {
			this.#inService = { catalogue, totalBytes, loadedTracks: trackCount, isWhole: false };
		}
		this.#loading();
	}

	/** The catalogue that was arriving is whole and in service. */
	ready(isStored: boolean): void {
		if (!this.#arriving) return;
		const { catalogue, totalBytes } = this.#arriving;
		this.#inService = { catalogue, totalBytes, loadedTracks: catalogue.trackCount, isWhole: true };
		this.stillReady(isStored);
	}

	/** What was whole and in service is so still, whatever came of the newer one. */
	stillReady(isStored: boolean): void {
		this.#arriving = undefined;
		if (!this.#inService) return;
		const { catalogue, loadedTracks, totalBytes } = this.#inService;
		const { backend } = this.#options;
		this.#tell({ phase: 'ready', catalogue, loadedTracks, totalBytes, backend, isStored });
	}

	failed(failure: Failure): void {
		this.#tell({
			phase: 'failed',
			failure,
			catalogue: this.#inService?.catalogue ?? null,
			loadedTracks: this.#inService?.loadedTracks ?? 0
		});
	}

	#loading(): void {
		if (!this.#arriving) return;
		const { catalogue, totalBytes, bytesByFile, isDownloading } = this.#arriving;
		this.#lastAtMs = this.#options.clock.now();
		this.#tell({
			phase: 'loading',
			catalogue,
			loadedTracks: this.#inService?.loadedTracks ?? 0,
			doneBytes: [...bytesByFile.values()].reduce((sum, bytes) => sum + bytes, 0),
			totalBytes,
			isDownloading,
			backend: this.#options.backend
		});
	}

	#tell(progress: CatalogueProgress): void {
		if (!this.#options.signal.aborted) this.#options.onProgress(progress);
	}
}

function summaryOf(manifest: Manifest): CatalogueSummary {
	const { id, name, licence, revision, trackCount, playback } = manifest;
	return {
		id,
		name,
		licence,
		revision,
		trackCount,
		playback,
		encoderRevision: encoderRevisionOf(manifest),
		encoderSizeBytes: manifest.encoder?.weights.sizeBytes ?? 0
	};
}
