import { describe, expect, it } from 'vitest';
import { fileSentence } from './failure-sentences.ts';
import { addedWords, elidePath, playingTime, rateWords, timeLeft, trackTime } from './words.ts';

const nothing = {
	foundFiles: 0,
	addedTracks: 0,
	knownTracks: 0,
	otherFiles: 0,
	unreadableFiles: 0
};

describe('numbers in words', () => {
	it.each([
		[null, ''],
		[0, '0:00'],
		[59.6, '1:00'],
		[185, '3:05'],
		[3785, '1:03:05']
	])('%j seconds of a track are %j', (seconds, words) => {
		expect(trackTime(seconds)).toBe(words);
	});

	it.each([
		[2, 'a few seconds'],
		[42, 'about 40 seconds'],
		[58, 'about 1 minute'],
		[1500, 'about 25 minutes'],
		[10_000, 'about 3 hours'],
		[260_000, 'about 3 days']
	])('%d seconds to wait are %j', (seconds, words) => {
		expect(timeLeft(seconds)).toBe(words);
	});

	it('all of it plays for minutes, hours or days', () => {
		expect([90, 7_000, 80_000, 900_000].map(playingTime)).toEqual([
			'2 minutes',
			'117 minutes',
			'22 hours',
			'10 days'
		]);
	});

	it('a slow device is told by the minute', () => {
		expect([3.24, 1, 0.13, 0.001].map(rateWords)).toEqual([
			'3.2 a second',
			'1 a second',
			'8 a minute',
			'1 a minute'
		]);
	});
});

describe('what adding came to', () => {
	it.each([
		[{ ...nothing, foundFiles: 3, otherFiles: 3 }, 'No audio files were found there.'],
		[{ ...nothing, foundFiles: 1, addedTracks: 1 }, '1 new track found.'],
		[
			{ foundFiles: 1300, addedTracks: 1200, knownTracks: 60, otherFiles: 38, unreadableFiles: 2 },
			'1,200 new tracks found, 60 here already, 2 files could not be read, 38 other files left out.'
		],
		[{ ...nothing, foundFiles: 9, knownTracks: 9 }, 'Nothing new, 9 here already.']
	])('is said: %j', (report, words) => {
		expect(addedWords(report)).toBe(words);
	});
});

describe('a path that is too long', () => {
	it('loses its middle and keeps its ends', () => {
		const path = 'Music/Somebody/A very long album name indeed (Deluxe)/01 Song.mp3';
		const elided = elidePath(path, 40);
		expect(Array.from(elided)).toHaveLength(40);
		expect(elided).toMatch(/^Music\/.*….*\/01 Song\.mp3$/);
		expect(elidePath('Music/01.mp3', 40)).toBe('Music/01.mp3');
	});
});

describe('a reason', () => {
	it('is given for what a file lacks, and for codes that this version does not know', () => {
		expect(fileSentence({ code: 'empty-file' })).toBe('The file is empty.');
		expect(fileSentence({ code: 'toString' })).toBe(fileSentence({ code: 'internal' }));
	});
});
