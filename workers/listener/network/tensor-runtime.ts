/**
 * What a tensor network runs on: one of tensorflow.js' backends, started and current.
 *
 * What must stay true: tensorflow.js itself tells nothing of an error on the graphics processor and
 * goes on with garbage, so every run goes through `watch`, which does.
 */
export interface TensorRuntime {
	readonly backend: 'wasm' | 'webgpu';
	/** Tensors larger than this cannot be used: what one binding holds. */
	readonly maxTensorBytes: number;
	/**
	 * Starts a run and waits for its end.
	 * @param run gives all its work to the backend before it first waits
	 * @throws where the device says that something went wrong in the meantime, or is lost
	 */
	watch<T>(run: () => Promise<T>): Promise<T>;
	/** Gives the device back. Its tensors must have been disposed of. */
	dispose(): void;
}
