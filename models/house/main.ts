/**
 * `npm run models:house`: builds the built-in catalogue, packs it into `models/catalogues/house/`
 * and prints what it is worth. `-- --check` verifies what is there instead.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packCatalogue } from '../pack/pack-catalogue.ts';
import { formatBytes, Terminal } from '../commands/terminal.ts';
import { buildHouse, standardOptions } from './build.ts';
import { checkHouse } from './check.ts';
import { describeEvaluation, evaluateHouse } from './evaluate.ts';

const folder = join(import.meta.dirname, '../catalogues/house');

const help = `npm run models:house [-- --check] [-- --out DIR] [-- --threads N]

Composes, renders and listens to the house's music, and packs its catalogue.

  --check      verify the catalogue that is there, and listen again to a few of its tracks
  --out DIR    another folder than models/catalogues/house
  --threads N  as many as there are cores, unless told`;

const terminal = new Terminal({
	output: process.stdout,
	errors: process.stderr,
	isInteractive: process.stderr.isTTY
});

async function build(outDir: string, threads: number | undefined): Promise<number> {
	const startedMs = performance.now();
	const house = await buildHouse({
		...standardOptions(),
		...(threads === undefined ? {} : { threads }),
		onProgress: (step, done, total) => {
			terminal.progress(step, done, total);
		}
	});
	const packed = await packCatalogue(
		house.tracks.map(({ track, sound, playlists }) => ({
			id: track.id,
			title: `${track.artist} - ${track.title}`,
			sound,
			playlists
		})),
		{
			outDir,
			id: 'house',
			name: 'The house',
			licence: 'Composed and rendered by this program; the same licence as its code.',
			playback: { kind: 'house' },
			encoding: 'int8-row-scale',
			encoder: house.encoder
		}
	);
	if (!packed.ok) {
		terminal.note(packed.failure.message);
		return 1;
	}
	terminal.print(describeEvaluation(evaluateHouse(house)));
	const seconds = Math.round((performance.now() - startedMs) / 1000);
	terminal.print(
		`encoder ${house.encoder.description.id}, ${formatBytes(house.encoder.weights.length)}; built in ${seconds} s`
	);
	return 0;
}

async function check(folderToCheck: string): Promise<number> {
	const checked = await checkHouse(folderToCheck);
	if (!checked.ok) {
		terminal.note(checked.failure.message);
		return 1;
	}
	const { pieces, heard, leastCosine } = checked.value;
	terminal.print(
		`${pieces} pieces are what the manifest says; ${heard} tracks heard again, least cosine ${leastCosine.toFixed(5)}`
	);
	return 0;
}

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			check: { type: 'boolean' },
			help: { type: 'boolean' },
			out: { type: 'string' },
			threads: { type: 'string' }
		}
	});
	if (values.help) {
		terminal.print(help);
		return 0;
	}
	const threads = values.threads === undefined ? undefined : Number(values.threads);
	if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
		terminal.note(`--threads is "${values.threads ?? ''}", expected a whole number from 1`);
		return 2;
	}
	const outDir = values.out ?? folder;
	return values.check ? check(outDir) : build(outDir, threads);
}

process.exitCode = await main();
