import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	exportFileName,
	exportFormats,
	trackLocation,
	type ExportedPlaylist,
	type ExportFormat,
	type ExportFormatId
} from './export-formats.ts';

function format(id: ExportFormatId): ExportFormat {
	const found = exportFormats.find((one) => one.id === id);
	if (found === undefined) throw new Error(`no format ${id}`);
	return found;
}

const spotifyId = '4uLU6hMCjMI75M1A2tKUQC';

const house: ExportedPlaylist = {
	name: 'Evening & after',
	playback: { kind: 'house' },
	link: 'https://deejai.example/playlist#w=1,2&s=10',
	tracks: [
		{ id: 'h-1', artist: 'Björk <Trio>', title: 'It’s "so" & quiet', durationSeconds: 61.6 },
		{ id: 'h-2', artist: 'Ada', title: '' }
	]
};
const spotify: ExportedPlaylist = {
	name: 'Dots',
	playback: { kind: 'spotify' },
	tracks: [
		{ id: spotifyId, artist: 'A', title: 'B' },
		{ id: 'not-one', artist: 'C', title: 'D' }
	]
};
const nowhere: ExportedPlaylist = { ...house, playback: { kind: 'none' } };

/** The parts of a valid XML text, in order, as a reader would see them. */
function readXml(xml: string): { tags: string[]; texts: string[] } {
	const decode = (text: string) =>
		text
			.replaceAll('&lt;', '<')
			.replaceAll('&gt;', '>')
			.replaceAll('&quot;', '"')
			.replaceAll('&apos;', "'")
			.replaceAll('&amp;', '&');
	const parts = xml.split(/(<[^<>]*>)/);
	return {
		tags: parts.filter((part) => part.startsWith('<')),
		texts: parts.filter((part) => !part.startsWith('<') && part.trim() !== '').map(decode)
	};
}

/** Reads RFC 4180, strictly. */
function readCsv(text: string): string[][] {
	const rows: string[][] = [];
	const fieldPattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
	let row: string[] = [];
	while (fieldPattern.lastIndex < text.length) {
		const [, field = '', separator] = fieldPattern.exec(text) ?? [];
		if (separator === undefined) throw new Error(`not CSV: ${text.slice(0, 200)}`);
		row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
		if (separator === '\r\n') {
			rows.push(row);
			row = [];
		}
	}
	return rows;
}

const anyPlaylist = fc.record({
	name: fc.string({ unit: 'binary' }),
	playback: fc.constantFrom<ExportedPlaylist['playback']>(
		{ kind: 'house' },
		{ kind: 'none' },
		{ kind: 'url', template: 'https://a.example/{id}.mp3' }
	),
	tracks: fc.array(
		fc.record({
			id: fc.string({ minLength: 1 }),
			artist: fc.string({ unit: 'binary' }),
			title: fc.string({ unit: 'binary' })
		})
	)
});

describe('a track’s location', () => {
	const one = { id: 'a/b c', artist: 'A', title: 'B' };

	it('is Spotify’s page for Spotify’s ids, and nothing for others', () => {
		const [first, second] = spotify.tracks.map((track) => trackLocation(track, spotify));
		expect(first).toBe(`https://open.spotify.com/track/${spotifyId}`);
		expect(second).toBeNull();
	});

	it('is a name for a track of the house', () => {
		expect(trackLocation(one, house)).toBe('urn:deejai:house:a%2Fb%20c');
	});

	it('is the template’s address, made whole where it is relative', () => {
		const playback = { kind: 'url', template: 'music/{id}.mp3' } as const;
		expect(trackLocation(one, { ...house, playback })).toBe('music/a%2Fb%20c.mp3');
		const baseUrl = 'https://a.example/app/';
		expect(trackLocation(one, { ...house, playback, baseUrl })).toBe(
			'https://a.example/app/music/a%2Fb%20c.mp3'
		);
	});

	it('takes an id with a dollar sign literally', () => {
		const playback = { kind: 'url', template: '{id}.mp3' } as const;
		expect(trackLocation({ ...one, id: '$&' }, { ...house, playback })).toBe('%24%26.mp3');
	});
});

