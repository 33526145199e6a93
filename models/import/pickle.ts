/**
 * Reads a pickled dictionary entry by entry, without Python and without trusting it.
 *
 * A pickle is a program for a stack machine. This is that machine, cut down to data: it can make
 * what `pickle-values.ts` lists and call nothing else, so a file that names `os.system` is refused
 * and nothing has happened.
 *
 * The file is read twice. Python notes almost everything that it writes in a memo (three places an
 * entry) and hardly ever comes back to it, so remembering all of it would hold the whole file in
 * memory. The first pass notes which places are ever read again, and finds a file that is broken or
 * cut off before a single entry is handed out; the second remembers those places only. What the
 * caller does not keep is gone after its entry.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { fileFailure } from '../file-failure.ts';
import { ByteWindow } from './byte-window.ts';
import { PickleMachine } from './pickle-machine.ts';
import { op } from './pickle-opcodes.ts';
import { PickleProblem, PickleReader } from './pickle-reader.ts';
import type { PickleValue } from './pickle-values.ts';

/** Takes one entry; a failure stops the reading and becomes its result. */
export type EntryVisitor = (key: PickleValue, value: PickleValue) => Result<void>;
export type ProgressListener = (doneBytes: number, totalBytes: number) => void;

const progressStepBytes = 1 << 22;
/** A million tracks have far fewer texts in common; more than this is not what it claims to be. */
const mostRememberedPlaces = 1 << 23;

/**
 * @param path a file of protocols 2 to 5 that holds one dictionary, of any size
 * @param onEntry gets the entries in the file's order, equal keys included
 * @param onProgress `totalBytes` is twice the file's size, for the two passes
 * @returns how many entries there were; `bad-input` naming the file for anything else
 */
export async function readPickledDictionary(
	path: string,
	onEntry: EntryVisitor,
	onProgress: ProgressListener = () => undefined
): Promise<Result<number>> {
	let window: ByteWindow | undefined;
	try {
		window = await ByteWindow.open(path);
		if (window.sizeBytes === 0) return notUsable(path, 'is empty, expected a pickle');
		const reader = new PickleReader(window);
		await checkProtocol(reader);
		const remembered = await findRememberedPlaces(reader, window.sizeBytes, onProgress);
		reader.rewind();
		return await run(
			reader,
			new PickleMachine(reader, remembered, onEntry),
			window.sizeBytes,
			onProgress
		);
	} catch (error) {
		if (error instanceof PickleProblem) return notUsable(path, error.message);
		return fileFailure(error, path);
	} finally {
		await window?.close();
	}
}

function notUsable(path: string, problem: string): Result<never> {
	return failed('bad-input', `${path}: ${problem}`, { details: { file: path } });
}

/** The first pass: the places of the memo that are read again. */
async function findRememberedPlaces(
	reader: PickleReader,
	sizeBytes: number,
	onProgress: ProgressListener
): Promise<ReadonlySet<number>> {
	const remembered = new Set<number>();
	let reportedBytes = 0;
	for (;;) {
		if (!reader.tryNext()) {
			await reader.fetchMore();
			if (reader.position - reportedBytes >= progressStepBytes) {
				reportedBytes = reader.position;
				onProgress(reportedBytes, 2 * sizeBytes);
			}
			continue;
		}
		const { opcode } = reader;
		if (opcode === op.stop) return remembered;
		if (opcode === op.binGet || opcode === op.longBinGet || opcode === op.get) {
			remembered.add(reader.memoIndex());
			if (remembered.size > mostRememberedPlaces) {
				throw new PickleProblem('comes back to more of its parts than a dictionary of tracks does');
			}
		}
	}
}

/** Every pickle of these protocols begins by saying which; anything else is another kind of file. */
async function checkProtocol(reader: PickleReader): Promise<void> {
	await reader.fetchMore();
	const isPickle = reader.bytes[0] === op.proto;
	if (isPickle && !reader.tryNext()) await reader.fetchMore();
	const protocol = isPickle ? (reader.bytes[1] as number) : 0;
	if (protocol >= 2 && protocol <= 5) return;
	const found = isPickle ? `: it says protocol ${protocol}` : '';
	throw new PickleProblem(`is not a pickle of protocols 2 to 5${found}`);
}

/** The second pass. */
async function run(
	reader: PickleReader,
	machine: PickleMachine,
	sizeBytes: number,
	onProgress: ProgressListener
): Promise<Result<number>> {
	let reportedBytes = 0;
	for (;;) {
		if (!reader.tryNext()) {
			await reader.fetchMore();
			if (reader.position - reportedBytes >= progressStepBytes) {
				reportedBytes = reader.position;
				onProgress(sizeBytes + reportedBytes, 2 * sizeBytes);
			}
			continue;
		}
		const step = machine.step();
		if (step === 'go-on') continue;
		if (step !== 'finished') return step;
		onProgress(2 * sizeBytes, 2 * sizeBytes);
		return success(machine.entryCount);
	}
}
