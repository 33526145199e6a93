/**
 * Which pieces a catalogue needs, said once for whoever downloads, publishes or cleans up.
 *
 * The encoder's weights are fetched only by those who let the program listen to their own music, and
 * previews' addresses are of use only to those who play one: a catalogue is complete without them, but once they are
 * stored they belong to it.
 */
import { failed, type Result } from '#lib/contracts/failure.ts';
import { blockPieces, manifestPieces, type Manifest, type Piece } from '#lib/contracts/manifest.ts';

/** What must be stored before the catalogue is published, in the order of need. */
export function requiredPieces(manifest: Manifest): readonly Piece[] {
	return blockPieces(manifest);
}

export function piecesSizeBytes(pieces: readonly Piece[]): number {
	return pieces.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** The stored pieces that none of these catalogues has a use for. */
export function unneededPieces(
	stored: Iterable<string>,
	published: readonly Manifest[]
): readonly string[] {
	const needed = new Set(published.flatMap(manifestPieces).map(({ sha256 }) => sha256));
	return [...stored].filter((sha256) => !needed.has(sha256));
}

/** The refusal to publish a catalogue that is not all there, or undefined when it is. */
export function incompleteness(
	manifest: Manifest,
	stored: ReadonlySet<string>
): Extract<Result<never>, { ok: false }> | undefined {
	const missing = requiredPieces(manifest).filter(({ sha256 }) => !stored.has(sha256));
	const [first] = missing;
	if (first === undefined) return undefined;
	return failed(
		'internal',
		`catalogue ${manifest.id}: ${missing.length} of its pieces are not stored, ${first.file} among them`,
		{ retryable: true, details: { missingPieces: missing.length, file: first.file } }
	);
}
