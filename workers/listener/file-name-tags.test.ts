import { expect, test } from 'vitest';
import { fileNameTags } from './file-name-tags.ts';

test.each([
	['Artist - Title.mp3', 'Artist', 'Title', null],
	['Title.flac', '', 'Title', null],
	['01 Title.ext', '', 'Title', 1],
	['01 - Artist - Title.ogg', 'Artist', 'Title', 1],
	['01. Title.mp3', '', 'Title', 1],
	['7. Title.mp3', '', 'Title', 7],
	['12 - Title.mp3', '', 'Title', 12],
	['03-title.mp3', '', 'title', 3],
	['04_artist_-_title.mp3', 'artist', 'title', 4],
	['Artist – Title (Live).m4a', 'Artist', 'Title (Live)', null],
	['Artist - Title - Remix.mp3', 'Artist', 'Title - Remix', null],
	['Jean-Michel Jarre - Oxygène.wav', 'Jean-Michel Jarre', 'Oxygène', null],
	// A number may be a name.
	['99 Luftballons.mp3', '', '99 Luftballons', null],
	['50 Cent - In da Club.mp3', '50 Cent', 'In da Club', null],
	['1999.mp3', '', '1999', null],
	['07.mp3', '', '07', null],
	['Mr. Blue.opus', '', 'Mr. Blue', null],
	['夜 - 海.mp3', '夜', '海', null],
	['.mp3', '', '', null],
	['noextension', '', 'noextension', null],
	['Vol. 2', '', 'Vol. 2', null]
])('%s is “%s”, “%s”, number %s', (fileName, artist, title, trackNumber) => {
	expect(fileNameTags(fileName)).toMatchObject({ artist, title, trackNumber });
});

test('1-07 is the seventh of the first disc', () => {
	expect(fileNameTags('1-07 Title.mp3')).toEqual({
		artist: '',
		title: 'Title',
		discNumber: 1,
		trackNumber: 7
	});
});
