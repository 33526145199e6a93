/**
 * Makes the player for a catalogue. Load this with `import()` when something is first played: it
 * brings everything that plays, which most of a visit does without.
 */
import type { Playback } from '#lib/contracts/manifest.ts';
import { openAudioOutput } from './audio-output.ts';
import { HouseStreams } from './house-streams.ts';
import { startHouseWorker } from './house-worker.ts';
import { PcmSource } from './pcm-source.ts';
import type { DeckListener, PlaybackSource } from './playback-source.ts';
import { SystemControls, type SystemActions } from './system-controls.ts';
import { TrackPlayer } from './track-player.ts';
import { UrlSource } from './url-source.ts';

export interface OpenedPlayer {
	readonly tracks: TrackPlayer;
	readonly system: SystemControls;
	/** Gives back everything that it holds. */
	close(): void;
}

export function openPlayer(
	playback: Playback,
	listener: DeckListener,
	actions: SystemActions
): OpenedPlayer {
	const tracks = new TrackPlayer(sourcesFor(playback), listener);
	const system = new SystemControls(actions);
	return {
		tracks,
		system,
		close() {
			tracks.close();
			system.close();
		}
	};
}

function sourcesFor(playback: Playback): readonly PlaybackSource[] {
	switch (playback.kind) {
		case 'house':
			return [new PcmSource(new HouseStreams(startHouseWorker), openAudioOutput)];
		case 'url':
			return [new UrlSource(playback.template, document.baseURI)];
		case 'spotify':
		case 'none':
			return [];
	}
}
