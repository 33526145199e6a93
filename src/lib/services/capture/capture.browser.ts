import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { captureFault, openMicrophone, openTab, type Capture, type CaptureEnd } from './capture.ts';

/** Every stream that the browser gives out, to see what becomes of it; it is the browser's own. */
const streams: MediaStream[] = [];

const { mediaDevices } = navigator;
const askBrowser = mediaDevices.getUserMedia.bind(mediaDevices);
const getUserMedia = vi
	.spyOn(mediaDevices, 'getUserMedia')
	.mockImplementation(async (constraints) => {
		const stream = await askBrowser(constraints);
		streams.push(stream);
		return stream;
	});

const open: Capture[] = [];
afterEach(() => {
	for (const capture of open.splice(0)) capture.stop();
	streams.length = 0;
});

async function microphone(): Promise<Capture> {
	// Sound runs only once the page was clicked.
	await userEvent.click(document.body);
	const opened = await openMicrophone();
	if (!opened.ok) throw new Error(opened.failure.message);
	open.push(opened.value);
	return opened.value;
}

/** The first chunks, as they come. */
function heard(capture: Capture, count: number): Promise<readonly Float32Array<ArrayBuffer>[]> {
	const chunks: Float32Array<ArrayBuffer>[] = [];
	return new Promise((resolve) => {
		capture.onSamples((samples) => {
			chunks.push(samples);
			if (chunks.length === count) resolve(chunks);
		});
	});
}

describe('a microphone', () => {
	it('gives quarters of a second at the rate that it states, and something sounds in them', async () => {
		const capture = await microphone();
		// The browser's pretended microphone beeps once a second.
		const chunks = await heard(capture, 8);
		expect(chunks.map(({ length }) => length)).toEqual(
			Array.from({ length: 8 }, () => Math.round(capture.sampleRateHz / 4))
		);
		const peak = Math.max(...chunks.map((chunk) => Math.max(...chunk)));
		expect(peak).toBeGreaterThan(0.01);
		expect(peak).toBeLessThanOrEqual(1);
	});

	it('keeps what comes before anybody listens', async () => {
		const capture = await microphone();
		// Another one that is listened to tells the time.
		await heard(await microphone(), 5);
		const atOnce: Float32Array[] = [];
		capture.onSamples((samples) => atOnce.push(samples));
		expect(atOnce.length).toBeGreaterThan(1);
	});

	it('is asked for music, not for speech', async () => {
		await microphone();
		const settings = streams[0]?.getAudioTracks()[0]?.getSettings();
		expect(settings).toMatchObject({
			echoCancellation: false,
			noiseSuppression: false,
			autoGainControl: false
		});
	});

	it('is given back by stop, and says nothing more', async () => {
		const capture = await microphone();
		await heard(capture, 1);
		const late = vi.fn();
		const ended = vi.fn();
		capture.onSamples(late);
		capture.onEnd(ended);
		capture.stop();
		expect(
			streams.flatMap((stream) => stream.getTracks()).map((track) => track.readyState)
		).toEqual(['ended']);
		const again = await microphone();
		await heard(again, 2);
		expect(late).not.toHaveBeenCalled();
		expect(ended).not.toHaveBeenCalled();
	});

	it('that is unplugged says so, once', async () => {
		const capture = await microphone();
		const ends: CaptureEnd[] = [];
		capture.onEnd((end) => ends.push(end));
		const [track] = streams[0]?.getAudioTracks() ?? [];
		track?.dispatchEvent(new Event('ended'));
		track?.dispatchEvent(new Event('ended'));
		expect(ends).toEqual(['device-gone']);
		expect(track?.readyState).toBe('ended');
	});
});

describe('what a browser refuses', () => {
	it.each([
		['NotAllowedError', 'refused'],
		['NotFoundError', 'no-device'],
		['NotReadableError', 'device-busy'],
		['TypeError', 'unsupported']
	] as const)('%s is %s', async (name, fault) => {
		const refusal = new DOMException('as the browser says it', name);
		getUserMedia.mockRejectedValueOnce(refusal);
		const opened = await openMicrophone();
		expect(opened.ok ? null : captureFault(opened.failure)).toBe(fault);
		expect(opened.ok ? null : opened.failure.code).toBe('not-allowed');
	});

	it('a tab without its sound is told apart, and its picture is let go', async () => {
		const canvas = document.createElement('canvas');
		canvas.getContext('2d');
		const picture = canvas.captureStream();
		vi.spyOn(mediaDevices, 'getDisplayMedia').mockResolvedValueOnce(picture);
		const opened = await openTab();
		expect(opened.ok ? null : captureFault(opened.failure)).toBe('no-sound-shared');
		expect(picture.getTracks().map((track) => track.readyState)).toEqual(['ended']);
	});
});
