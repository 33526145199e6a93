/**
 * The command line: `npm run deejai -- <command>`.
 *
 * Exit status 0: done; 1: what was given cannot be used, with one line on standard error that says
 * why; 2: the command line itself cannot be understood. Results go to standard output, all else to
 * standard error.
 */
import { generateCommand } from './commands/generate.ts';
import { importCommand } from './commands/import.ts';
import { inspectCommand } from './commands/inspect.ts';
import { searchCommand } from './commands/search.ts';
import { misused, done, type Command, type Outcome } from './commands/command.ts';
import { alignColumns, Terminal } from './commands/terminal.ts';

const commands: ReadonlyMap<string, Command> = new Map([
	['import', importCommand],
	['inspect', inspectCommand],
	['search', searchCommand],
	['generate', generateCommand]
]);

function overview(): string {
	const rows = [...commands].map(([name, { summary }]) => [`  ${name}`, summary]);
	return [
		'deejai <command> [options]',
		'',
		alignColumns([...rows, ['  help', 'this list, or `help COMMAND`']]),
		'',
		'`deejai <command> --help` says all about one.'
	].join('\n');
}

async function run(args: readonly string[], terminal: Terminal): Promise<Outcome> {
	const [name = '', ...rest] = args;
	const isHelp = name === 'help' || name === '--help' || name === '-h';
	const wanted = isHelp ? rest[0] : name;
	if (isHelp && wanted === undefined) {
		terminal.print(overview());
		return done;
	}
	const command = commands.get(wanted ?? '');
	if (command === undefined) {
		return misused(
			wanted === '' ? 'a command is missing' : `there is no command "${wanted ?? ''}"`
		);
	}
	const options = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length);
	if (isHelp || options.includes('--help') || options.includes('-h')) {
		terminal.print(command.help);
		return done;
	}
	const outcome = await command.run(rest, terminal);
	if (outcome.kind !== 'misused') return outcome;
	return misused(`${name}: ${outcome.message}`);
}

/** A failure is one line, whatever a file's name or a title brings into it. */
function oneLine(text: string): string {
	return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

async function main(): Promise<void> {
	const { stdout, stderr } = process;
	// Whoever reads the output may have read enough (`| head`).
	stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE') process.exit(0);
		throw error;
	});
	const terminal = new Terminal({ output: stdout, errors: stderr, isInteractive: stderr.isTTY });
	const [, , ...args] = process.argv;
	const outcome = await run(args, terminal);
	if (outcome.kind === 'failed') {
		terminal.note(`deejai: ${oneLine(outcome.failure.message)}`);
		process.exitCode = 1;
	} else if (outcome.kind === 'misused') {
		terminal.note(`deejai: ${oneLine(outcome.message)} (see: deejai help)`);
		process.exitCode = 2;
	}
}

await main();
