/**
 * The page's one way to the loudspeakers for what it makes itself.
 *
 * Browsers allow sound only from within a person's gesture, and Safari forgets the gesture at the
 * first `await` of a module: so this file is small, is loaded with the page, and is called straight
 * from the click. The rest of the player can come later.
 */

/** What the house is rendered at; a context of the same rate needs no resampling of ours. */
const preferredRateHz = 44_100;

let context: AudioContext | null = null;

/** Call it in a click or a key press. Null where the browser has no Web Audio at all. */
export function openAudioOutput(): AudioContext | null {
	context ??= createContext();
	// Refused outside a gesture; the deck then reports that it is paused.
	context?.resume().catch(() => {});
	return context;
}

function createContext(): AudioContext | null {
	if (typeof AudioContext === 'undefined') return null;
	sayThatThisIsMusic();
	try {
		return new AudioContext({ sampleRate: preferredRateHz, latencyHint: 'playback' });
	} catch {
		// A device that can't be driven at that rate: its own, and the browser resamples each chunk.
		return new AudioContext({ latencyHint: 'playback' });
	}
}

/** Without this, an iPhone whose ring switch is off plays Web Audio in silence. */
function sayThatThisIsMusic(): void {
	if (!('audioSession' in navigator)) return;
	const session = navigator.audioSession;
	if (typeof session === 'object' && session !== null) Reflect.set(session, 'type', 'playback');
}
