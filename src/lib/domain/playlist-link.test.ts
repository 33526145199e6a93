import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	cleanText,
	defaultLink,
	formatPlaylistLink,
	parsePlaylistLink,
	type PlaylistLink
} from './playlist-link.ts';

const journey: PlaylistLink = {
	catalogueId: 'house',
	revisionPrefix: '0a1b2c3d',
	waypointIds: ['4uLU6hMCjMI75M1A2tKUQC', 'h-0042'],
	size: 12,
	creativity: 0.35,
	noise: 0.05,
	seed: 4_294_967_295,
	rules: 'original',
	from: 'both',
	lessLikeIds: ['h-0007'],
	excludedArtists: ['Björk, & Friends', '#1'],
	name: 'Sunday = slow & 50% blue'
};

function read(fragment: string): PlaylistLink {
	const parsed = parsePlaylistLink(fragment);
	if (parsed.kind !== 'playlist') throw new Error(`expected a playlist, found ${parsed.kind}`);
	return parsed.link;
}

describe('a playlist link', () => {
	it('gives back what was put in', () => {
		expect(read(formatPlaylistLink(journey))).toEqual(journey);
		expect(read(formatPlaylistLink(defaultLink))).toEqual(defaultLink);
	});

	it('gives back any settings that the sliders can be in', () => {
		const percent = fc.integer({ min: 0, max: 100 }).map((value) => value / 100);
		const settings = fc.record({
			size: fc.integer({ min: 0, max: 1000 }),
			creativity: percent,
			noise: percent,
			seed: fc.integer({ min: 0, max: 0xffffffff }),
			name: fc.string({ unit: 'grapheme' }).map((text) => cleanText(text, 60))
		});
		fc.assert(
			fc.property(settings, (changed) => {
				const link = { ...journey, ...changed };
				expect(read(formatPlaylistLink(link))).toEqual(link);
			})
		);
	});

	it('is short: two waypoints with the usual settings fit in 80 characters', () => {
		const link = { ...defaultLink, catalogueId: 'house', revisionPrefix: '0a1b2c3d' };
		const text = formatPlaylistLink({ ...link, waypointIds: ['h-0042', 'h-0815'] });
		expect(text.length).toBeLessThan(80);
	});

	it('passes over keys that it does not know', () => {
		expect(read(`${formatPlaylistLink(journey)}&mood=blue&utm_source=chat`)).toEqual(journey);
	});

	it('lets nothing that is appended change it', () => {
		expect(read(`${formatPlaylistLink(journey)}&n=3&w=other`)).toEqual(journey);
	});

	it('brings numbers into their range, and takes the usual one where there is no number', () => {
		expect(read('#v=1&n=99999&k=7&z=-3&s=99999999999')).toMatchObject({
			size: 1000,
			creativity: 1,
			noise: 0,
			seed: 0xffffffff
		});
		expect(read('#v=1&n=ten&k=NaN&z=1e9&s=Infinity')).toEqual(defaultLink);
	});

	it('asks for no more tracks than a page can hold', () => {
		const ids = Array.from({ length: 80 }, (_, index) => `t${index}`).join(',');
		const link = read(`#v=1&w=${ids}&n=1000`);
		expect((link.waypointIds.length - 1) * link.size).toBeLessThanOrEqual(2000);
	});

	it('drops ids that could not be ours, and repeated ones', () => {
		expect(read('#v=1&w=a,b,a,<script>,../x,,%00,c%20d').waypointIds).toEqual(['a', 'b']);
		expect(read(`#v=1&w=${'x'.repeat(65)},ok`).waypointIds).toEqual(['ok']);
	});

	it('reads a catalogue only by a name that a catalogue can have', () => {
		expect(read('#v=1&c=../../evil')).toMatchObject({ catalogueId: null, revisionPrefix: null });
		expect(read('#v=1&c=house')).toMatchObject({ catalogueId: 'house', revisionPrefix: null });
	});

	it('takes line breaks, control and direction characters out of names', () => {
		expect(read('#v=1&name=a%0Ab%00c%E2%80%AEd%20%20e').name).toBe('a b c d e');
		expect(read(`#v=1&name=${'é'.repeat(100)}`).name).toBe('é'.repeat(60));
	});

	it('says that a version is not known, and that there is nothing', () => {
		expect(parsePlaylistLink('#v=2&w=a')).toEqual({ kind: 'unsupported', version: '2' });
		expect(parsePlaylistLink('')).toEqual({ kind: 'empty' });
		expect(parsePlaylistLink('#top')).toEqual({ kind: 'empty' });
	});

	it('never throws, whatever the link', () => {
		const soup = fc.oneof(
			fc.string(),
			fc.string().map((text) => `#v=1&${text}`),
			fc
				.array(fc.constantFrom('v=1', 'w=', '%', '&', 'k=', '%E0%A4%A', '=', ',', 'name=%'))
				.map((parts) => parts.join(''))
		);
		fc.assert(
			fc.property(soup, (text) => {
				parsePlaylistLink(text);
			})
		);
	});
});
