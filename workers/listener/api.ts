/**
 * What the listener's worker exposes. Its type is the worker's interface. Everything that can go
 * wrong comes back as a value: an error that is thrown through comlink keeps nothing but its text.
 */
import { parseEncoder, type EncoderPlan } from '#lib/contracts/encoder-plan.ts';
import type { FrontEnd } from '#lib/contracts/encoder.ts';
import { failed, internalFailure, success, type Result } from '#lib/contracts/failure.ts';
import type {
	Analysis,
	AnalysisMode,
	Encoder,
	IdentifiedFile,
	Impression,
	ListenerBackend,
	ListenerSummary
} from '#lib/contracts/listener.ts';
import { analyse } from './analyse.ts';
import { withWholeDecoding, type DecodeWhole } from './decoding/open-recording.ts';
import type { OpenRecording } from './decoding/recording.ts';
import { createEar, type Ear, type SoundNetwork } from './ear.ts';
import type { MelSlicer } from './front-end/mel-slices.ts';
import { createHearing, type Hearing } from './hearing.ts';
import { tfIdf } from './pooling/tf-idf.ts';
import type { Resample } from './resampling/resampler.ts';

/** What differs between the worker and a test. */
export interface ListenerPorts {
	readonly openRecording: OpenRecording;
	readonly identify: (file: File) => Promise<Result<IdentifiedFile>>;
	readonly loadSlicer: (frontEnd: FrontEnd) => Promise<MelSlicer>;
	readonly loadResample: () => Promise<Resample>;
	readonly loadNetwork: (
		plan: EncoderPlan,
		weights: Uint8Array,
		backend: ListenerBackend | undefined
	) => Promise<SoundNetwork>;
}

interface Loaded {
	readonly revision: string;
	readonly network: SoundNetwork;
	readonly ear: Ear;
}

export function createListenerApi(ports: ListenerPorts) {
	let loaded: Loaded | null = null;
	let openRecording = ports.openRecording;
	let hearing: Hearing | null = null;
	/** The calls that may still be stopped. */
	const running = new Map<number, AbortController>();

	/** @param decodeWhole the page's own decoder, for what a worker cannot decode */
	async function load(
		{ revision, description, weights }: Encoder,
		backend: ListenerBackend | undefined,
		decodeWhole: DecodeWhole
	): Promise<Result<ListenerSummary>> {
		try {
			const plan = parseEncoder(description);
			if (!plan.ok) return plan;
			if (weights.byteLength !== description.weightsSizeBytes) {
				return failed('malformed', `the network's weights are ${weights.byteLength} bytes`);
			}
			const { frontEnd } = plan.value.description;
			const [slicer, resample, network] = await Promise.all([
				ports.loadSlicer(frontEnd),
				ports.loadResample(),
				ports.loadNetwork(plan.value, new Uint8Array(weights), backend)
			]);
			openRecording = withWholeDecoding(ports.openRecording, decodeWhole, resample);
			loaded = { revision, network, ear: createEar(frontEnd, slicer, network) };
			hearing = null;
			return success({ revision, ...network.summary });
		} catch (error) {
			return internalFailure(error);
		}
	}

	/** What the network runs on now: a backend that failed on the way has been left. */
	function summary(): Result<ListenerSummary> {
		if (!loaded) return notLoaded();
		return success({ revision: loaded.revision, ...loaded.network.summary });
	}

	/** @param call names this call for `stop` */
	async function listen(file: File, mode: AnalysisMode, call: number): Promise<Result<Analysis>> {
		if (!loaded) return notLoaded();
		const controller = new AbortController();
		running.set(call, controller);
		try {
			const { signal } = controller;
			return await analyse(file, { openRecording, ear: loaded.ear, mode, signal });
		} catch (error) {
			return internalFailure(error);
		} finally {
			running.delete(call);
		}
	}

	async function identify(file: File): Promise<Result<IdentifiedFile>> {
		try {
			return await ports.identify(file);
		} catch (error) {
			return internalFailure(error);
		}
	}

	async function beginHearing(sampleRateHz: number): Promise<Result<void>> {
		if (!loaded) return notLoaded();
		if (!Number.isSafeInteger(sampleRateHz) || sampleRateHz < 1000 || sampleRateHz > 1_000_000) {
			return failed('out-of-range', `sound at ${sampleRateHz} Hz cannot be heard`);
		}
		try {
			hearing = createHearing(loaded.ear, sampleRateHz, await ports.loadResample());
			return success(undefined);
		} catch (error) {
			return internalFailure(error);
		}
	}

	async function hear(samples: Float32Array): Promise<Result<Impression>> {
		if (!hearing) return failed('bad-input', 'hearing has not begun');
		try {
			return success(await hearing.hear(samples));
		} catch (error) {
			return internalFailure(error);
		}
	}

	function pool(batch: readonly Float32Array[]): Result<readonly Float32Array<ArrayBuffer>[]> {
		try {
			return success(tfIdf(batch));
		} catch (error) {
			return internalFailure(error);
		}
	}

	return {
		load,
		summary,
		analyse: listen,
		stop: (call: number) => running.get(call)?.abort(),
		identify,
		beginHearing,
		hear,
		pool
	};
}

function notLoaded() {
	return failed('bad-input', 'no sound network has been loaded');
}

export type ListenerApi = ReturnType<typeof createListenerApi>;
