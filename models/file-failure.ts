/**
 * What the operating system refuses (no such file, no permission, no room) as a failure.
 *
 * Anything else that was thrown is a bug and is thrown on.
 */
import { failed, type Failure } from '#lib/contracts/failure.ts';

const sentences: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file or folder',
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	EROFS: 'it cannot be written to',
	EISDIR: 'it is a folder, expected a file',
	ENOTDIR: 'it is a file, expected a folder',
	EEXIST: 'it exists already',
	ENOSPC: 'there is no room left on the device',
	EDQUOT: 'there is no room left on the device',
	EMFILE: 'too many files are open',
	EIO: 'the device reports an error'
};

/** @param path what was being read or written, named in the message */
export function fileFailure(error: unknown, path: string): { ok: false; failure: Failure } {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	const sentence = sentences[code];
	if (sentence === undefined) throw error;
	const isFull = code === 'ENOSPC' || code === 'EDQUOT';
	return failed(isFull ? 'storage-full' : 'bad-input', `${path}: ${sentence}`, {
		details: { file: path }
	});
}
