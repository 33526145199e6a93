/** `deejai generate`: a playlist through waypoints. */
import { randomInt } from 'node:crypto';
import type { Playlist } from '#lib/contracts/engine.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { maxPlaylistSize } from '#lib/contracts/playlist-request.ts';
import type { Engine } from '#workers/engine/engine.ts';
import { openEngine } from '../open-engine.ts';
import {
	done,
	expectNoMore,
	failedWith,
	readChoice,
	readNumber,
	readPositional,
	readTexts,
	withArguments,
	type Command,
	type NumberRange
} from './command.ts';
import { alignColumns, type Terminal } from './terminal.ts';

const help = `deejai generate DIR [options]

Makes a playlist. With one waypoint it starts there, with several it travels from each to the next,
with none it starts anywhere.

  --waypoint ID         a track's id; may be given several times
  --size N              tracks in all, or between each pair of waypoints (10)
  --creativity C        0: tracks that people put together … 1: tracks that sound alike (0.5)
  --noise Z             randomness, 0 … 1 (0)
  --seed N              the same seed gives the same playlist (any)
  --rules NAME          improved (the default) or original (exactly what Deej-A.I. did)
  --less-like ID        not this track, nor what is like it; may be given several times
  --without ARTIST      nothing by this artist; may be given several times
  --json                one JSON document on standard output`;

const fraction: NumberRange = { min: 0, max: 1, isWhole: false };
/** `randomInt` takes ranges below 2⁴⁸. */
const seedCount = 2 ** 32;

export const generateCommand: Command = {
	summary: 'make a playlist',
	help,
	run: (args, terminal) =>
		withArguments(
			args,
			{
				waypoint: { type: 'string', multiple: true },
				size: { type: 'string' },
				creativity: { type: 'string' },
				noise: { type: 'string' },
				seed: { type: 'string' },
				rules: { type: 'string' },
				'less-like': { type: 'string', multiple: true },
				without: { type: 'string', multiple: true },
				json: { type: 'boolean' }
			},
			(values, positionals) => {
				expectNoMore(positionals, 1);
				return {
					folder: readPositional(positionals, 0, 'DIR'),
					isJson: values.json === true,
					waypointIds: readTexts(values, 'waypoint'),
					size: readNumber(values, 'size', { min: 0, max: maxPlaylistSize, isWhole: true }) ?? 10,
					creativity: readNumber(values, 'creativity', fraction) ?? 0.5,
					noise: readNumber(values, 'noise', fraction) ?? 0,
					seed:
						readNumber(values, 'seed', { min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: true }) ??
						randomInt(seedCount),
					rules: readChoice(values, 'rules', ['improved', 'original'], 'improved'),
					lessLikeIds: readTexts(values, 'less-like'),
					excludedArtists: readTexts(values, 'without')
				};
			},
			async ({ folder, isJson, ...request }) => {
				const engine = await openEngine(folder);
				if (!engine.ok) return failedWith(engine.failure);
				const known = expectKnown(
					engine.value,
					[...request.waypointIds, ...request.lessLikeIds],
					folder
				);
				if (!known.ok) return failedWith(known.failure);
				const generated = await engine.value.generate(request);
				if (!generated.ok) return failedWith(generated.failure);
				if (isJson) terminal.printJson(asJson(generated.value));
				else print(generated.value, terminal);
				return done;
			}
		)
};

/** The engine passes over ids that it does not hold; on a command line they are mistakes. */
function expectKnown(engine: Engine, ids: readonly string[], folder: string): Result<void> {
	const tracks = engine.lookUp(ids);
	if (!tracks.ok) return tracks;
	const unknown = ids.filter((_, i) => tracks.value[i] === null);
	if (unknown.length === 0) return success(undefined);
	return failed('track-not-found', `${folder}: no track has the id ${unknown.join(', nor ')}`);
}

function asJson({ picks, missingCount, seed }: Playlist): object {
	return {
		trackIds: picks.map(({ track }) => track.id),
		tracks: picks.map(({ track }) => track),
		picks: picks.map(({ track, reason }) => ({ id: track.id, ...reason })),
		seed,
		missingCount
	};
}

function print({ picks, missingCount, seed }: Playlist, terminal: Terminal): void {
	const rows = picks.map(({ track, reason }, i) => [
		reason.isWaypoint ? '●' : ' ',
		String(i + 1),
		track.artist,
		track.title,
		reason.soundScore.toFixed(2),
		reason.playlistsScore.toFixed(2),
		track.id
	]);
	const header = ['', '', 'artist', 'title', 'sound', 'playlists', 'id'];
	terminal.print(alignColumns([header, ...rows], [false, true, false, false, true, true, false]));
	if (missingCount > 0) terminal.note(`${missingCount} more were asked for than there are.`);
	terminal.note(`Seed ${seed}.`);
}
