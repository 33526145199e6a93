/**
 * Makes the player for a catalogue. Load this with `import()` when something is first played: it
 * brings everything that plays, which most of a visit does without.
 */
import type { Playback } from '#lib/contracts/manifest.ts';
import { openAudioOutput } from './audio-output.ts';
import type { EmbedPlace } from './embed-place.ts';
import { FileSource, type FileOf } from './file-source.ts';
import { HouseStreams } from './house-streams.ts';
import { startHouseWorker } from './house-worker.ts';
import { PcmSource } from './pcm-source.ts';
import type { PlaybackSource } from './playback-source.ts';
import { SpotifySource } from './spotify-source.ts';
import { SystemControls, type SystemActions } from './system-controls.ts';
import { TrackPlayer, type TrackEvent } from './track-player.ts';
import { UrlSource } from './url-source.ts';

/** Where Spotify's player comes from, and where it is seen. */
export interface SpotifyEmbedding {
	/** Their own host unless told. */
	readonly baseUrl: string | undefined;
	readonly place: EmbedPlace;
}

export interface OpenedPlayer {
	readonly tracks: TrackPlayer;
	readonly system: SystemControls;
	/** Gives back everything that it holds. */
	close(): void;
}

/** @param fileOf the visitor's own files; null where there are none */
export function openPlayer(
	playback: Playback,
	fileOf: FileOf | null,
	listener: (event: TrackEvent) => void,
	actions: SystemActions,
	embedding: SpotifyEmbedding
): OpenedPlayer {
	const files = fileOf === null ? [] : [new FileSource(fileOf, output)];
	const tracks = new TrackPlayer([...files, ...sourcesFor(playback, embedding)], listener);
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

function output(): AudioNode | null {
	return openAudioOutput()?.destination ?? null;
}

function sourcesFor(playback: Playback, embedding: SpotifyEmbedding): readonly PlaybackSource[] {
	switch (playback.kind) {
		case 'house':
			return [new PcmSource(new HouseStreams(startHouseWorker), output)];
		case 'url':
			return [new UrlSource(playback.template, document.baseURI)];
		case 'spotify':
			return [new SpotifySource(embedding.baseUrl, embedding.place)];
		case 'none':
			return [];
	}
}
