/**
 * What a person is told: why nothing was found, and what is worth knowing of what was.
 */
import type { FailureCode } from '#lib/contracts/failure.ts';
import type { CaptureFault, CaptureSource } from '#lib/services/capture/capture.ts';
import type { HeardFile, LiveEnd, SoundOrigin, SoundTrouble } from './sound-query.svelte.ts';

const failureSentences: Partial<Record<FailureCode, string>> = {
	'not-audio': 'There is no sound in this file that this browser can read.',
	silent: 'This recording is silent from beginning to end, so there is nothing to go by.',
	'empty-file': 'This file is empty.',
	'file-unreachable': 'The browser cannot read this file any more. Choose it again.',
	'network-unreachable':
		'The listener could not be fetched. It is needed once, so try again when there is a connection.',
	'unexpected-response':
		'The server answered with something other than the listener. That usually passes by itself.',
	'piece-corrupt': 'The listener arrived damaged and was thrown away. Try again.',
	'no-catalogue': 'The catalogue is still on its way. Try again in a moment.',
	unsupported: 'This catalogue brings no sound network, so it cannot be searched by sound.'
};

const faultSentences: Record<CaptureSource, Record<CaptureFault, string>> = {
	microphone: {
		refused:
			'The browser was not allowed to use the microphone. Allow it by the icon beside the page’s address, then try again.',
		'no-device': 'There is no microphone on this device.',
		'device-busy':
			'The microphone could not be opened. Another program may be using it at the moment.',
		'no-sound-shared': 'No sound comes from this microphone.',
		unsupported: 'This browser does not let a page hear a microphone.'
	},
	tab: {
		refused: 'No tab was shared.',
		'no-device': 'There was nothing to share.',
		'device-busy': 'The tab’s sound could not be opened. Try another tab, or try again.',
		'no-sound-shared':
			'The tab was shared without its sound. Choose it again, and tick “Also share tab audio”.',
		unsupported: 'This browser does not let a page hear another tab.'
	}
};

const endSentences: Record<LiveEnd, string> = {
	stopped: '',
	enough: '',
	'device-gone': 'The microphone was disconnected. ',
	'sharing-ended': 'The sharing was ended. '
};

export function troubleSentence(trouble: SoundTrouble): string {
	switch (trouble.kind) {
		case 'failure':
			return (
				failureSentences[trouble.failure.code] ??
				'Something went wrong inside the program. Reloading the page usually helps.'
			);
		case 'capture':
			return faultSentences[trouble.source][trouble.fault];
		case 'heard-too-little':
			return `${endSentences[trouble.end]}That was too short: about five seconds of music are needed.`;
		case 'heard-silence':
			return trouble.source === 'tab'
				? 'The tab was silent. Is something playing in it?'
				: 'Nothing was to be heard. Is the music on, and the microphone not muted?';
	}
}

/** How live listening ended, where that was not what the person wanted; '' otherwise. */
export function endSentence(end: LiveEnd | null): string {
	return end === null ? '' : endSentences[end].trim();
}

/** What is worth knowing of a file that was listened to. */
export function fileSentences({
	notes,
	sliceCount,
	durationSeconds
}: HeardFile): readonly string[] {
	return notes.map((note) => {
		switch (note) {
			case 'padded':
				return 'It is shorter than five seconds, so silence was put after it.';
			case 'cut-short':
				return 'The file ends before it says it does; what is there was listened to.';
			case 'sampled':
				return `Listened to ${sliceCount} excerpts of ${lengthInWords(durationSeconds)}.`;
		}
	});
}

/** To the minute, or to half an hour where it is long. */
function lengthInWords(seconds: number): string {
	const minutes = Math.max(1, Math.round(seconds / 60));
	if (minutes < 90) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
	return `${Math.round(minutes / 30) / 2} hours`;
}

/** What the answer is called, here and as a playlist. */
export function originTitle(origin: SoundOrigin): string {
	switch (origin.kind) {
		case 'file':
			return `Sounds like ${nameWithoutEnding(origin.name)}`;
		case 'microphone':
		case 'tab':
			return 'Sounds like what was playing';
	}
}

function nameWithoutEnding(fileName: string): string {
	return fileName.replace(/\.[a-z0-9]{1,5}$/i, '') || fileName;
}

/** How alike, in words; the numbers are cosines of the sound space. */
export function matchWord(score: number): string {
	if (score >= 0.85) return 'Nearly the same';
	if (score >= 0.7) return 'Very similar';
	if (score >= 0.5) return 'Similar';
	if (score >= 0.3) return 'A little similar';
	return 'Hardly similar';
}

/** Below this the nearest is still not near, and it is said. */
export const farScore = 0.4;
