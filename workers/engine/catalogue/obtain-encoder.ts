/**
 * The sound network's weights, for whoever listens: from this device, or else fetched, verified and
 * kept. They are a catalogue's largest piece, so nobody gets them without asking.
 */
import { failed, type Result } from '#lib/contracts/failure.ts';
import type { Manifest } from '#lib/contracts/manifest.ts';
import type { DeviceStorage } from '#lib/services/storage/storage.ts';
import { folderOf } from './folder-url.ts';
import { PieceSource } from './piece-source.ts';
import { systemClock, type Clock, type Fetch } from './ports.ts';

export interface ObtainEncoderOptions {
	/** The catalogue's folder. */
	readonly url: string;
	readonly manifest: Manifest;
	readonly storage: DeviceStorage;
	readonly isPersistent: boolean;
	readonly fetch: Fetch;
	readonly signal: AbortSignal;
	readonly clock?: Clock;
	readonly onReceived?: (receivedBytes: number) => void;
}

export async function obtainEncoder(options: ObtainEncoderOptions): Promise<Result<ArrayBuffer>> {
	const { url, manifest, isPersistent, signal, clock = systemClock, onReceived } = options;
	if (!manifest.encoder) {
		return failed('unsupported', `catalogue ${manifest.id} brings no encoder`);
	}
	const source = new PieceSource({
		...options,
		folderUrl: folderOf(url),
		clock,
		onBytes: (_file, bytes) => onReceived?.(bytes)
	});
	if (!isPersistent) source.stopStoring();
	return source.obtain(manifest.encoder.weights, signal);
}
