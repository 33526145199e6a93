/**
 * A track that is being rendered: asks its stream for chunks, only as far as somebody wants to
 * hear, and keeps what has come, so that seeking back costs nothing.
 *
 * Keeps true: chunks follow one another without a gap or an overlap, from frame 0; one request to
 * the stream at a time; after `close()` nothing is reported.
 */
import type { Failure } from '#lib/contracts/failure.ts';
import type { OpenPcmStream, PcmChunk, PcmStream } from './pcm-stream.ts';

export interface RenderedChunk extends PcmChunk {
	readonly startFrame: number;
	readonly frameCount: number;
}

/** Small first, so that a click sounds at once; then larger, so that few messages are needed. */
const firstChunkSeconds = 0.25;
const laterChunkSeconds = 0.5;

export class RenderedTrack {
	readonly chunks: RenderedChunk[] = [];
	renderedFrames = 0;
	isComplete = false;
	failure: Failure | null = null;
	/** Called whenever one of the fields above has changed, and once when the stream is open. */
	onChange: () => void = () => {};

	#stream: PcmStream | null = null;
	#wantedSeconds = 0;
	#isRendering = false;
	#isClosed = false;

	constructor(open: OpenPcmStream, trackId: string) {
		void this.#open(open, trackId);
	}

	/** Null until the stream is open. */
	get sampleRateHz(): number | null {
		return this.#stream?.sampleRateHz ?? null;
	}

	/** What the stream announced, or what it gave once it has ended. */
	get totalFrames(): number | null {
		return this.isComplete ? this.renderedFrames : (this.#stream?.totalFrames ?? null);
	}

	/** Renders up to a moment, in the background. Only ever extends what was wanted before. */
	want(seconds: number): void {
		this.#wantedSeconds = Math.max(this.#wantedSeconds, seconds);
		void this.#render();
	}

	/** The position among the chunks of the one that holds a frame, −1 when it isn't rendered. */
	chunkIndexAt(frame: number): number {
		return this.chunks.findIndex(
			({ startFrame, frameCount }) => frame >= startFrame && frame < startFrame + frameCount
		);
	}

	close(): void {
		this.#isClosed = true;
		this.onChange = () => {};
		this.chunks.length = 0;
		this.#stream?.close();
	}

	async #open(open: OpenPcmStream, trackId: string): Promise<void> {
		const opened = await open(trackId);
		if (this.#isClosed) {
			if (opened.ok) opened.value.close();
			return;
		}
		if (opened.ok) this.#stream = opened.value;
		else this.failure = opened.failure;
		this.onChange();
		void this.#render();
	}

	async #render(): Promise<void> {
		const stream = this.#stream;
		if (stream === null || this.#isRendering) return;
		this.#isRendering = true;
		while (this.#hasMoreToRender(stream)) {
			const seconds = this.renderedFrames === 0 ? firstChunkSeconds : laterChunkSeconds;
			const answer = await stream.next(Math.round(seconds * stream.sampleRateHz));
			if (this.#isClosed) break;
			if (!answer.ok) this.failure = answer.failure;
			else this.#append(answer.value);
			this.onChange();
		}
		this.#isRendering = false;
	}

	#hasMoreToRender(stream: PcmStream): boolean {
		return (
			!this.#isClosed &&
			!this.isComplete &&
			this.failure === null &&
			this.renderedFrames < this.#wantedSeconds * stream.sampleRateHz
		);
	}

	#append(chunk: PcmChunk | null): void {
		const frameCount = chunk?.left.length ?? 0;
		if (chunk === null || frameCount === 0) {
			this.isComplete = true;
			return;
		}
		this.chunks.push({ ...chunk, startFrame: this.renderedFrames, frameCount });
		this.renderedFrames += frameCount;
		if (this.#stream !== null && this.renderedFrames >= this.#stream.totalFrames) {
			this.isComplete = true;
		}
	}
}
