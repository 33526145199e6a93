/**
 * Whether there is a graphics processor to listen on. Apart from what runs on it, so that a browser
 * without one does not fetch that.
 */
import { failed, internalFailure, success, type Result } from '#lib/contracts/failure.ts';

/**
 * @param options.isSoftwareAllowed one that is imitated in software is far slower than WebAssembly:
 *   only for who asks for it
 * @returns `unsupported`, with the reason, where there is none to use
 */
export async function findGraphicsAdapter(options: {
	readonly isSoftwareAllowed: boolean;
}): Promise<Result<GPUAdapter>> {
	try {
		const adapter = await requestAdapter(navigator);
		if (!adapter) return failed('unsupported', 'there is no graphics processor to use');
		if (!options.isSoftwareAllowed && isSoftware(adapter)) {
			return failed('unsupported', 'the graphics processor is only imitated in software');
		}
		return success(adapter);
	} catch (error) {
		return internalFailure(error);
	}
}

async function requestAdapter({ gpu }: { readonly gpu?: GPU }): Promise<GPUAdapter | null> {
	return (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
}

/** What browsers tell of an adapter; older ones not all of it. */
interface AdapterTraits {
	readonly isFallbackAdapter?: boolean;
	readonly info?: Partial<
		Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'>
	> & { readonly isFallbackAdapter?: boolean };
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

/** Whether it is a processor imitated in software: a browser says so, or its name does. */
export function isSoftware({ isFallbackAdapter, info }: AdapterTraits): boolean {
	if (isFallbackAdapter === true || info?.isFallbackAdapter === true) return true;
	const names = [info?.vendor, info?.architecture, info?.device, info?.description];
	return names.some((name) => name !== undefined && softwareNames.test(name));
}
