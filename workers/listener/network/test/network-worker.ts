/** A worker with the sound network in it, and a graphics processor that can be taken away. */
import { expose } from 'comlink';
import { parseEncoder, type EncoderPlan } from '#lib/contracts/encoder-plan.ts';
import type { EncoderDescription } from '#lib/contracts/encoder.ts';
import type { Result } from '#lib/contracts/failure.ts';
import { chooseNetwork, type ChosenNetwork, type ChooseOptions } from '../choose-network.ts';
import { findGraphicsAdapter } from '../graphics-adapter.ts';
import { createNetwork } from '../network.ts';
import type { TensorNetwork } from '../tensor-network.ts';

const devices: GPUDevice[] = [];

/** Every device that is asked for is remembered. */
function rememberDevices(): void {
	if (!('GPUAdapter' in globalThis)) return;
	const descriptor = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, 'requestDevice');
	const requestDevice = descriptor?.value as GPUAdapter['requestDevice'];
	GPUAdapter.prototype.requestDevice = async function (...asked) {
		const device = await requestDevice.apply(this, asked);
		devices.push(device);
		return device;
	};
}
rememberDevices();

let chosen: ChosenNetwork | undefined;
let tensor: TensorNetwork | undefined;

function planned(description: EncoderDescription): EncoderPlan {
	return valueOf(parseEncoder(description));
}

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

function opened<T>(network: T | undefined): T {
	if (!network) throw new Error('No network was opened');
	return network;
}

const api = {
	async choose(description: EncoderDescription, weights: Uint8Array, options: ChooseOptions) {
		chosen = await chooseNetwork(planned(description), weights, options);
		return chosen.summary;
	},
	summary: () => opened(chosen).summary,
	embed: (slices: Float32Array, count: number) => opened(chosen).embed(slices, count),

	/** The plain network's answer, for one slice. */
	reference: (description: EncoderDescription, weights: Uint8Array, slice: Float32Array) =>
		createNetwork(planned(description), weights).embed(slice),

	/** On a device with the limits that every device has; `isSplitting` false: as if it had none. */
	async openWithDefaultLimits(
		description: EncoderDescription,
		weights: Uint8Array,
		isSplitting: boolean
	) {
		const { startWebGpu } = await import('../webgpu-runtime.ts');
		const { openTensorNetwork } = await import('../tensor-network.ts');
		const adapter = valueOf(await findGraphicsAdapter({ isSoftwareAllowed: true }));
		const runtime = valueOf(await startWebGpu(adapter, { hasDefaultLimits: true }));
		const { maxTensorBytes } = runtime;
		tensor = valueOf(
			await openTensorNetwork(planned(description), weights, {
				...runtime,
				maxTensorBytes: isSplitting ? maxTensorBytes : Infinity
			})
		);
		return maxTensorBytes;
	},
	embedThere: (slices: Float32Array, count: number) => opened(tensor).embed(slices, count),
	tensorCount: () => opened(tensor).tensorCount(),
	loseDevices: () => devices.splice(0).forEach((device) => device.destroy())
};

export type NetworkWorkerApi = typeof api;

expose(api);
