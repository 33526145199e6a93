/** The source for the visitor's own music: files of the library, played from where they lie. */
import type { Track } from '#lib/contracts/engine.ts';
import { failed, internalFailure, type Result } from '#lib/contracts/failure.ts';
import { isLibraryId, type LibraryId } from '#lib/domain/library-id.ts';
import { FileDeck } from './file-deck.ts';
import type { Deck, DeckListener, PlaybackSource } from './playback-source.ts';
import { SilentDeck } from './silent-deck.ts';

/** A track's file; `file-unreachable` where its folder has to be chosen again. */
export type FileOf = (id: LibraryId) => Promise<Result<File>>;

export class FileSource implements PlaybackSource {
	readonly #fileOf: FileOf;
	readonly #output: () => AudioNode | null;

	/** @param output where sound goes, made in the gesture that asked for it; null: nowhere */
	constructor(fileOf: FileOf, output: () => AudioNode | null) {
		this.#fileOf = fileOf;
		this.#output = output;
	}

	canPlay({ id }: Track): boolean {
		return isLibraryId(id);
	}

	open({ id }: Track, listener: DeckListener): Deck {
		const output = this.#output();
		if (!isLibraryId(id) || !(output?.context instanceof AudioContext)) {
			const refusal = failed('unsupported', 'This browser has no Web Audio');
			return new SilentDeck(refusal.failure, listener);
		}
		const file = this.#fileOf(id).catch(internalFailure);
		return new FileDeck(output.context, output, file, listener);
	}

	/** A file on this device is opened as fast as it is asked for. */
	prefetch(): void {}

	close(): void {}
}
