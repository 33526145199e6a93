/** The other ports for tests: an engine that writes down what it gets, locks, word between tabs, a clock. */
import type { CatalogueProgress } from '#lib/contracts/engine.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { Manifest } from '#lib/contracts/manifest.ts';
import { requiredPieces } from '#lib/services/storage/catalogue-pieces.ts';
import { createMemoryStorage } from '#lib/services/storage/memory-storage.ts';
import type { DeviceStorage } from '#lib/services/storage/storage.ts';
import type { OpenCatalogueOptions } from '../open-catalogue.ts';
import type { Announcements, Clock, Locks } from '../ports.ts';
import { sha256Hex } from '#lib/domain/sha256.ts';
import type { BlockPieces, CatalogueSink } from '../sink.ts';
import { folderUrl, type FakeHost } from './fake-host.ts';

/** Serves as the engine would, and throws at whatever must never reach it. */
class RecordingSink implements CatalogueSink {
	/** The manifests that began, in order. */
	readonly begun: Manifest[] = [];
	/** The catalogue that answers: the last that was whole, or the one arriving when none was. */
	inService: Manifest | undefined;
	blocksInService = 0;
	/** A block that this engine cannot decode. */
	refusedBlock: number | undefined;
	onAppend: (blockIndex: number) => Promise<void> | void = () => undefined;
	#arriving: Manifest | undefined;
	#blocks = 0;

	begin(manifest: Manifest): void {
		this.begun.push(manifest);
		this.#arriving = manifest;
		this.#blocks = 0;
		if (!this.isWhole) this.inService = undefined;
	}

	async append(blockIndex: number, pieces: BlockPieces): Promise<Result<void>> {
		const manifest = this.#arriving;
		const block = manifest?.blocks[blockIndex];
		if (!manifest || !block) throw new Error(`no block ${blockIndex} was announced`);
		if (blockIndex !== this.#blocks) throw new Error(`block ${blockIndex} out of turn`);
		for (const kind of ['vectors', 'titles', 'ids'] as const) {
			const found = await sha256Hex(pieces[kind]);
			if (found !== block.pieces[kind].sha256) throw new Error(`bad ${kind} reached the engine`);
		}
		await this.onAppend(blockIndex);
		if (blockIndex === this.refusedBlock) {
			return failed('unsupported', `${block.pieces.titles.file}: cannot be decoded`);
		}
		this.#blocks += 1;
		const isLast = this.#blocks === manifest.blocks.length;
		if (isLast || !this.isWhole) {
			this.inService = manifest;
			this.blocksInService = this.#blocks;
		}
		return success(undefined);
	}

	get isWhole(): boolean {
		return this.blocksInService > 0 && this.blocksInService === this.inService?.blocks.length;
	}
}

/** Time passes only while somebody sleeps, and then at once. */
export class FakeClock implements Clock {
	readonly sleptMs: number[] = [];
	nowMs = 0;

	now(): number {
		return this.nowMs;
	}

	sleep(durationMs: number): Promise<void> {
		this.sleptMs.push(durationMs);
		this.nowMs += durationMs;
		return Promise.resolve();
	}
}

export function fakeLocks(): Locks {
	const last = new Map<string, Promise<void>>();
	return {
		async acquire(name, signal) {
			const before = last.get(name) ?? Promise.resolve();
			let release: () => void = () => undefined;
			const held = new Promise<void>((resolve) => {
				release = resolve;
			});
			last.set(
				name,
				before.then(() => held)
			);
			const aborted = new Promise<never>((_resolve, reject) => {
				signal.addEventListener('abort', () => reject(new Error('called off')));
			});
			try {
				await Promise.race([before, aborted]);
			} catch (error) {
				release();
				throw error;
			}
			return release;
		}
	};
}

/** Word among the tabs of one browser; nobody hears their own. */
export function fakeAnnouncements(): () => Announcements {
	const tabs: { onAnnounced: (() => void) | undefined }[] = [];
	return () => {
		const tab: (typeof tabs)[number] = { onAnnounced: undefined };
		tabs.push(tab);
		return {
			announce() {
				for (const other of tabs) if (other !== tab) other.onAnnounced?.();
			},
			listen(onAnnounced) {
				tab.onAnnounced = onAnnounced;
				return () => {
					tab.onAnnounced = undefined;
				};
			}
		};
	};
}

/** A tab: an engine of its own, and all that `openCatalogue` wants. */
export function fakeTab(host: FakeHost, storage: DeviceStorage = createMemoryStorage()) {
	const sink = new RecordingSink();
	const progress: CatalogueProgress[] = [];
	const abort = new AbortController();
	const options: OpenCatalogueOptions = {
		url: folderUrl,
		storage,
		isPersistent: true,
		sink,
		onProgress: (step) => progress.push(step),
		backend: 'reference',
		fetch: host.fetch,
		signal: abort.signal,
		clock: new FakeClock(),
		random: () => 1
	};
	return { sink, storage, progress, abort, options };
}

/** Storage that runs out of room after so many pieces. */
export function limitedStorage(maxPieces: number): DeviceStorage {
	const storage = createMemoryStorage();
	return {
		...storage,
		async writePiece(sha256, blob) {
			if ((await storage.storedPieces()).size >= maxPieces) {
				return failed('storage-full', 'no room for a piece');
			}
			return storage.writePiece(sha256, blob);
		}
	};
}

/** From now on the host throws at a request for a piece that is stored whole. */
export function forbidNeedlessRequests(
	host: FakeHost,
	manifests: readonly Manifest[],
	storage: DeviceStorage
): string[] {
	const needless: string[] = [];
	const pieces = manifests.flatMap(requiredPieces);
	host.beforeAnswer = async (file) => {
		const sha256 = pieces.find((piece) => piece.file === file)?.sha256 ?? '';
		if ((await storage.storedPieces()).has(sha256)) needless.push(file);
	};
	return needless;
}
