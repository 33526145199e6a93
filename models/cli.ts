/** The command line, `npm run deejai -- <command>`: hands this process's streams to it. */
import { runCommandLine } from './commands/command-line.ts';

const { argv, stdout, stderr } = process;

// Whoever reads the output may have read enough (`| head`).
stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit(0);
	throw error;
});

process.exitCode = await runCommandLine(argv.slice(2), {
	output: stdout,
	errors: stderr,
	isInteractive: stderr.isTTY
});
