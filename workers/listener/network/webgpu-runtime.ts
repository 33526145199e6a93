/**
 * tensorflow.js on the graphics processor, on a device of our own: with the adapter's own limits
 * (by default a binding holds 128 MiB, and the first dense layer of Deej-A.I.'s network takes 162),
 * and with every error caught.
 */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { failed, internalFailure, success, type Result } from '#lib/contracts/failure.ts';
import type { TensorRuntime } from './tensor-runtime.ts';

/**
 * @param options.hasDefaultLimits leaves the device at what every device has: for tests
 * @returns `unsupported`, with the reason, where the adapter gives no device
 */
export async function startWebGpu(
	adapter: GPUAdapter,
	options: { readonly hasDefaultLimits?: boolean } = {}
): Promise<Result<TensorRuntime>> {
	try {
		const device = await adapter.requestDevice(
			options.hasDefaultLimits ? {} : { requiredLimits: largestLimits(adapter.limits) }
		);
		return await onDevice(device, adapter.info);
	} catch (error) {
		return internalFailure(error);
	}
}

/** Those that tensorflow.js' programs are made for, and how much a binding may hold. */
function largestLimits(limits: GPUSupportedLimits): Record<string, number> {
	return {
		maxBufferSize: limits.maxBufferSize,
		maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
		maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
		maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
		maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
		maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup
	};
}

const errorKinds = ['validation', 'out-of-memory', 'internal'] as const;

async function onDevice(device: GPUDevice, info: GPUAdapterInfo): Promise<Result<TensorRuntime>> {
	let problem: string | undefined;
	const waiting = new Set<() => void>();
	// Whatever the scopes of `watch` do not see: pipelines that are made in the meantime, for one.
	device.addEventListener('uncapturederror', (event) => {
		event.preventDefault();
		problem ??= event.error.message;
	});
	void device.lost.then(({ message }) => {
		problem ??= `the graphics processor was lost: ${message}`;
		for (const stopWaiting of waiting) stopWaiting();
	});

	tf.enableProdMode();
	// The package registers a device that nobody watches.
	const registered: unknown = tf.findBackendFactory('webgpu');
	if (registered !== undefined) tf.removeBackend('webgpu');
	const factory = (): WebGPUBackend => new WebGPUBackend(device, info);
	tf.registerBackend('webgpu', factory);
	if (!(await tf.setBackend('webgpu'))) {
		device.destroy();
		return failed('unsupported', 'the graphics processor could not be started');
	}
	const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;

	/** Rejects with what the device says, rather than with what tensorflow.js made of it. */
	async function watch<T>(run: () => Promise<T>): Promise<T> {
		const { promise: loss, reject } = Promise.withResolvers<never>();
		waiting.add(reject);
		try {
			if (problem !== undefined) throw new Error(problem);
			for (const kind of errorKinds) device.pushErrorScope(kind);
			const running = run();
			const scopes = errorKinds.map(() => device.popErrorScope());
			const [result, ...caught] = await Promise.race([Promise.all([running, ...scopes]), loss]);
			problem ??= caught.find((each) => each !== null)?.message;
			if (problem !== undefined) throw new Error(problem);
			return result;
		} catch (error) {
			throw problem === undefined ? error : new Error(problem, { cause: error });
		} finally {
			waiting.delete(reject);
		}
	}

	return success({
		backend: 'webgpu',
		maxTensorBytes: Math.min(maxStorageBufferBindingSize, maxBufferSize),
		watch,
		dispose() {
			if (tf.findBackendFactory('webgpu') === factory) tf.removeBackend('webgpu');
			device.destroy();
		}
	});
}
