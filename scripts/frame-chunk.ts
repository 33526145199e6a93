/**
 * What every page needs from the start in one file. Left to itself the bundler makes dozens of small
 * ones of it, each of which has to be asked for, brought and started.
 */
import type { Plugin } from 'vite';

/** Every page is in it. */
const frame = /\/src\/routes\/\+layout\.svelte$/;

interface Graph {
	getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** @returns a plugin that puts all that the layout imports, not on demand, into one chunk */
export function frameChunk(): Plugin {
	let frameId: string | undefined;
	const inFrame = new Set<string>();

	function addToFrame(id: string, graph: Graph): void {
		if (inFrame.has(id)) return;
		inFrame.add(id);
		for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) addToFrame(imported, graph);
	}

	function chunkOf(id: string, graph: Graph): string | null {
		if (frameId !== undefined && inFrame.size === 0) addToFrame(frameId, graph);
		return inFrame.has(id) ? 'frame' : null;
	}

	return {
		name: 'deejai-frame-chunk',
		apply: 'build',
		transform: {
			filter: { id: frame },
			handler(_code, id) {
				frameId = id;
			}
		},
		config: (_config, { isSsrBuild }) =>
			isSsrBuild
				? undefined
				: {
						build: {
							rolldownOptions: { output: { codeSplitting: { groups: [{ name: chunkOf }] } } }
						}
					}
	};
}
