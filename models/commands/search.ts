/** `deejai search`: tracks by the words of artist and title. */
import { openEngine } from '../open-engine.ts';
import {
	done,
	failedWith,
	readChoice,
	readNumber,
	readPositional,
	withArguments,
	type Command
} from './command.ts';
import { alignColumns } from './terminal.ts';

const help = `deejai search DIR QUERY [options]

Finds tracks in which every word of QUERY occurs, whatever its case and accents.

  --limit N             at most so many (250)
  --order NAME          relevance (whole words, then beginnings, then the rest, each by popularity:
                        the default) or title (the original's order)
  --json                one JSON document on standard output`;

export const searchCommand: Command = {
	summary: 'find tracks by artist and title',
	help,
	run: (args, terminal) =>
		withArguments(
			args,
			{ limit: { type: 'string' }, order: { type: 'string' }, json: { type: 'boolean' } },
			(values, positionals) => ({
				folder: readPositional(positionals, 0, 'DIR'),
				query: [readPositional(positionals, 1, 'QUERY'), ...positionals.slice(2)].join(' '),
				limit:
					readNumber(values, 'limit', { min: 1, max: Number.MAX_SAFE_INTEGER, isWhole: true }) ??
					250,
				order: readChoice(values, 'order', ['relevance', 'title'], 'relevance'),
				isJson: values.json === true
			}),
			async ({ folder, isJson, ...request }) => {
				const engine = await openEngine(folder);
				if (!engine.ok) return failedWith(engine.failure);
				const found = engine.value.search(request);
				if (!found.ok) return failedWith(found.failure);
				const tracks = found.value;
				if (isJson) {
					terminal.printJson({ trackIds: tracks.map(({ id }) => id), tracks });
				} else if (tracks.length === 0) {
					terminal.note(`Nothing matches "${request.query}".`);
				} else {
					terminal.print(alignColumns(tracks.map(({ id, artist, title }) => [id, artist, title])));
				}
				return done;
			}
		)
};
