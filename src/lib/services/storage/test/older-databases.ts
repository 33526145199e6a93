/**
 * Databases as versions of the program left them on people's devices, each from its beginning, with
 * records in the form that they then had. What is written here is never changed to suit the program:
 * a new version gets a new step.
 */
import { openDB } from 'idb';

interface Step {
	readonly version: number;
	/** With its indexes, by the fields that they are of. */
	readonly stores: Readonly<Record<string, readonly string[]>>;
	readonly records: readonly (readonly [store: string, key: string, record: unknown])[];
}

const hashOf = (letter: string): string => letter.repeat(64);
const fileOf = (kind: string, sha256: string): string => `${kind}-0-${sha256.slice(-16)}.bin`;
const pieceOf = (kind: string, sha256: string) => ({
	file: fileOf(kind, sha256),
	sizeBytes: 5,
	sha256
});
const ownTrack = 'file:0123456789abcdef0123456789abcdef';

const steps: readonly Step[] = [
	{
		version: 1,
		stores: { pieces: [], catalogues: [], settings: [], playlists: [] },
		records: [
			['pieces', hashOf('a'), new Blob(['bytes'])],
			['pieces', hashOf('b'), new Blob(['bytes'])],
			['pieces', hashOf('c'), new Blob(['bytes'])],
			[
				'catalogues',
				'house',
				{
					publishedAt: '2026-01-01T10:00:00.000Z',
					manifest: {
						format: 'deejai-catalogue',
						version: 1,
						id: 'house',
						name: 'The house',
						licence: 'MIT',
						revision: hashOf('d'),
						trackCount: 1,
						dims: 100,
						encoding: 'float32',
						idEncoding: 'text',
						playback: { kind: 'none' },
						blocks: [
							{
								firstTrack: 0,
								trackCount: 1,
								pieces: {
									vectors: pieceOf('vectors', hashOf('a')),
									titles: pieceOf('titles', hashOf('b')),
									ids: pieceOf('ids', hashOf('c'))
								}
							}
						],
						encoder: null
					}
				}
			],
			['settings', 'playlist-settings', { size: 12, creativity: 0.25, noise: 0.1 }],
			[
				'playlists',
				'first',
				{
					id: 'first',
					name: 'From here to there',
					createdAt: '2026-01-02T10:00:00.000Z',
					catalogueId: 'house',
					catalogueRevision: hashOf('d'),
					request: {
						waypointIds: ['house-0001'],
						size: 1,
						creativity: 0.5,
						noise: 0,
						seed: 42,
						rules: 'improved'
					},
					trackIds: ['house-0001'],
					titles: ['Ada - One']
				}
			]
		]
	},
	{
		version: 2,
		stores: { tracks: ['coverId'], sounds: [], slices: [], covers: [], folders: [] },
		records: [
			[
				'tracks',
				ownTrack,
				{
					id: ownTrack,
					artist: 'Bea',
					title: 'Two',
					album: 'Album',
					albumArtist: '',
					genre: '',
					year: 1999,
					discNumber: null,
					trackNumber: 2,
					durationSeconds: 240.5,
					codec: 'MP3',
					coverId: 'front',
					addedAt: '2026-02-01T10:00:00.000Z',
					places: [
						{ folderId: 'folder', path: 'Music/Two.mp3', sizeBytes: 4_000_000, modifiedMs: 1.5 }
					],
					state: {
						kind: 'analysed',
						encoderRevision: 'one',
						mode: 'quick',
						notes: ['padded'],
						batchId: null
					}
				}
			],
			[
				'sounds',
				ownTrack,
				{ id: ownTrack, encoderRevision: 'one', sound: new Float32Array(100).fill(0.1) }
			],
			['slices', ownTrack, { id: ownTrack, slices: new Float32Array(800).fill(0.1) }],
			['covers', 'front', new Blob(['a picture'], { type: 'image/jpeg' })],
			[
				'folders',
				'folder',
				{
					id: 'folder',
					name: 'Music',
					addedAt: '2026-02-01T10:00:00.000Z',
					handle: null,
					isWhole: true,
					isListed: true
				}
			]
		]
	}
];

export const olderVersions: readonly number[] = steps.map(({ version }) => version);

/** Makes one as that version left it, and closes it. @returns how many records are in each store */
export async function makeOlderDatabase(
	name: string,
	version: number
): Promise<ReadonlyMap<string, number>> {
	const upTo = steps.filter((step) => step.version <= version);
	const database = await openDB(name, version, {
		upgrade(database) {
			for (const [store, indexes] of upTo.flatMap(({ stores }) => Object.entries(stores))) {
				const created = database.createObjectStore(store);
				for (const field of indexes) created.createIndex(field, field);
			}
		}
	});
	const counts = new Map<string, number>();
	for (const [store, key, record] of upTo.flatMap(({ records }) => records)) {
		await database.put(store, record, key);
		counts.set(store, (counts.get(store) ?? 0) + 1);
	}
	database.close();
	return counts;
}
