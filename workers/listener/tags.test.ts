import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTags, tagsOf } from './tags.ts';

function fixture(name: string, fileName = name): File {
	return new File([readFileSync(new URL(`./fixtures/${name}`, import.meta.url))], fileName);
}

const stated = {
	artist: 'Tønder & Søn',
	title: 'Größe 夜 🎵',
	album: 'First Light',
	albumArtist: 'Various',
	genre: 'Dub',
	year: 1998,
	discNumber: 2,
	trackNumber: 3
};

describe('the tags of a file', () => {
	test.each([
		['tune.mp3', 'MP3'],
		['tune.m4a', 'AAC'],
		['tune.flac', 'FLAC'],
		['tune.ogg', 'Vorbis'],
		['tune.opus', 'Opus']
	])('are read from %s', async (name, codec) => {
		const { tags } = await readTags(fixture(name));
		expect(tags).toMatchObject({ ...stated, codec });
		if (tags.durationSeconds !== null) {
			expect(Math.abs(tags.durationSeconds - 5.1)).toBeLessThan(0.2);
		}
	});

	test.each(['tune.mp3', 'tune.m4a'])('bring the cover of %s', async (name) => {
		const { cover } = await readTags(fixture(name));
		expect(cover?.type).toBe('image/jpeg');
		expect(cover?.size).toBe(686);
	});

	test('are the name’s, where the file is cut off in the middle of them or is no audio', async () => {
		const called = { artist: 'Someone', title: 'Something', codec: '', durationSeconds: null };
		const cut = fixture('tune.mp3').slice(0, 100);
		for (const content of [cut, 'This is text.', new Uint8Array(5000)]) {
			const { tags } = await readTags(new File([content], '01 - Someone - Something.mp3'));
			expect(tags).toMatchObject({ artist: called.artist, title: called.title, trackNumber: 1 });
		}
	});

	test('are clean, single lines of a bounded length, whatever they hold', () => {
		const nasty = `  a\u0000b\r\n\u202ec${'𝄞'.repeat(600)}`;
		const { title, artist } = tagsOf('x.mp3', {
			common: {
				track: { no: -3, of: null },
				disk: { no: 1.5, of: null },
				movementIndex: { no: null, of: null },
				title: nasty,
				year: 20_240,
				artists: ['One', 'Two']
			},
			format: { trackInfo: [], tagTypes: [], duration: Infinity, codec: 'MPEG 1 Layer 3' }
		});
		expect(title).toMatch(/^a b c/);
		expect(Array.from(title)).toHaveLength(500);
		expect(artist).toBe('One, Two');
	});

	test('are UTF-8 where a format does not say so and they can be nothing else', () => {
		const inLatin1 = (text: string): string =>
			Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
		const called = (title: string): string =>
			tagsOf('x.wav', {
				common: {
					track: { no: null, of: null },
					disk: { no: null, of: null },
					movementIndex: { no: null, of: null },
					title
				},
				format: { trackInfo: [], tagTypes: [] }
			}).title;
		expect(called(inLatin1('Größe 夜 №1'))).toBe('Größe 夜 №1');
		expect(called('Café Über naïve')).toBe('Café Über naïve');
		expect(called('Größe 夜')).toBe('Größe 夜');
	});

	test('leave out numbers that cannot be', () => {
		const tags = tagsOf('x.mp3', {
			common: {
				track: { no: -3, of: null },
				disk: { no: 1.5, of: null },
				movementIndex: { no: null, of: null },
				year: 20_240
			},
			format: { trackInfo: [], tagTypes: [], duration: Infinity }
		});
		expect(tags).toMatchObject({
			trackNumber: null,
			discNumber: null,
			year: null,
			durationSeconds: null
		});
	});

	test('never leave a file without a name', () => {
		expect(tagsOf('.mp3', null).title).toBe('.mp3');
		expect(tagsOf(' ', null).title).toBe('Untitled');
	});
});
