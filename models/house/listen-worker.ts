/**
 * One of the threads that listen: renders a track, cuts it into slices, and runs a network on them.
 * A task carries all that it needs, the network included, so tasks can go to any thread.
 */
import { parentPort } from 'node:worker_threads';
import { planLayers, type EncoderPlan } from '#lib/contracts/encoder-plan.ts';
import type { EncoderDescription, FrontEnd } from '#lib/contracts/encoder.ts';
import type { HouseTrack } from '#workers/house/catalogue.ts';
import { renderTrack } from '#workers/house/render.ts';
import { createMelSlicer, type MelSlicer } from '#workers/listener/front-end/mel-slices.ts';
import { createNetwork, type Network } from '#workers/listener/network/network.ts';

/** A stretch of a track, in seconds from its beginning. */
export interface Stretch {
	readonly startSeconds: number;
	readonly seconds: number;
}

export interface EncoderFiles {
	readonly description: EncoderDescription;
	readonly weights: Uint8Array;
}

export type Task =
	/** The slices of each stretch, [slice][band][frame]. */
	| {
			readonly kind: 'hear';
			readonly track: HouseTrack;
			readonly stretches: readonly Stretch[];
			readonly frontEnd: FrontEnd;
	  }
	/** What the network gives for each slice, [slice][…]. */
	| { readonly kind: 'run'; readonly slices: Float32Array; readonly encoder: EncoderFiles }
	/** Both at once: the track's slices are never sent anywhere. */
	| {
			readonly kind: 'listen';
			readonly track: HouseTrack;
			readonly stretches: readonly Stretch[];
			readonly encoder: EncoderFiles;
			/** Layers by name whose output is wanted as well, summed over the slices. */
			readonly alsoSum: readonly string[];
	  };

export interface Answer {
	readonly values: Float32Array;
	readonly sliceCount: number;
	/** One for each layer in `alsoSum`. */
	readonly sums: readonly Float64Array[];
}

/** The last network that a task brought; consecutive tasks bring the same. */
let cached: Opened | undefined;

interface Opened {
	readonly id: string;
	readonly plan: EncoderPlan;
	readonly network: Network;
	readonly slicer: MelSlicer;
}

function open({ description, weights }: EncoderFiles): Opened {
	if (cached?.id !== description.id) {
		const plan = planLayers(description);
		if (!plan.ok) throw new Error(plan.failure.message);
		cached = {
			id: description.id,
			plan: plan.value,
			network: createNetwork(plan.value, weights),
			slicer: createMelSlicer(description.frontEnd)
		};
	}
	return cached;
}

/** Renders in mono at the front end's rate and cuts each stretch into slices of its own. */
function hear(
	track: HouseTrack,
	stretches: readonly Stretch[],
	sampleRateHz: number,
	slicer: MelSlicer
): Float32Array[] {
	return stretches.flatMap((stretch) => {
		const { left, right } = renderTrack(track, { sampleRateHz, ...stretch });
		const mono = left.map((sample, n) => (sample + (right[n] as number)) / 2);
		return Array.from({ length: slicer.sliceCount(mono.length) }, (_, index) =>
			slicer.slice(mono, index)
		);
	});
}

function join(parts: readonly Float32Array[], sums: readonly Float64Array[] = []): Answer {
	const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		values.set(part, at);
		at += part.length;
	}
	return { values, sliceCount: parts.length, sums };
}

export function perform(task: Task): Answer {
	switch (task.kind) {
		case 'hear': {
			const slicer = createMelSlicer(task.frontEnd);
			return join(hear(task.track, task.stretches, task.frontEnd.sampleRateHz, slicer));
		}
		case 'run': {
			const { network } = open(task.encoder);
			const { melBands, sliceFrames } = task.encoder.description.frontEnd;
			const size = melBands * sliceFrames;
			return join(
				Array.from({ length: task.slices.length / size }, (_, index) =>
					network.embed(task.slices.subarray(index * size, (index + 1) * size))
				)
			);
		}
		case 'listen': {
			const { network, slicer, plan } = open(task.encoder);
			const { sampleRateHz } = task.encoder.description.frontEnd;
			const wanted = task.alsoSum.map((name) =>
				plan.layers.findIndex(({ layer }) => layer.name === name)
			);
			const sums = wanted.map(
				(layer) => new Float64Array(plan.layers[layer]?.outputShape.reduce((n, m) => n * m, 1) ?? 0)
			);
			const embeddings = hear(task.track, task.stretches, sampleRateHz, slicer).map((slice) => {
				const outputs = network.activations(slice);
				for (const [index, layer] of wanted.entries()) {
					addTo(sums[index] as Float64Array, outputs[layer] as Float32Array);
				}
				return outputs[outputs.length - 1] as Float32Array;
			});
			return join(embeddings, sums);
		}
	}
}

function addTo(sum: Float64Array, values: Float32Array): void {
	for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (values[i] as number);
}

parentPort?.on('message', (task: Task) => {
	const answer = perform(task);
	parentPort?.postMessage(answer, [answer.values.buffer as ArrayBuffer]);
});
