/** The decoder's worker: beside the listener's own, so that one decodes while the other listens. */
import { expose } from 'comlink';
import { loadResample } from '../load-kernels.ts';
import { createDecoderApi } from './api.ts';
import { mediaOpener } from './open-media.ts';

// Calls that come before the kernels do would be lost: so it answers from the start.
const resample = loadResample();
expose(
	createDecoderApi(async (file, sampleRateHz) => mediaOpener(await resample)(file, sampleRateHz))
);
