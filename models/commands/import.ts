/** `deejai import`: the original's files into a catalogue. */
import { manifestPieces, type VectorEncoding } from '#lib/contracts/manifest.ts';
import { importCatalogue, originalFiles, type ImportReport } from '../import/import-catalogue.ts';
import {
	done,
	expectNoMore,
	failedWith,
	readChoice,
	readNumber,
	readRequiredText,
	readText,
	withArguments,
	type Command
} from './command.ts';
import { formatBytes, formatCount, type Terminal } from './terminal.ts';

const help = `deejai import --from DIR --out DIR [options]

Makes a catalogue of Deej-A.I.'s own files.

  --from DIR            the folder with ${Object.values(originalFiles).join(', ')}
  --out DIR             the catalogue's folder; a catalogue that is there is replaced at the end
  --encoding NAME       int8 (204 bytes a track, the default) or float32 (800 bytes, exact); the
                        sound network's weights too
  --popularity FILE     a CSV of the tracks' popularity, such as tracks_dedup.csv: the most popular
                        come first, and are what a visitor has first
  --limit N             keep the N most popular only
  --skip-bad            leave out tracks that cannot be used, and count them
  --id ID               the catalogue's id: lower-case letters, digits, hyphens (deejai)
  --name NAME           its name, as the page shows it (Deej-A.I.)
  --licence TEXT        its licence
  --json                one JSON document on standard output

Tracks are in the order of ${originalFiles.titles} unless --popularity is given. Without
${originalFiles.previews}, the previews, and ${originalFiles.encoder}, the sound network, the catalogue is made all
the same.`;

export const importCommand: Command = {
	summary: "make a catalogue of Deej-A.I.'s own files",
	help,
	run: (args, terminal) =>
		withArguments(
			args,
			{
				from: { type: 'string' },
				out: { type: 'string' },
				encoding: { type: 'string' },
				popularity: { type: 'string' },
				limit: { type: 'string' },
				'skip-bad': { type: 'boolean' },
				id: { type: 'string' },
				name: { type: 'string' },
				licence: { type: 'string' },
				json: { type: 'boolean' }
			},
			(values, positionals) => {
				expectNoMore(positionals, 0);
				const choice = readChoice(values, 'encoding', ['int8', 'float32'], 'int8');
				const encoding: VectorEncoding = choice === 'int8' ? 'int8-row-scale' : choice;
				return {
					from: readRequiredText(values, 'from'),
					outDir: readRequiredText(values, 'out'),
					encoding,
					popularityFile: readText(values, 'popularity'),
					limit: readNumber(values, 'limit', {
						min: 1,
						max: Number.MAX_SAFE_INTEGER,
						isWhole: true
					}),
					isSkippingBad: values['skip-bad'] === true,
					id: readText(values, 'id') ?? 'deejai',
					name: readText(values, 'name') ?? 'Deej-A.I.',
					licence: readText(values, 'licence') ?? '',
					isJson: values.json === true
				};
			},
			async ({ isJson, ...options }) => {
				const startedMs = performance.now();
				const imported = await importCatalogue({
					...options,
					onProgress: ({ step, done: doneSoFar, total }) => {
						terminal.progress(step, doneSoFar, total);
					}
				});
				if (!imported.ok) return failedWith(imported.failure);
				const seconds = (performance.now() - startedMs) / 1000;
				if (isJson) terminal.printJson(reportAsJson(imported.value));
				else printReport(imported.value, options.outDir, seconds, terminal);
				return done;
			}
		)
};

function catalogueBytes({ manifest }: ImportReport): number {
	return manifestPieces(manifest).reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

function reportAsJson(report: ImportReport): object {
	const { manifest, withoutVectors, skipped, beyondLimit, previews } = report;
	return {
		tracks: manifest.trackCount,
		bytes: catalogueBytes(report),
		blocks: manifest.blocks.length,
		revision: manifest.revision,
		encoding: manifest.encoding,
		encoder: manifest.encoder?.description.id ?? null,
		previews,
		withoutVectors,
		beyondLimit,
		skipped
	};
}

function printReport(
	report: ImportReport,
	outDir: string,
	seconds: number,
	terminal: Terminal
): void {
	const { manifest, withoutVectors, skipped, beyondLimit, previews } = report;
	const size = formatBytes(catalogueBytes(report));
	terminal.print(
		`${outDir}: ${formatCount(manifest.trackCount)} tracks, ${size}, in ${seconds.toFixed(1)} s`
	);
	terminal.print(
		manifest.encoder
			? `  the sound network is ${manifest.encoder.description.id}, ${formatBytes(manifest.encoder.weights.sizeBytes)}`
			: `  no sound network: there is no ${originalFiles.encoder}`
	);
	if (previews > 0) terminal.print(`  ${formatCount(previews)} tracks have a preview`);
	if (withoutVectors > 0) terminal.print(`  ${formatCount(withoutVectors)} titles have no vectors`);
	if (beyondLimit > 0) terminal.print(`  ${formatCount(beyondLimit)} tracks are beyond the limit`);
	for (const [reason, count] of Object.entries(skipped)) {
		terminal.print(`  ${formatCount(count)} skipped: ${reason.replaceAll('-', ' ')}`);
	}
}
