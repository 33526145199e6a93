/** `deejai inspect`: what a catalogue holds, once every piece of it has been verified. */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { manifestPieces, type Manifest } from '#lib/contracts/manifest.ts';
import { readManifest, readPiece } from '../open-catalogue.ts';
import { revisionOf } from '../pack/pack-catalogue.ts';
import {
	done,
	expectNoMore,
	failedWith,
	readPositional,
	withArguments,
	type Command
} from './command.ts';
import { alignColumns, formatBytes, formatCount, type Terminal } from './terminal.ts';

const help = `deejai inspect DIR [--json]

Says what a catalogue holds, after verifying every piece of it. A piece that is missing or not what
the manifest says is named.

  --json                one JSON document on standard output`;

export const inspectCommand: Command = {
	summary: 'verify a catalogue and say what it holds',
	help,
	run: (args, terminal) =>
		withArguments(
			args,
			{ json: { type: 'boolean' } },
			(values, positionals) => {
				expectNoMore(positionals, 1);
				return { folder: readPositional(positionals, 0, 'DIR'), isJson: values.json === true };
			},
			async ({ folder, isJson }) => {
				const verified = await verify(folder, terminal);
				if (!verified.ok) return failedWith(verified.failure);
				const facts = factsOf(verified.value);
				if (isJson) terminal.printJson(facts);
				else print(verified.value, facts, terminal);
				return done;
			}
		)
};

async function verify(folder: string, terminal: Terminal): Promise<Result<Manifest>> {
	const manifest = await readManifest(folder);
	if (!manifest.ok) return manifest;
	const pieces = manifestPieces(manifest.value);
	for (const [index, piece] of pieces.entries()) {
		const read = await readPiece(folder, piece);
		if (!read.ok) return read;
		terminal.progress('verifying', index + 1, pieces.length);
	}
	const revision = revisionOf(manifest.value);
	if (revision !== manifest.value.revision) {
		return failed(
			'malformed',
			`${folder}: the manifest's revision is ${manifest.value.revision}, but its pieces make ${revision}`
		);
	}
	return success(manifest.value);
}

interface Facts {
	readonly tracks: number;
	readonly dims: number;
	/** Of all pieces. */
	readonly bytes: number;
	/** Of the tracks' own pieces: the encoder does not grow with them. */
	readonly bytesPerTrack: number;
	readonly blocks: number;
	readonly revision: string;
	readonly encoding: string;
	readonly encoder: { readonly id: string; readonly layers: number; readonly bytes: number } | null;
}

function factsOf(manifest: Manifest): Facts {
	const { trackCount, dims, blocks, revision, encoding, encoder } = manifest;
	const bytes = manifestPieces(manifest).reduce((total, { sizeBytes }) => total + sizeBytes, 0);
	const encoderBytes = encoder?.weights.sizeBytes ?? 0;
	return {
		tracks: trackCount,
		dims,
		bytes,
		bytesPerTrack: Math.round(((bytes - encoderBytes) / trackCount) * 10) / 10,
		blocks: blocks.length,
		revision,
		encoding,
		encoder: encoder
			? {
					id: encoder.description.id,
					layers: encoder.description.layers.length,
					bytes: encoderBytes
				}
			: null
	};
}

function print({ id, name, licence, playback }: Manifest, facts: Facts, terminal: Terminal): void {
	const { tracks, dims, bytes, bytesPerTrack, blocks, revision, encoding, encoder } = facts;
	const rows = [
		['catalogue', `${name} (${id})`],
		['licence', licence === '' ? 'none given' : licence],
		['tracks', formatCount(tracks)],
		[
			'size',
			`${formatBytes(bytes)}, ${bytesPerTrack} bytes a track, ${blocks} ${blocks === 1 ? 'block' : 'blocks'}`
		],
		['vectors', `${dims} numbers for sound, ${dims} for playlists, ${encoding}`],
		[
			'encoder',
			encoder ? `${encoder.id}, ${encoder.layers} layers, ${formatBytes(encoder.bytes)}` : 'none'
		],
		['played by', playback.kind],
		['revision', revision]
	];
	terminal.print(alignColumns(rows));
	terminal.print('Every piece is what the manifest says.');
}
