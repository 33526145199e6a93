/**
 * The source for catalogues whose ids are Spotify's: their own player, in a frame that is seen.
 *
 * Keeps true: nothing is asked of Spotify before a deck is told to play.
 */
import type { Track } from '#lib/contracts/engine.ts';
import { hasSpotifyIdShape } from '#lib/domain/spotify-id.ts';
import type { EmbedPlace } from './embed-place.ts';
import type { Deck, DeckListener, PlaybackSource } from './playback-source.ts';
import { SpotifyDeck } from './spotify-deck.ts';
import { SpotifyEmbed } from './spotify-embed.ts';
import { loadFrameApi, spotifyEmbedUrl } from './spotify-frame-api.ts';

export class SpotifySource implements PlaybackSource {
	readonly #embed: SpotifyEmbed;

	/** @param baseUrl what the frame and its script come from: Spotify's own host unless told */
	constructor(baseUrl: string | undefined, place: EmbedPlace) {
		this.#embed = new SpotifyEmbed(() => loadFrameApi(baseUrl || spotifyEmbedUrl), place);
	}

	canPlay({ id }: Track): boolean {
		return hasSpotifyIdShape(id);
	}

	open({ id }: Track, listener: DeckListener): Deck {
		return new SpotifyDeck(this.#embed, `spotify:track:${id}`, listener);
	}

	/** The frame prepares what it shows, and nothing else. */
	prefetch(): void {}

	close(): void {
		this.#embed.close();
	}
}
