/** Music that does not exist, by people who do not either. */
import { idOf } from './ids.ts';
import type { FakeTrack } from './world.ts';

const albums: readonly (readonly [artist: string, album: string, ...titles: string[]])[] = [
	['The Paper Lanterns', 'Kites in November', 'Kite String', 'Under the Eaves', 'Slow Ferry'],
	['Mira Okonedo', 'Night Bus', 'Last Stop but One', 'Wet Glass', 'Orange Light'],
	['Glasshouse Radio', 'Long Wave', 'Carrier', 'Static for Two', 'The Shipping Hour'],
	['Tove & the Tall Grass', 'Hay Fever', 'June Again', 'Barefoot, Mostly', 'Grasshopper'],
	['Cartographer', 'Blank Spaces', 'Here Be Nothing', 'Contour Lines', 'Dead Reckoning'],
	['Ana Solberg', 'Salt', 'Salt', 'Low Tide Waltz', 'Driftwood (Live)']
];

export const madeUpTracks: readonly FakeTrack[] = albums.flatMap(([artist, album, ...titles]) =>
	titles.map((title, index) => ({
		id: idOf(`${artist} – ${title}`),
		title,
		artists: artist === 'Cartographer' && index === 2 ? [artist, 'Mira Okonedo'] : [artist],
		album,
		durationMs: 154_000 + 17_000 * index + 1000 * titles.join('').length
	}))
);
