/** `deejai bench`: how fast the engine is here, and how much faster than the plain way. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { measure, readBaseline, type Measurements, type Spread } from '../bench/measure.ts';
import { openEngine } from '../open-engine.ts';
import {
	done,
	expectNoMore,
	failedWith,
	readNumber,
	readPositional,
	withArguments,
	type Command
} from './command.ts';
import { alignColumns, type Terminal } from './terminal.ts';

const help = `deejai bench [DIR | --synthetic N] [options]

Measures the engine on a catalogue, or on N made-up tracks: milliseconds for one step of a playlist
and for one keystroke of a search; the plain way (float64, every row, a full sort) beside it; and
the memory that all of it takes.

  --synthetic N         this many made-up tracks instead of a catalogue
  --json                one JSON document on standard output`;

const maxSynthetic = 4_000_000;

export const benchCommand: Command = {
	summary: 'measure the engine here',
	help,
	run: (args, terminal) =>
		withArguments(
			args,
			{ synthetic: { type: 'string' }, json: { type: 'boolean' } },
			(values, positionals) => {
				const range = { min: 100, max: maxSynthetic, isWhole: true };
				const synthetic = readNumber(values, 'synthetic', range);
				expectNoMore(positionals, synthetic === undefined ? 1 : 0);
				const folder = synthetic === undefined ? readPositional(positionals, 0, 'DIR') : '';
				return { synthetic, folder, isJson: values.json === true };
			},
			async ({ synthetic, folder, isJson }) => {
				const written = synthetic === undefined ? undefined : writeSynthetic(synthetic);
				if (written && !written.ok) return failedWith(written.failure);
				const baseline = readBaseline();
				const engine = await openEngine(written?.value ?? folder);
				if (written) rmSync(written.value, { recursive: true });
				if (!engine.ok) return failedWith(engine.failure);
				const measured = await measure(engine.value, baseline, (what) => terminal.note(what));
				if (!measured.ok) return failedWith(measured.failure);
				if (isJson) terminal.printJson(measured.value);
				else print(measured.value, terminal);
				return done;
			}
		)
};

/** @returns the folder of a catalogue of made-up tracks, for the caller to delete */
function writeSynthetic(trackCount: number): Result<string> {
	const folder = mkdtempSync(join(tmpdir(), 'deejai-bench-'));
	const program = join(import.meta.dirname, '../bench/write-synthetic.ts');
	const { status } = spawnSync(process.execPath, [program, folder, String(trackCount)], {
		// Its words are no part of the result.
		stdio: ['ignore', 2, 2]
	});
	if (status === 0) return success(folder);
	rmSync(folder, { recursive: true, force: true });
	return failed('internal', `${trackCount} tracks could not be written to ${folder}`);
}

function print(measured: Measurements, terminal: Terminal): void {
	const { step, plainStep, journeyStep, noisyStep, keystroke, memory, rendering } = measured;
	const row = (name: string, { median, low, high }: Spread, note = ''): string[] => [
		name,
		median.toFixed(2),
		`${low.toFixed(2)} … ${high.toFixed(2)}`,
		note
	];
	const faster = `${measured.timesFasterThanPlain.toFixed(1)} × faster than the plain way`;
	terminal.print(`${measured.tracks} tracks, ${measured.encoding}, ${measured.backend}\n`);
	terminal.print(
		alignColumns(
			[
				['milliseconds', 'median', 'quartiles', ''],
				row('step of a walk', step, faster),
				row('the plain way', plainStep),
				row('step of a journey', journeyStep, 'after its two waypoints have been scored'),
				row('step with noise', noisyStep),
				row('keystroke', keystroke, `slowest ${keystroke.max.toFixed(2)}`),
				...(rendering
					? [
							row('first second of music', rendering.firstSecond),
							row(
								'30 s of music',
								rendering.thirtySeconds,
								`slowest style ${rendering.thirtySeconds.max.toFixed(0)}`
							)
						]
					: [])
			],
			[false, true, true, false]
		)
	);
	const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
	const ratio = memory.peakToTables.toFixed(2);
	terminal.print(
		`\nmemory: peak ${megabytes(memory.peakBytes)}, ${ratio} × the tables' ${megabytes(memory.tableBytes)}; resident ${megabytes(memory.peakResidentBytes)}`
	);
}
