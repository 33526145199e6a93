/** Chooses the voice that plays a patch. */
import { AnalogVoice } from './analog-voice.ts';
import { FmVoice } from './fm-voice.ts';
import { ModalVoice } from './modal-voice.ts';
import { NoiseVoice } from './noise-voice.ts';
import type { Patch } from './patch.ts';
import { PluckVoice } from './pluck-voice.ts';
import type { Voice, VoiceNote } from './voice.ts';
import { WaveVoice } from './wave-voice.ts';

export function createVoice(patch: Patch, note: VoiceNote, sampleRateHz: number): Voice {
	switch (patch.kind) {
		case 'analog':
			return new AnalogVoice(patch, note, sampleRateHz);
		case 'fm':
			return new FmVoice(patch, note, sampleRateHz);
		case 'pluck':
			return new PluckVoice(patch, note, sampleRateHz);
		case 'modal':
			return new ModalVoice(patch, note, sampleRateHz);
		case 'wave':
			return new WaveVoice(patch, note, sampleRateHz);
		case 'noise':
			return new NoiseVoice(patch, note, sampleRateHz);
	}
}
