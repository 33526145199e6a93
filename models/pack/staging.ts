/**
 * Writes a catalogue's files so that a half-written one is never seen.
 *
 * Everything goes to a temporary folder beside the target first. A new catalogue appears by one
 * rename. One that takes an older one's place gets its pieces first, which nothing names yet, then
 * its manifest by one rename, and only then are the older one's pieces deleted: the manifest in the
 * folder names whole pieces at every moment, a crash included. Other files there are left alone.
 */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { manifestFileName, manifestPieces, type Manifest } from '#lib/contracts/manifest.ts';

/** What `packCatalogue` names its pieces; nothing else in a folder is ever deleted. */
const pieceName = /^(vectors|titles|ids|encoder)-\d+-[0-9a-f]{16}\.bin$/;

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class Staging {
	readonly #target: string;
	readonly #folder: string;
	readonly #onSignal: (signal: NodeJS.Signals) => void;

	private constructor(target: string, folder: string) {
		this.#target = target;
		this.#folder = folder;
		this.#onSignal = (signal) => {
			rmSync(this.#folder, { recursive: true, force: true });
			this.#stopListening();
			process.kill(process.pid, signal);
		};
		for (const signal of endingSignals) process.on(signal, this.#onSignal);
	}

	/** Must be followed by `discard`, whatever happens in between. */
	static async beside(targetFolder: string): Promise<Staging> {
		const target = resolve(targetFolder);
		await mkdir(dirname(target), { recursive: true });
		// Not `mkdtemp`: its folder is its owner's alone, and a catalogue is to be served to everybody.
		const folder = join(dirname(target), `.${basename(target)}-partial-${randomUUID()}`);
		await mkdir(folder);
		return new Staging(target, folder);
	}

	async write(file: string, bytes: Uint8Array): Promise<void> {
		await writeFile(join(this.#folder, file), bytes);
	}

	/** Makes the manifest and the pieces that it names the target folder's catalogue. */
	async publish(manifest: Manifest): Promise<void> {
		await this.write(manifestFileName, Buffer.from(`${JSON.stringify(manifest, null, '\t')}\n`));
		if (!existsSync(this.#target)) {
			await rename(this.#folder, this.#target);
			return;
		}
		const outdated = await this.#piecesInPlace();
		for (const { file } of manifestPieces(manifest)) {
			await rename(join(this.#folder, file), join(this.#target, file));
			outdated.delete(file);
		}
		await rename(join(this.#folder, manifestFileName), join(this.#target, manifestFileName));
		for (const file of outdated) await rm(join(this.#target, file), { force: true });
	}

	/** Deletes what was not published. Never fails for a folder that is gone. */
	async discard(): Promise<void> {
		this.#stopListening();
		await rm(this.#folder, { recursive: true, force: true });
	}

	async #piecesInPlace(): Promise<Set<string>> {
		const files = await readdir(this.#target);
		return new Set(files.filter((file) => pieceName.test(file)));
	}

	#stopListening(): void {
		for (const signal of endingSignals) process.off(signal, this.#onSignal);
	}
}
