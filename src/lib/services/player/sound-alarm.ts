/**
 * Rings at a moment of the audio clock. Unlike a timer it is not slowed in a page that is in the
 * background, it stands still while the sound does, and it is at most one buffer of the device late.
 *
 * It is a source of silence that is stopped at that moment; the browser reports its end.
 */
export function setSoundAlarm(
	context: BaseAudioContext,
	whenSeconds: number,
	ring: () => void
): () => void {
	const silence = new ConstantSourceNode(context, { offset: 0 });
	// What is connected to nothing may not be computed, and then would never end.
	silence.connect(context.destination);
	const clear = (): void => {
		silence.onended = null;
		silence.disconnect();
	};
	silence.onended = () => {
		clear();
		ring();
	};
	silence.start();
	silence.stop(Math.max(whenSeconds, context.currentTime));
	return clear;
}
