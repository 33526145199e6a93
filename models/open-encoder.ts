/** A catalogue's sound network, verified and ready to listen in Node. */
import { parseEncoder } from '#lib/contracts/encoder-plan.ts';
import type { FrontEnd } from '#lib/contracts/encoder.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { createNetwork, type Network } from '#workers/listener/network/network.ts';
import { readManifest, readPiece } from './open-catalogue.ts';

export interface OpenEncoder {
	readonly frontEnd: FrontEnd;
	readonly network: Network;
}

/** @returns `bad-input` for a catalogue that brings none */
export async function openEncoder(folder: string): Promise<Result<OpenEncoder>> {
	const manifest = await readManifest(folder);
	if (!manifest.ok) return manifest;
	const { encoder } = manifest.value;
	if (!encoder) {
		return failed('bad-input', `${folder}: the catalogue has no sound network to listen with`);
	}
	const plan = parseEncoder(encoder.description);
	if (!plan.ok) return plan;
	const weights = await readPiece(folder, encoder.weights);
	if (!weights.ok) return weights;
	const network = createNetwork(plan.value, new Uint8Array(weights.value));
	return success({ frontEnd: plan.value.description.frontEnd, network });
}
