/**
 * What a person does to a playlist, said as it is done, with a way to take it back.
 */
import type { Track } from '#lib/contracts/engine.ts';
import { trackLabel } from '#lib/domain/track-label.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';
import type { PlaylistSession } from './session.svelte.ts';

export interface Steering {
	readonly moreLike: (track: Track) => void;
	readonly lessLike: (track: Track) => void;
	readonly withoutArtist: (artist: string) => void;
	readonly withoutWaypoint: (track: Track) => void;
	readonly again: () => Promise<void>;
}

export function steer(session: PlaylistSession, toasts: Toasts): Steering {
	/** Undone by what it was before, not by the browser's Back, which may have been pressed since. */
	function tell(text: string, before = session.link): void {
		toasts.show(text, { label: 'Undo', run: () => session.step(before) });
	}

	return {
		moreLike(track) {
			tell(`The playlist now passes through ${trackLabel(track)}.`);
			session.moreLike(track);
		},
		lessLike(track) {
			tell(`Less like ${trackLabel(track)} from here on.`);
			session.lessLike(track);
		},
		withoutArtist(artist) {
			tell(`Without ${artist} from here on.`);
			session.withoutArtist(artist);
		},
		withoutWaypoint(track) {
			tell(`The playlist no longer passes through ${trackLabel(track)}.`);
			session.withoutWaypoint(track.id);
		},
		async again() {
			const before = session.link;
			if (!(await session.again())) return;
			const percent = Math.round(session.link.noise * 100);
			tell(`Noise is now ${percent} %: without it, the same wish gives the same tracks.`, before);
		}
	};
}
