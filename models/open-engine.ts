/**
 * The engine that the browser's worker runs, in Node, with a catalogue's folder in it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { Engine } from '#workers/engine/engine.ts';
import { wasmKernels, type KernelFactory } from '#workers/engine/kernels/kernels.ts';
import { openCatalogue } from './open-catalogue.ts';

const root = join(import.meta.dirname, '..');
const kernelsPath = join(root, 'workers/engine/kernels/build/kernels.wasm');

export async function openEngine(catalogueFolder: string): Promise<Result<Engine>> {
	const kernels = await loadKernels();
	if (!kernels.ok) return kernels;
	const engine = new Engine(kernels.value);
	const opened = await openCatalogue(catalogueFolder, engine);
	return opened.ok ? success(engine) : opened;
}

/** The kernels are not committed: a fresh clone compiles them the first time. */
async function loadKernels(): Promise<Result<KernelFactory>> {
	if (!existsSync(kernelsPath)) {
		// Its output is no part of a command's: standard error for all of it.
		const { status } = spawnSync(process.execPath, [join(root, 'scripts/prepare.ts')], {
			stdio: ['ignore', 2, 2]
		});
		if (status !== 0 || !existsSync(kernelsPath)) {
			return failed('internal', "the engine's kernels do not compile");
		}
	}
	return success(wasmKernels(await WebAssembly.compile(await readFile(kernelsPath))));
}
