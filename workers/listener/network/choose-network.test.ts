import { beforeAll, describe, expect, it, vi } from 'vitest';
import { failed, success } from '#lib/contracts/failure.ts';
import { chooseNetwork, type ChooseOptions, type ChosenNetwork } from './choose-network.ts';
import { isSoftware } from './graphics-adapter.ts';
import { createNetwork } from './network.ts';
import { openTensorNetwork, type TensorNetwork } from './tensor-network.ts';
import { end, build, height, noise, width } from './test/small-networks.ts';
import { wasmPaths } from './test/wasm-in-node.ts';
import { startWasm } from './wasm-runtime.ts';

const last = end(height * width);
const { plan, weights } = build([{ kind: 'leaky-relu', slope: 0.5 }, ...last.layers], last.tensors);
const slices = Float32Array.from(noise(3 * height * width, 9));
const expected = [0, 1, 2].flatMap((i) => [
	...createNetwork(plan, weights).embed(
		slices.subarray(i * height * width, (i + 1) * height * width)
	)
]);

function expectRight(embeddings: Float32Array): void {
	expect(embeddings.length).toBe(expected.length);
	expected.forEach((x, i) => expect(embeddings[i]).toBeCloseTo(x, 4));
}

type Openers = NonNullable<ChooseOptions['openers']>;

const choose = (options: Omit<ChooseOptions, 'wasmPaths'>) =>
	chooseNetwork(plan, weights, { wasmPaths, ...options });

/** WebAssembly's network, with something wrong about it. */
function sabotaged(change: (network: TensorNetwork) => Partial<TensorNetwork>): {
	open: NonNullable<Openers['wasm']>;
	dispose: () => void;
} {
	const dispose = vi.fn<() => void>();
	return {
		dispose,
		async open(...of) {
			const runtime = await startWasm(wasmPaths);
			if (!runtime.ok) return runtime;
			const opened = await openTensorNetwork(...of, runtime.value);
			if (!opened.ok) return opened;
			const network = opened.value;
			return success({ ...network, ...change(network), dispose });
		}
	};
}

/** One number of one slice's embedding off by 1 % of the largest. */
const slightlyWrong = sabotaged((network) => ({
	async embed(...of) {
		const embedded = await network.embed(...of);
		if (!embedded.ok) return embedded;
		const largest = embedded.value.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
		const wrong = embedded.value.slice();
		wrong[142] = (wrong[142] ?? 0) + 0.01 * largest;
		return success(wrong);
	}
}));

describe('the network that is chosen', () => {
	it('is WebAssembly’s where there is no graphics processor', async () => {
		const network = await choose({});
		expect(network.summary).toEqual({
			backend: 'wasm',
			reason: 'webgpu: there is no graphics processor to use'
		});
		expectRight(await network.embed(slices, 3));
		network.dispose();
	});

	it('is the one that was asked for, without a reason', async () => {
		for (const backend of ['wasm', 'reference'] as const) {
			const network = await choose({ backend });
			expect(network.summary).toEqual({ backend });
			expectRight(await network.embed(slices, 3));
			network.dispose();
		}
	});

	it.each([
		['gives a wrong answer', slightlyWrong, 'wasm: it gave a wrong answer to a known sound'],
		[
			'gives no number',
			sabotaged(() => ({
				embed: async (_, count) => success(new Float32Array(count * 100).fill(NaN))
			})),
			'wasm: it gave a wrong answer to a known sound'
		],
		[
			'fails',
			sabotaged(() => ({ embed: async () => failed('internal', 'out of order') })),
			'wasm: out of order'
		]
	])('is not one that %s', async (_, { open, dispose }, reason) => {
		const network = await choose({ backend: 'wasm', openers: { wasm: open } });
		expect(network.summary).toEqual({ backend: 'reference', reason });
		expect(dispose).toHaveBeenCalledOnce();
		expectRight(await network.embed(slices, 3));
	});

	it('is not one that cannot be opened, even if that throws', async () => {
		const network = await choose({
			openers: {
				webgpu: async () => failed('unsupported', 'none here'),
				wasm: () => Promise.reject(new Error('no file'))
			}
		});
		expect(network.summary).toEqual({
			backend: 'reference',
			reason: 'webgpu: none here; wasm: no file'
		});
		expectRight(await network.embed(slices, 3));
	});
});

describe('a backend that fails later', () => {
	let chosen: ChosenNetwork;
	const failing = sabotaged((network) => {
		let isLost = false;
		return {
			backend: 'webgpu',
			async embed(values, count) {
				if (count !== 2) isLost = true;
				return isLost
					? failed('internal', 'the graphics processor was lost')
					: network.embed(values, count);
			}
		};
	});
	beforeAll(async () => {
		chosen = await choose({ openers: { webgpu: failing.open } });
	});

	it('is left for the next: nobody who waits notices, and the summary says why', async () => {
		expect(chosen.summary).toEqual({ backend: 'webgpu' });
		const both = await Promise.all([chosen.embed(slices, 3), chosen.embed(slices, 3)]);
		both.forEach(expectRight);
		expect(failing.dispose).toHaveBeenCalledOnce();
		expect(chosen.summary).toEqual({
			backend: 'wasm',
			reason: 'webgpu: the graphics processor was lost'
		});
	});
});

describe('an adapter in software', () => {
	it.each([
		{ isFallbackAdapter: true },
		{ info: { isFallbackAdapter: true } },
		{ info: { vendor: 'google', architecture: 'swiftshader' } },
		{ info: { description: 'llvmpipe (LLVM 15.0.7, 256 bits)' } },
		{ info: { description: 'Microsoft Basic Render Driver' } },
		{ info: { vendor: 'microsoft', architecture: 'warp' } }
	])('%j', (adapter) => expect(isSoftware(adapter)).toBe(true));

	it.each([
		{},
		{ isFallbackAdapter: false, info: { vendor: 'nvidia', architecture: 'hopper' } },
		{ info: { vendor: 'apple', architecture: 'metal-3', description: 'Apple M2' } }
	])('is not %j', (adapter) => expect(isSoftware(adapter)).toBe(false));
});
