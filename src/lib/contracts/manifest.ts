/**
 * The catalogue's manifest: the one file of a catalogue that is not named by its content.
 *
 * A catalogue is a folder of static files. Tracks are ordered by popularity, where it is known,
 * and cut into blocks; each block's vectors, titles and ids are pieces named by their hash, so that
 * they can be cached for ever. A reader refuses formats, versions and encodings it does not know.
 */
import * as v from 'valibot';
import { encoderSchema } from './encoder.ts';
import { failed, success, type Result } from './failure.ts';

export const manifestFormat = 'deejai-catalogue';
export const manifestVersion = 1;
export const manifestFileName = 'manifest.json';

/** Numbers in a vector, in each of the two spaces. */
export const vectorDims = 100;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const pieceSchema = v.strictObject({
	/** A name within the catalogue's folder: no folders, nothing that could lead out of it. */
	file: v.pipe(v.string(), v.regex(/^[a-z]+-\d+-[0-9a-f]{16}\.bin$/)),
	sizeBytes: count,
	sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
});

const blockSchema = v.strictObject({
	firstTrack: count,
	trackCount: v.pipe(count, v.minValue(1)),
	pieces: v.strictObject({ vectors: pieceSchema, titles: pieceSchema, ids: pieceSchema })
});

/**
 * How rows are written in a `vectors` piece, for a block of n tracks:
 * - `int8-row-scale`: sound codes (n × 100 int8), sound scales (n float16), then the same for
 *   playlists. A component is code × scale.
 * - `float32`: sound (n × 100 float32), then playlists. For parity with the original.
 * All little-endian, no padding.
 */
const vectorEncodings = ['int8-row-scale', 'float32'] as const;
export type VectorEncoding = (typeof vectorEncodings)[number];

const playbackSchema = v.variant('kind', [
	/** The track's id is Spotify's. */
	v.strictObject({ kind: v.literal('spotify') }),
	/** The built-in synthesiser plays it. */
	v.strictObject({ kind: v.literal('house') }),
	/** An address in which `{id}` stands for the track's id. */
	v.strictObject({ kind: v.literal('url'), template: v.pipe(v.string(), v.includes('{id}')) }),
	v.strictObject({ kind: v.literal('none') })
]);

export const manifestSchema = v.strictObject({
	format: v.literal(manifestFormat),
	version: v.literal(manifestVersion),
	id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
	name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
	licence: v.pipe(v.string(), v.maxLength(500)),
	/** SHA-256 over every piece's hash, in the order in which the manifest lists them. */
	revision: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	trackCount: v.pipe(count, v.minValue(1)),
	dims: v.literal(vectorDims),
	encoding: v.picklist(vectorEncodings),
	/** `spotify`: 22-character base-62 ids as 16 bytes each; `text`: ids as lines of text, gzip. */
	idEncoding: v.picklist(['spotify', 'text']),
	playback: playbackSchema,
	blocks: v.pipe(v.array(blockSchema), v.minLength(1)),
	/** Addresses of the tracks' previews, a line each, gzip; an empty line where there is none. */
	previews: v.exactOptional(pieceSchema),
	/** The sound network, if the catalogue brings one: what turns audio into its sound space. */
	encoder: v.nullable(v.strictObject({ description: encoderSchema, weights: pieceSchema }))
});

export type Manifest = v.InferOutput<typeof manifestSchema>;
export type Block = Manifest['blocks'][number];
export type Piece = v.InferOutput<typeof pieceSchema>;
export type PieceKind = keyof Block['pieces'];
export type Playback = Manifest['playback'];

/** What vectors of the sound space are stamped with; null for a catalogue that cannot listen. */
export function encoderRevisionOf({ encoder }: Manifest): string | null {
	return encoder && `${encoder.description.id}-${encoder.weights.sha256.slice(0, 12)}`;
}

/** The pieces of a catalogue's tracks in the order of need: the first block first. */
export function blockPieces({ blocks }: Manifest): readonly Piece[] {
	return blocks.flatMap(({ pieces }) => [pieces.vectors, pieces.titles, pieces.ids]);
}

/** Every piece of a catalogue: its tracks', then those that not everybody needs. */
export function manifestPieces(manifest: Manifest): readonly Piece[] {
	const optional = [manifest.previews, manifest.encoder?.weights];
	return [...blockPieces(manifest), ...optional.filter((piece) => piece !== undefined)];
}

/**
 * Reads a manifest from JSON that came from outside.
 * @param source what it was read from, named in every complaint
 */
export function parseManifest(json: string, source: string): Result<Manifest> {
	let document: unknown;
	try {
		document = JSON.parse(json);
	} catch {
		const isHtml = json.trimStart().startsWith('<');
		const expected = 'a catalogue manifest';
		const found = isHtml ? 'an HTML page' : 'something that is not JSON';
		// A page in its place is a network's own as a rule (a login, say), and passes.
		return failed('malformed', `${source}: expected ${expected}, found ${found}`, {
			retryable: isHtml,
			details: { source, expected, found }
		});
	}
	const header = v.safeParse(
		v.looseObject({ format: v.unknown(), version: v.unknown() }),
		document
	);
	if (!header.success || header.output.format !== manifestFormat) {
		return failed(
			'malformed',
			`${source}: not a catalogue manifest (its format is not "${manifestFormat}")`,
			{
				details: { source }
			}
		);
	}
	if (header.output.version !== manifestVersion) {
		const version = String(header.output.version);
		return failed(
			'unsupported',
			`${source}: manifest version ${version}, but this program reads version ${manifestVersion}`,
			{
				details: {
					source,
					expected: `version ${manifestVersion}`,
					found: `version ${version.slice(0, 20)}`
				}
			}
		);
	}
	const parsed = v.safeParse(manifestSchema, document);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		const where = v.getDotPath(issue) ?? 'manifest';
		const isEncoding = where === 'encoding' || where === 'idEncoding';
		return failed(
			isEncoding ? 'unsupported' : 'malformed',
			`${source}: ${where}: ${issue.message}`,
			{
				details: { source, path: where }
			}
		);
	}
	return checkBlocks(parsed.output, source);
}

/** Blocks must follow one another without a gap and add up to the whole. */
function checkBlocks(manifest: Manifest, source: string): Result<Manifest> {
	let next = 0;
	for (const { firstTrack, trackCount } of manifest.blocks) {
		if (firstTrack !== next) {
			return failed(
				'malformed',
				`${source}: a block begins at track ${firstTrack}, expected ${next}`,
				{
					details: { source }
				}
			);
		}
		next += trackCount;
	}
	if (next !== manifest.trackCount) {
		return failed(
			'malformed',
			`${source}: its blocks hold ${next} tracks, expected ${manifest.trackCount}`,
			{
				details: { source }
			}
		);
	}
	return success(manifest);
}
