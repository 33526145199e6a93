import { expect, test } from 'vitest';
import { failed, type FailureCode } from '#lib/contracts/failure.ts';
import { resample } from '../resample.ts';
import { withWholeDecoding } from './open-recording.ts';

const failing = (code: FailureCode) => () => Promise.resolve(failed(code, 'first'));
const file = new Blob(['x']);

test('what cannot be decoded piece by piece may be decoded as a whole', async () => {
	const open = withWholeDecoding(
		failing('not-audio'),
		async (_file, hertz) => new Float32Array(hertz),
		resample
	);
	const opened = await open(file, 22_050);
	expect(opened).toMatchObject({ ok: true, value: { durationSeconds: 1, isCutShort: false } });
});

test('what cannot be decoded at all fails for the first reason', async () => {
	const open = withWholeDecoding(failing('not-audio'), async () => null, resample);
	expect(await open(file, 22_050)).toMatchObject({
		failure: { code: 'not-audio', message: 'first' }
	});
});

test('a file that is not there, or is far too large, is not tried as a whole', async () => {
	let tries = 0;
	const decodeWhole = async (): Promise<null> => {
		tries++;
		return null;
	};
	await withWholeDecoding(failing('file-unreachable'), decodeWhole, resample)(file, 22_050);
	const large = new Blob(Array.from({ length: 49 }, () => new Uint8Array(2 ** 20)));
	await withWholeDecoding(failing('not-audio'), decodeWhole, resample)(large, 22_050);
	expect(tries).toBe(0);
});
