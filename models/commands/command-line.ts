/**
 * From a command line to an exit status. 0: done; 1: what was given cannot be used, with one line on
 * standard error that says why; 2: the command line itself cannot be understood.
 */
import { benchCommand } from './bench.ts';
import { done, misused, type Command, type Outcome } from './command.ts';
import { generateCommand } from './generate.ts';
import { importCommand } from './import.ts';
import { inspectCommand } from './inspect.ts';
import { listenCommand } from './listen.ts';
import { searchCommand } from './search.ts';
import { alignColumns, Terminal, type TerminalStreams } from './terminal.ts';

const commands: ReadonlyMap<string, Command> = new Map([
	['import', importCommand],
	['inspect', inspectCommand],
	['search', searchCommand],
	['generate', generateCommand],
	['listen', listenCommand],
	['bench', benchCommand]
]);

/** @param args what comes after the program's name */
export async function runCommandLine(
	args: readonly string[],
	streams: TerminalStreams
): Promise<number> {
	const terminal = new Terminal(streams);
	const outcome = await dispatch(args, terminal);
	switch (outcome.kind) {
		case 'done':
			terminal.clearProgress();
			return 0;
		case 'failed':
			terminal.note(`deejai: ${oneLine(outcome.failure.message)}`);
			return 1;
		case 'misused':
			terminal.note(`deejai: ${oneLine(outcome.message)} (see: deejai help)`);
			return 2;
	}
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<Outcome> {
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
	return outcome.kind === 'misused' ? misused(`${name}: ${outcome.message}`) : outcome;
}

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

/** A failure is one line, whatever a file's name or a title brings into it. */
function oneLine(text: string): string {
	return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
