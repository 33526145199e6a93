/**
 * Systems show their media controls for media elements, not for Web Audio: while the page plays
 * what it makes itself, an element plays silence beside it. Where that is refused, nothing is lost
 * but the controls.
 */

/** Chrome shows controls for media of more than five seconds only. */
const silenceSeconds = 10;
const silenceRateHz = 8000;

export class SystemPresence {
	#audio: HTMLAudioElement | null = null;
	#address = '';
	/** Who sounds now. */
	readonly #users = new Set<object>();

	begin(user: object): void {
		this.#users.add(user);
		this.#audio ??= this.#createElement();
		this.#audio.play().catch(() => {
			// Refused: no controls, then.
		});
	}

	end(user: object): void {
		this.#users.delete(user);
		if (this.#users.size === 0) this.#audio?.pause();
	}

	close(): void {
		this.#users.clear();
		this.#audio?.pause();
		this.#audio = null;
		URL.revokeObjectURL(this.#address);
	}

	#createElement(): HTMLAudioElement {
		this.#address = URL.createObjectURL(new Blob([silentWav()], { type: 'audio/wav' }));
		const audio = new Audio(this.#address);
		audio.loop = true;
		return audio;
	}
}

/** 8 bits, mono: in unsigned samples silence is 128. http://soundfile.sapp.org/doc/WaveFormat/ */
function silentWav(): ArrayBuffer {
	const headerBytes = 44;
	const frameCount = silenceSeconds * silenceRateHz;
	const bytes = new Uint8Array(headerBytes + frameCount).fill(128, headerBytes);
	const view = new DataView(bytes.buffer);
	const text = (offset: number, letters: string): void => {
		bytes.set(new TextEncoder().encode(letters), offset);
	};
	text(0, 'RIFF');
	view.setUint32(4, bytes.length - 8, true);
	text(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, silenceRateHz, true);
	view.setUint32(28, silenceRateHz, true);
	view.setUint16(32, 1, true);
	view.setUint16(34, 8, true);
	text(36, 'data');
	view.setUint32(40, frameCount, true);
	return bytes.buffer;
}