describe('M3U8', () => {
	it('lists length, name and location of each track', () => {
		expect(format('m3u8').write(house)).toBe(
			[
				'#EXTM3U',
				'#PLAYLIST:Evening & after',
				'#EXTINF:62,Björk <Trio> - It’s "so" & quiet',
				'urn:deejai:house:h-1',
				'#EXTINF:-1,Ada',
				'urn:deejai:house:h-2',
				''
			].join('\n')
		);
	});

	it('keeps a title with line breaks on its line', () => {
		const tracks = [{ id: '1', artist: 'A\r\nhttp://evil.example/x.mp3', title: 'B\u2028C' }];
		const lines = format('m3u8')
			.write({ ...house, tracks })
			.trimEnd()
			.split(/\r\n|[\n\r\u2028]/);
		expect(lines.slice(2)).toEqual([
			'#EXTINF:-1,A http://evil.example/x.mp3 - B C',
			'urn:deejai:house:1'
		]);
	});

	it('does not apply where tracks have no address', () => {
		expect(format('m3u8').unavailable(nowhere)).toMatch(/no addresses/);
		expect(format('m3u8').unavailable(house)).toBeNull();
	});
});

describe('XSPF', () => {
	it('is version 1 in its namespace, with everything escaped', () => {
		const { tags, texts } = readXml(format('xspf').write(house));
		expect(tags.slice(0, 2)).toEqual([
			'<?xml version="1.0" encoding="UTF-8"?>',
			'<playlist version="1" xmlns="http://xspf.org/ns/0/">'
		]);
		expect(texts).toEqual([
			'Evening & after',
			'https://deejai.example/playlist#w=1,2&s=10',
			'urn:deejai:house:h-1',
			'It’s "so" & quiet',
			'Björk <Trio>',
			'61600',
			'urn:deejai:house:h-2',
			'Ada'
		]);
	});

	it('leaves out what isn’t there', () => {
		expect(format('xspf').write(nowhere)).not.toContain('<location>');
	});

	it('has balanced tags and only characters that XML knows, whatever the titles', () => {
		fc.assert(
			fc.property(anyPlaylist, (playlist) => {
				const xml = format('xspf').write(playlist);
				expect(xml).not.toMatch(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Cs}/u);
				expect(xml).not.toMatch(/&(?!(amp|lt|gt|quot|apos);)/);
				const open: string[] = [];
				for (const tag of readXml(xml).tags.slice(1)) {
					const name = /^<\/?(\w+)/.exec(tag)?.[1];
					if (tag.startsWith('</')) expect(open.pop()).toBe(name);
					else open.push(name ?? '');
				}
				expect(open).toEqual([]);
			})
		);
	});
});

describe('JSPF', () => {
	it('has XSPF’s fields, with locations as lists', () => {
		expect(JSON.parse(format('jspf').write(house))).toEqual({
			playlist: {
				title: 'Evening & after',
				info: 'https://deejai.example/playlist#w=1,2&s=10',
				track: [
					{
						location: ['urn:deejai:house:h-1'],
						title: 'It’s "so" & quiet',
						creator: 'Björk <Trio>',
						duration: 61600
					},
					{ location: ['urn:deejai:house:h-2'], creator: 'Ada' }
				]
			}
		});
	});
});

