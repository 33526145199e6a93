/**
 * From a stream of sound to its samples. They are taken on the audio thread, at the context's own
 * rate; nothing is played, though the tap is connected to the loudspeakers: browsers let only those
 * parts of a graph run that lead somewhere.
 */
// Its own file under the site's own address: the page's policy allows no script from a blob.
import processorUrl from './tap-processor.ts?worker&url';

/** Ends with the context; rejects where the processor's file cannot be fetched. */
export async function tapSamples(
	context: AudioContext,
	stream: MediaStream,
	onSamples: (samples: Float32Array<ArrayBuffer>) => void
): Promise<void> {
	await context.audioWorklet.addModule(processorUrl);
	const source = context.createMediaStreamSource(stream);
	const tap = new AudioWorkletNode(context, 'sample-tap', { channelCountMode: 'max' });
	tap.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => onSamples(data);
	source.connect(tap).connect(context.destination);
}
