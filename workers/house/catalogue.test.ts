import { describe, expect, it } from 'vitest';
import { composeTrack, houseStyles, houseTrack, houseTracks, trainingTracks } from './catalogue.ts';

const tracks = houseTracks();

function distinct(values: readonly (string | number)[]): number {
	return new Set(values).size;
}

describe('the house’s catalogue', () => {
	it('is a whole collection: a thousand tracks, many styles, many artists', () => {
		expect(tracks.length).toBeGreaterThanOrEqual(1_000);
		expect(houseStyles.length).toBeGreaterThanOrEqual(24);
		expect(distinct(tracks.map((track) => track.artist))).toBeGreaterThanOrEqual(150);
		expect(distinct(tracks.map((track) => track.styleId))).toBe(houseStyles.length);
	});

	it('numbers its tracks in order and finds each by its id', () => {
		expect(tracks[0]?.id).toBe('house-0001');
		expect(distinct(tracks.map((track) => track.id))).toBe(tracks.length);
		expect(houseTrack('house-0042')).toBe(tracks[41]);
		expect(houseTrack('house-9999')).toBeUndefined();
	});

	it('gives no two tracks the same title', () => {
		expect(distinct(tracks.map((track) => track.title.toLocaleLowerCase('en')))).toBe(
			tracks.length
		);
	});

	it('keeps every track between forty and a hundred seconds', () => {
		const durations = tracks.map((track) => track.durationSeconds);
		expect(Math.min(...durations)).toBeGreaterThanOrEqual(40);
		expect(Math.max(...durations)).toBeLessThanOrEqual(100);
	});

	it('tags only what is another version of a piece by the same artist', () => {
		const versions = tracks.filter((track) => track.version !== 'original');
		expect(versions.length).toBeGreaterThan(30);
		for (const version of versions) {
			const original = tracks.find(
				(track) => track.version === 'original' && track.seed === version.seed
			);
			expect(original?.artist).toBe(version.artist);
			expect(version.title.startsWith(original?.title ?? 'no original')).toBe(true);
		}
	});

	it('gives artists several pieces that differ, mostly in one style', () => {
		const byArtist = Map.groupBy(tracks, (track) => track.artist);
		for (const pieces of byArtist.values()) {
			expect(pieces.length).toBeGreaterThanOrEqual(4);
			expect(distinct(pieces.map((track) => track.styleId))).toBeLessThanOrEqual(2);
		}
	});
});

describe('training tracks', () => {
	it('follow from their seed, and are by nobody in the catalogue', () => {
		const first = trainingTracks(12, 5);
		expect(trainingTracks(12, 5)).toEqual(first);
		expect(trainingTracks(12, 6).map((track) => track.seed)).not.toEqual(
			first.map((track) => track.seed)
		);
		const artists = new Set(tracks.map((track) => track.artistSeed));
		expect(first.some((track) => artists.has(track.artistSeed))).toBe(false);
	});
});

describe('compositions', () => {
	/** Share of the time that two pitched notes sound together in which they are a semitone apart. */
	function semitoneShare(styleId: string): number {
		let clashing = 0;
		let together = 0;
		for (const track of tracks.filter((each) => each.styleId === styleId).slice(0, 2)) {
			const notes = composeTrack(track)
				.parts.filter(
					(part) => 'patch' in part.instrument && part.instrument.patch.kind !== 'noise'
				)
				.flatMap((part) => part.notes)
				.sort((a, b) => a.startSeconds - b.startSeconds);
			notes.forEach((note, index) => {
				const end = note.startSeconds + note.durationSeconds;
				for (const other of notes.slice(index + 1, index + 40)) {
					const overlap =
						Math.min(end, other.startSeconds + other.durationSeconds) - other.startSeconds;
					if (overlap < 0.12) continue;
					together += overlap;
					const distance = Math.round(Math.abs(note.pitch - other.pitch));
					if (distance === 1 || distance === 13) clashing += overlap;
				}
			});
		}
		return clashing / together;
	}

	it.each(houseStyles.map((style) => style.id))('agree with themselves: %s', (styleId) => {
		// Major sevenths and the like are chords of some styles; more than a tenth would be noise.
		expect(semitoneShare(styleId)).toBeLessThan(0.1);
	});

	it('keep every note within the piece', () => {
		for (const track of tracks.filter((_, index) => index % 40 === 0)) {
			const score = composeTrack(track);
			for (const part of score.parts) {
				for (const note of part.notes) {
					expect(note.startSeconds).toBeLessThan(score.durationSeconds);
					expect(note.velocity).toBeGreaterThan(0);
				}
			}
		}
	});
});