describe('CSV', () => {
	it('has a header and a row for each track, ended by CRLF', () => {
		expect(format('csv').write(house)).toBe(
			'Position,Artist,Title,Id,Location\r\n' +
				'1,Björk <Trio>,"It’s ""so"" & quiet",h-1,urn:deejai:house:h-1\r\n' +
				'2,Ada,,h-2,urn:deejai:house:h-2\r\n'
		);
	});

	it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠1'])(
		'makes %j a text for spreadsheets',
		(title) => {
			const tracks = [{ id: '1', artist: 'A', title }];
			const [, row] = readCsv(format('csv').write({ ...nowhere, tracks }));
			expect(row?.[2]).toBe(`'${title}`);
		}
	);

	it('reads back to the same fields, whatever the titles, and none is a formula', () => {
		fc.assert(
			fc.property(anyPlaylist, (playlist) => {
				const [, ...rows] = readCsv(format('csv').write(playlist));
				expect(rows.map((row) => row[2]?.replace(/^'/, ''))).toEqual(
					playlist.tracks.map(({ title }) => title.replace(/^'/, ''))
				);
				for (const field of rows.flat()) expect(field).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
			})
		);
	});
});

describe('Spotify links', () => {
	it('are one a line, of Spotify’s ids only', () => {
		expect(format('spotify-uris').write(spotify)).toBe(`spotify:track:${spotifyId}\n`);
		expect(format('spotify-uris').unavailable(spotify)).toBeNull();
	});

	it('do not apply to other catalogues', () => {
		const reason = format('spotify-uris').unavailable({ ...house, tracks: spotify.tracks });
		expect(reason).toMatch(/not Spotify/);
	});
});

describe('a file’s name', () => {
	it.each([
		['Evening', 'Evening.m3u8'],
		['AC/DC: live?', 'AC DC live.m3u8'],
		['  ..hidden. ', 'hidden.m3u8'],
		['..', 'Playlist.m3u8'],
		['', 'Playlist.m3u8'],
		['con', 'Playlist con.m3u8'],
		['LPT1.txt', 'Playlist LPT1.txt.m3u8'],
		['Café\u0301\u202Egnp', 'Café\u0301 gnp.m3u8']
	])('is made from %j', (name, expected) => {
		expect(exportFileName(name, format('m3u8')).normalize('NFC')).toBe(expected.normalize('NFC'));
	});

	it('fits every file system, whatever the playlist is called', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
				const fileName = exportFileName(name, format('xspf'));
				expect(fileName).toMatch(/^[^.\s<>:"/\\|?*\p{Cc}\p{Cs}][^<>:"/\\|?*\p{Cc}\p{Cs}]*\.xspf$/u);
				expect(new TextEncoder().encode(fileName).length).toBeLessThan(160);
			})
		);
	});

	it('is cut between characters, not through them', () => {
		const family = '👩‍👩‍👧‍👦';
		const stem = exportFileName(family.repeat(30), format('csv')).replace('.csv', '');
		expect(stem.length).toBeGreaterThan(0);
		expect(stem.replaceAll(family, '')).toBe('');
	});
});

describe('files of one’s own', () => {
	const own: ExportedPlaylist = {
		name: 'Mine',
		playback: { kind: 'spotify' },
		tracks: [
			{
				id: `file:${'0a'.repeat(16)}`,
				artist: 'Björk & Co',
				title: 'Ünder #1',
				durationSeconds: 61.6,
				path: 'Music/#1 hits/01 Ünder.mp3'
			},
			{ id: `file:${'0b'.repeat(16)}`, artist: 'Lost', title: 'File' }
		]
	};
	it.each([
		['', './Music/#1 hits/01 Ünder.mp3'],
		['/home/ann/', '/home/ann/Music/#1 hits/01 Ünder.mp3'],
		['D:\\Audio', 'D:\\Audio\\Music\\#1 hits\\01 Ünder.mp3'],
		['\\\\nas\\share', '\\\\nas\\share\\Music\\#1 hits\\01 Ünder.mp3']
	])('stand in M3U8 by their paths, in a folder called %j', (musicFolder, path) => {
		expect(
			format('m3u8')
				.write({ ...own, musicFolder })
				.split('\n')
		).toEqual(['#EXTM3U', '#PLAYLIST:Mine', '#EXTINF:62,Björk & Co - Ünder #1', path, '']);
	});

	it.each([
		['', './Music/%231%20hits/01%20%C3%9Cnder.mp3'],
		['/home/ann', 'file:///home/ann/Music/%231%20hits/01%20%C3%9Cnder.mp3'],
		['D:\\Audio', 'file:///D:/Audio/Music/%231%20hits/01%20%C3%9Cnder.mp3']
	])('stand in XSPF and JSPF by their URIs, in a folder called %j', (musicFolder, uri) => {
		expect(format('xspf').write({ ...own, musicFolder })).toContain(`<location>${uri}</location>`);
		expect(format('jspf').write({ ...own, musicFolder })).toContain(JSON.stringify(uri));
	});
});
