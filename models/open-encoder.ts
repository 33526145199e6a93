/** A catalogue's sound network, verified and ready to listen in Node. */
import { parseEncoder, type EncoderPlan } from '#lib/contracts/encoder-plan.ts';
import type { FrontEnd } from '#lib/contracts/encoder.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { Manifest } from '#lib/contracts/manifest.ts';
import { createNetwork, type Network } from '#workers/listener/network/network.ts';
import { readManifest, readPiece } from './open-catalogue.ts';

export interface OpenEncoder {
	readonly frontEnd: FrontEnd;
	readonly network: Network;
}

export interface EncoderFiles {
	readonly plan: EncoderPlan;
	readonly weights: Uint8Array;
}

/** @returns `bad-input` for a catalogue that brings none */
export async function openEncoder(folder: string): Promise<Result<OpenEncoder>> {
	const manifest = await readManifest(folder);
	if (!manifest.ok) return manifest;
	const files = await readEncoderFiles(folder, manifest.value);
	if (!files.ok) return files;
	const { plan, weights } = files.value;
	return success({
		frontEnd: plan.description.frontEnd,
		network: createNetwork(plan, weights)
	});
}

/** @returns what a network is made of, verified; `bad-input` for a catalogue that brings none */
export async function readEncoderFiles(
	folder: string,
	{ encoder }: Manifest
): Promise<Result<EncoderFiles>> {
	if (!encoder) {
		return failed('bad-input', `${folder}: the catalogue has no sound network to listen with`);
	}
	const plan = parseEncoder(encoder.description);
	if (!plan.ok) return plan;
	const weights = await readPiece(folder, encoder.weights);
	if (!weights.ok) return weights;
	return success({ plan: plan.value, weights: new Uint8Array(weights.value) });
}
