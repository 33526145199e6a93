/**
 * The browser's own players, for files: each tied to an audio context, so that their sound can be
 * faded on its clock. They are used again, because
 * - a browser ties an element to a context once and for ever;
 * - Safari lets only those play without a further click that were loaded in one. So this file is
 *   small, is loaded with the page, and `unlockAudioElements` is called straight from the click.
 */

export interface TiedElement {
	readonly audio: HTMLAudioElement;
	readonly source: MediaElementAudioSourceNode;
}

/** One that plays and one that comes. More are made where somebody skips faster than fades last. */
const usualCount = 2;

const idle = new WeakMap<AudioContext, TiedElement[]>();

/** Call it in a click or a key press. */
export function unlockAudioElements(context: AudioContext): void {
	if (idle.has(context)) return;
	idle.set(
		context,
		Array.from({ length: usualCount }, () => {
			const element = tie(context);
			element.audio.load();
			return element;
		})
	);
}

/** An element for one's own use, without a source. */
export function takeAudioElement(context: AudioContext): TiedElement {
	return idle.get(context)?.pop() ?? tie(context);
}

/** Ends what it plays, and keeps it for the next. */
export function returnAudioElement(context: AudioContext, element: TiedElement): void {
	const { audio, source } = element;
	source.disconnect();
	audio.pause();
	// Lets go of the file; taking `src` away alone doesn't.
	audio.removeAttribute('src');
	audio.load();
	const kept = idle.get(context) ?? [];
	kept.push(element);
	idle.set(context, kept);
}

function tie(context: AudioContext): TiedElement {
	const audio = new Audio();
	audio.preload = 'auto';
	return { audio, source: context.createMediaElementSource(audio) };
}
