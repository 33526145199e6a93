/**
 * Gives analysed tracks the vectors that TF-IDF makes of their slices, a batch at a time. Until
 * then a track goes by the mean of its slices.
 *
 * Which tracks are still to be weighed is in their records (`batchId` null), so it is known after a
 * crash too.
 */
import { success, type Result } from '#lib/contracts/failure.ts';
import type { LibrarySound, LibraryTrack } from '#lib/contracts/library.ts';
import { vectorDims } from '#lib/contracts/manifest.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import type { LibraryStorage, StoredSlices } from '#lib/services/storage/library-storage.ts';
import { batchLength, contextLength, contextThatFits, isFullBatch } from './batches.ts';
import type { LibraryRecords } from './library-records.ts';

/** More than that are never read at once. */
const maxRead = 300;

export interface WeighingPorts {
	readonly records: LibraryRecords;
	readonly storage: Pick<LibraryStorage, 'readSlices'>;
	readonly listener: Pick<ListenerClient, 'pool'>;
	readonly newId: () => string;
}

/** The tracks that go by their mean so far, of this encoder. */
export function unweighedTracks(
	tracks: ReadonlyMap<LibraryId, LibraryTrack>,
	encoderRevision: string
): readonly LibraryId[] {
	return [...tracks.values()].filter((track) => isUnweighed(track, encoderRevision)).map(idOf);
}

/**
 * Weighs what there is to weigh.
 * @param which `full`: only while there are enough for a whole batch; `all`: the rest too, against
 * older tracks where they are few
 */
export async function weighTracks(
	which: 'full' | 'all',
	encoderRevision: string,
	ports: WeighingPorts
): Promise<Result<void>> {
	const { records, storage } = ports;
	for (;;) {
		const waiting = unweighedTracks(records.tracks, encoderRevision).slice(0, maxRead);
		if (waiting.length === 0) return success(undefined);
		const slices = await storage.readSlices(waiting);
		const lost = await analyseLostAgain(waiting, slices, records);
		if (!lost.ok) return lost;
		if (slices.length === 0) continue;
		const counts = slices.map(sliceCount);
		const length = batchLength(counts);
		const batch = slices.slice(0, length);
		const batchSlices = counts.slice(0, length).reduce((sum, count) => sum + count, 0);
		if (which === 'full' && !isFullBatch(length, batchSlices)) return success(undefined);
		const context = await olderSlices(batch, batchSlices, encoderRevision, ports);
		const weighed = await weighBatch(batch, context, encoderRevision, ports);
		if (!weighed.ok) return weighed;
	}
}

async function weighBatch(
	batch: readonly StoredSlices[],
	context: readonly StoredSlices[],
	encoderRevision: string,
	{ records, listener, newId }: WeighingPorts
): Promise<Result<void>> {
	const pooled = await listener.pool([...batch, ...context].map(({ slices }) => slices));
	if (!pooled.ok) return pooled;
	const batchId = newId();
	const sounds: LibrarySound[] = [];
	for (const [i, { id }] of batch.entries()) {
		const sound = pooled.value[i];
		if (sound) sounds.push({ id, encoderRevision, sound });
	}
	return records.putSounds(sounds, (track) =>
		isUnweighed(track, encoderRevision)
			? { ...track, state: { ...track.state, batchId } }
			: undefined
	);
}

/** What a small batch is weighed against: a spread over the tracks that have been weighed before. */
async function olderSlices(
	batch: readonly StoredSlices[],
	batchSlices: number,
	encoderRevision: string,
	{ records, storage }: WeighingPorts
): Promise<readonly StoredSlices[]> {
	const wanted = contextLength(batch.length);
	if (wanted === 0) return [];
	// Ids are hashes: the first ones are as good as drawn by chance.
	const older = [...records.tracks.values()]
		.filter(
			({ state }) =>
				state.kind === 'analysed' &&
				state.encoderRevision === encoderRevision &&
				state.batchId !== null
		)
		.map(idOf)
		.sort()
		.slice(0, wanted);
	const slices = await storage.readSlices(older);
	return slices.slice(0, contextThatFits(batchSlices, slices.map(sliceCount)));
}

/** Tracks whose slices cannot be read any more have to be listened to again. */
async function analyseLostAgain(
	ids: readonly LibraryId[],
	slices: readonly StoredSlices[],
	records: LibraryRecords
): Promise<Result<void>> {
	const found = new Set(slices.map(({ id }) => id));
	const lost = ids.filter((id) => !found.has(id));
	if (lost.length === 0) return success(undefined);
	return records.change(lost, (stored) => stored && { ...stored, state: { kind: 'waiting' } });
}

function isUnweighed(
	track: LibraryTrack,
	encoderRevision: string
): track is LibraryTrack & { state: { kind: 'analysed' } } {
	const { state } = track;
	return (
		state.kind === 'analysed' && state.encoderRevision === encoderRevision && state.batchId === null
	);
}

function idOf({ id }: LibraryTrack): LibraryId {
	return id;
}

function sliceCount({ slices }: StoredSlices): number {
	return slices.length / vectorDims;
}
