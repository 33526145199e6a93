/**
 * Recordings that the browser itself made (`MediaRecorder`), as web pages offer them to be kept. They
 * are written as they come, so that nothing in them says how long they are.
 */
import { expect, test, type Page } from '@playwright/test';
import { houseRecording } from './recordings.ts';
import { button, openSite } from './site.ts';

const seconds = 6.5;

interface Recorded {
	readonly name: string;
	readonly mimeType: string;
	readonly buffer: Buffer;
}

test('what the browser has recorded is listened to, has a length and plays', async ({ page }) => {
	test.setTimeout(120_000);
	await openSite(page, '/library');
	const files = await record(page, houseRecording('house-0100', { startSeconds: 20, seconds }));
	expect(files.map(({ name }) => name)).toContain('Evening in webm.webm');

	const choosing = page.waitForEvent('filechooser');
	await button(page, 'Add files').first().click();
	await (await choosing).setFiles([...files]);
	for (const { name } of files) {
		const title = name.replace(/\.\w+$/, '');
		const row = page.getByRole('row').filter({ hasText: title });
		await expect(row, 'listened to').toContainText('Quick', { timeout: 60_000 });
		// Recorders begin and end a little early or late.
		await expect(row).toContainText(/0:0[67]/);

		await row.getByRole('button', { name: `Play ${title}` }).click();
		await expect(row.getByRole('button', { name: `Pause ${title}` })).toBeVisible();
		const position = page.getByRole('slider', { name: 'Position' });
		await expect
			.poll(async () => Number(await position.inputValue()), { timeout: 20_000 })
			.toBeGreaterThan(0);
	}
});

/** Plays a WAV file in the page, and records it in every format that this browser can write. */
async function record(page: Page, wav: Buffer): Promise<readonly Recorded[]> {
	const recorded = await page.evaluate(async (text) => {
		const mimeTypes = ['audio/webm;codecs=opus', 'audio/mp4'].filter((mimeType) =>
			MediaRecorder.isTypeSupported(mimeType)
		);
		const context = new AudioContext();
		const wav = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
		const source = new AudioBufferSourceNode(context, {
			buffer: await context.decodeAudioData(wav.buffer)
		});
		const output = new MediaStreamAudioDestinationNode(context);
		source.connect(output);
		const recorders = mimeTypes.map((mimeType) => new MediaRecorder(output.stream, { mimeType }));
		const recordings = recorders.map(async (recorder) => {
			const blob = await new Promise<Blob>((resolve) => {
				recorder.addEventListener('dataavailable', ({ data }) => resolve(data));
			});
			const bytes = new Uint8Array(await blob.arrayBuffer());
			const letters = Array.from(bytes, (byte) => String.fromCharCode(byte));
			return { mimeType: recorder.mimeType, text: btoa(letters.join('')) };
		});
		for (const recorder of recorders) recorder.start();
		source.start();
		await new Promise((resolve) => source.addEventListener('ended', resolve));
		for (const recorder of recorders) recorder.stop();
		const made = await Promise.all(recordings);
		await context.close();
		return made;
	}, wav.toString('base64'));
	return recorded.map(({ mimeType, text }) => {
		const format = /^audio\/(\w+)/.exec(mimeType)?.[1] ?? '';
		const buffer = Buffer.from(text, 'base64');
		return { name: `Evening in ${format}.${format}`, mimeType, buffer };
	});
}
