/**
 * A folder of real music files, as people have them: nested folders, every format, tags and covers,
 * names in several scripts, and what goes wrong with files. The music is the house's, so what each
 * of them sounds like is known.
 */
import { copyFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { hashText } from '#lib/domain/random.ts';
import { joinTitle } from '#lib/domain/title.ts';
import { houseTracks, type HouseTrack } from '#workers/house/catalogue.ts';
import { renderTrack } from '#workers/house/render.ts';
import { runFfmpeg } from '../scripts/ffmpeg.ts';
import { makeOnce } from './make-once.ts';

/** Counts what was changed here, so that a folder made earlier is not taken for this one. */
const edition = 3;
const sampleRateHz = 44_100;
/** Enough for four slices, and soon made. */
const usualSeconds = 22;

/** Why a file cannot be used. */
export type Trouble = 'empty' | 'not audio' | 'silent';

export interface MusicFile {
	/** From the folder's parent, with forward slashes. */
	readonly path: string;
	readonly content:
		| {
				readonly kind: 'music';
				readonly track: HouseTrack;
				readonly format: Format;
				readonly isTagged: boolean;
				readonly seconds: number;
				/** The file ends after so many bytes. */
				readonly cutBytes?: number;
		  }
		| { readonly kind: 'copy'; readonly of: string }
		| { readonly kind: 'trouble'; readonly trouble: Trouble };
}

export interface MusicFolder {
	/** Where it lies on this machine. */
	readonly path: string;
	readonly files: readonly MusicFile[];
	/** Files beside them whose names are not those of audio files. */
	readonly otherCount: number;
}

interface Format {
	readonly extension: string;
	readonly codec: readonly string[];
	/** Whether ffmpeg can put a picture into it. */
	readonly takesCover: boolean;
}

const mp3: Format = {
	extension: 'mp3',
	codec: ['-c:a', 'libmp3lame', '-b:a', '192k'],
	takesCover: true
};
const m4a: Format = { extension: 'm4a', codec: ['-c:a', 'aac', '-b:a', '160k'], takesCover: true };
const flac: Format = { extension: 'flac', codec: ['-c:a', 'flac'], takesCover: true };
const formats: readonly Format[] = [
	mp3,
	m4a,
	flac,
	{ extension: 'ogg', codec: ['-c:a', 'libvorbis', '-q:a', '5'], takesCover: false },
	{ extension: 'opus', codec: ['-c:a', 'libopus', '-b:a', '128k'], takesCover: false },
	{ ...mp3, codec: ['-c:a', 'libmp3lame', '-q:a', '4'] },
	{ extension: 'wav', codec: ['-c:a', 'pcm_s16le'], takesCover: false }
];

/** Interleaved stereo on standard input. */
const rawInput = ['-f', 'f32le', '-ar', String(sampleRateHz), '-ac', '2', '-i', 'pipe:0'];
/** A sleeve in two colours of the artist's own. */
function coverInput(artist: string): readonly string[] {
	const colour = (salt: string): string =>
		`0x${(hashText(`${salt} ${artist}`) >>> 8).toString(16).padStart(6, '0')}`;
	const ends = `c0=${colour('a')}:c1=${colour('b')}:x0=0:y0=0:x1=300:y1=300`;
	return ['-f', 'lavfi', '-i', `gradients=s=300x300:${ends}:d=0.04:r=25`];
}
const coverOutput = [
	...['-map', '0:a', '-map', '1:v', '-frames:v', '1'],
	...['-c:v', 'mjpeg', '-disposition:v', 'attached_pic']
];

/** Makes it below `parent`, if it has not been made before. */
export function musicFolder(parent: string): MusicFolder {
	const files = plannedFiles();
	const root = makeOnce(join(parent, `music-${edition}`), (unfinished) => {
		for (const file of files) writeFile(unfinished, file);
		writeFileSync(join(unfinished, 'Music/cover.jpg'), 'a picture');
		writeFileSync(join(unfinished, 'Music/notes.txt'), 'notes');
	});
	return { path: join(root, 'Music'), files, otherCount: 2 };
}

/** The browser without a folder picker of its own: a folder is chosen as a list of files. */
export async function withoutPicker(page: Page): Promise<void> {
	await page.addInitScript(() => {
		Object.defineProperty(globalThis, 'showDirectoryPicker', { value: undefined });
	});
}

const longSeconds = 240;

/**
 * Four-minute MP3s, each of several pieces by one artist in turn: as long as a song, and as varied
 * as one with its verses and bridges.
 * @returns their paths
 */
export function longFiles(parent: string, count: number): readonly string[] {
	const byArtist = Object.values(Object.groupBy(houseTracks(), ({ artist }) => artist));
	const folder = join(parent, `long-${edition}`);
	return Array.from({ length: count }, (_, number) => {
		const pieces = byArtist[(number * 29) % byArtist.length] ?? [];
		return makeOnce(join(folder, `${number}.mp3`), (unfinished) => writeMedley(unfinished, pieces));
	});
}

const hours = 10;

/**
 * Ten hours of two minutes, again and again, as small as a format can make them: 36 MB or less.
 * @returns its path
 */
export function tenHours(parent: string, format: 'mp3' | 'opus'): string {
	return makeOnce(join(parent, `ten-hours-${edition}.${format}`), (unfinished) => {
		const [piece] = houseTracks();
		if (!piece) throw new RangeError('the house has no piece');
		const { left, right } = renderTrack(piece, { sampleRateHz, seconds: 120 });
		const codec =
			format === 'mp3' ? ['libmp3lame', '-b:a', '8k', '-ar', '8000'] : ['libopus', '-b:a', '8k'];
		const once = `${unfinished}.once.${format}`;
		runFfmpeg([...rawInput, '-ac', '1', '-c:a', ...codec, once], interleaved(left, right));
		const length = String(hours * 3600);
		runFfmpeg(['-stream_loop', '-1', '-i', once, '-t', length, '-c', 'copy', unfinished]);
		rmSync(once);
	});
}

function writeMedley(target: string, pieces: readonly HouseTrack[]): void {
	const samples = new Float32Array(2 * longSeconds * sampleRateHz);
	let filled = 0;
	for (let i = 0; filled < samples.length; i++) {
		const piece = pieces[i % pieces.length];
		if (!piece) throw new RangeError('an artist without a piece');
		const { left, right } = renderTrack(piece, { sampleRateHz });
		const music = interleaved(left, right).subarray(0, samples.length - filled);
		samples.set(music, filled);
		filled += music.length;
	}
	runFfmpeg([...rawInput, ...mp3.codec, target], samples);
}

function plannedFiles(): readonly MusicFile[] {
	const house = houseTracks();
	const music = house
		.filter((_, i) => i % 41 === 3)
		.map((track, number): MusicFile => {
			const format = formats[number % formats.length] ?? mp3;
			// Every ninth has no tags: its name says it all.
			const isTagged = number % 9 !== 8;
			const name = isTagged ? `${number} ${track.title}` : joinTitle(track.artist, track.title);
			const folder = number % 4 === 0 ? 'Music' : `Music/${track.artist}/Album №${number % 3}`;
			const path = `${folder}/${name.replace(/[/\\:*?"<>|]/g, '_')}.${format.extension}`;
			return { path, content: { kind: 'music', track, format, isTagged, seconds: usualSeconds } };
		});
	const trouble = (name: string, kind: Trouble): MusicFile => ({
		path: `Music/Troubles/${name}`,
		content: { kind: 'trouble', trouble: kind }
	});
	const odd = (path: string, place: number, format: Format, more: object): MusicFile => {
		const track = house[place];
		if (!track) throw new RangeError(`the house has no piece ${place}`);
		return {
			path: `Music/${path}`,
			content: { kind: 'music', track, format, isTagged: true, seconds: usualSeconds, ...more }
		};
	};
	return [
		...music,
		odd('日本語/さくら ümläut & 100%.m4a', 701, m4a, {}),
		odd('Troubles/cut off.mp3', 500, mp3, { cutBytes: 250_000 }),
		odd('Troubles/one second.flac', 800, flac, { seconds: 1 }),
		{ path: 'Music/Copies/copy.mp3', content: { kind: 'copy', of: music[0]?.path ?? '' } },
		trouble('empty.mp3', 'empty'),
		trouble('a letter.mp3', 'not audio'),
		trouble('silence.wav', 'silent')
	];
}

function writeFile(root: string, { path, content }: MusicFile): void {
	const target = join(root, path);
	mkdirSync(dirname(target), { recursive: true });
	switch (content.kind) {
		case 'music':
			writeMusic(target, content);
			break;
		case 'copy':
			copyFileSync(join(root, content.of), target);
			break;
		case 'trouble':
			writeTrouble(target, content.trouble);
	}
}

function writeMusic(
	target: string,
	{ track, format, isTagged, seconds, cutBytes }: Extract<MusicFile['content'], { kind: 'music' }>
): void {
	const { left, right } = renderTrack(track, { sampleRateHz, startSeconds: 8, seconds });
	const tags = { artist: track.artist, title: track.title, album: 'Album №1', date: '2024' };
	const metadata = Object.entries(tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]);
	const hasCover = format.takesCover && isTagged;
	runFfmpeg(
		[
			...rawInput,
			...(hasCover ? [...coverInput(track.artist), ...coverOutput] : []),
			...format.codec,
			...(isTagged ? metadata : ['-map_metadata', '-1']),
			target
		],
		interleaved(left, right)
	);
	if (cutBytes !== undefined) truncateSync(target, cutBytes);
}

function writeTrouble(target: string, trouble: Trouble): void {
	if (trouble === 'empty') writeFileSync(target, '');
	else if (trouble === 'not audio') writeFileSync(target, 'Dear listener,\n'.repeat(400));
	else runFfmpeg(['-f', 'lavfi', '-i', 'anullsrc=r=44100:cl=stereo:d=8', target]);
}

function interleaved(left: Float32Array, right: Float32Array): Float32Array {
	const samples = new Float32Array(2 * left.length);
	for (let i = 0; i < left.length; i++) {
		samples[2 * i] = left[i] ?? 0;
		samples[2 * i + 1] = right[i] ?? 0;
	}
	return samples;
}
