/**
 * Builds what is not committed and everything else needs: the kernels' WebAssembly, and the house's
 * catalogue where the site serves it from. Does nothing that is done already.
 */
import { spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync
} from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** When a file, or the newest file below a folder, was last written; 0 if it is not there. */
export function newestMtimeMs(path: string): number {
	const stats = statSync(path, { throwIfNoEntry: false });
	if (!stats) return 0;
	if (stats.isFile()) return stats.mtimeMs;
	const files = readdirSync(path, { recursive: true, withFileTypes: true });
	return Math.max(
		0,
		...files
			.filter((entry) => entry.isFile())
			.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs)
	);
}

/** Compiles a folder of AssemblyScript to one module over memory that its user brings. */
function buildKernels(folder: string): void {
	const source = join(root, folder, 'assembly');
	const target = join(root, folder, 'build', 'kernels.wasm');
	if (existsSync(target) && statSync(target).mtimeMs > newestMtimeMs(source)) return;
	const { status } = spawnSync(
		process.execPath,
		[
			join(root, 'node_modules/assemblyscript/bin/asc.js'),
			join(source, 'index.ts'),
			...['--outFile', target, '--runtime', 'stub', '--importMemory', '--noAssert'],
			...['--enable', 'simd', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge']
		],
		{ stdio: 'inherit' }
	);
	if (status !== 0) throw new Error(`the kernels in ${folder} do not compile`);
}

/** Copies the committed catalogue to where the site serves static files from. */
function placeCatalogue(id: string): void {
	const source = join(root, 'models/catalogues', id);
	const target = join(root, 'static/catalogues', id);
	if (!existsSync(source)) return;
	const manifest = (folder: string): string | undefined => {
		const path = join(folder, 'manifest.json');
		return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
	};
	if (manifest(source) === manifest(target)) return;
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	cpSync(source, target, { recursive: true });
}

export function prepare(): void {
	buildKernels('workers/engine/kernels');
	buildKernels('workers/listener/kernels');
	placeCatalogue('house');
}

if (import.meta.main) prepare();
