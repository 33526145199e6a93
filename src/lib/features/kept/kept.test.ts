import { describe, expect, it } from 'vitest';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { KeptEntry } from './kept-entry.ts';
import { Kept, type KeptPorts } from './kept.svelte.ts';

/** A device that keeps these, as `name: bytes`, and refuses to delete what is called stuck. */
function device(things: Record<string, number>) {
	const left = new Map(Object.entries(things));
	const told: string[] = [];
	let onChange: () => void = () => undefined;
	const entry = ([id, sizeBytes]: [string, number]): KeptEntry => ({
		id,
		name: id,
		contents: 'something',
		sizeBytes,
		loss: '',
		remove:
			id === 'busy'
				? null
				: (): Promise<Result<void>> => {
						if (id === 'stuck') return Promise.resolve(failed('storage-unavailable', 'stuck'));
						left.delete(id);
						return Promise.resolve(success(undefined));
					}
	});
	const ports: KeptPorts = {
		open: () => Promise.resolve(null),
		readRoom: () => Promise.resolve({ usedBytes: 1, quotaBytes: 2, isSafe: told.includes('safe') }),
		askToKeep: () => Promise.resolve(things['persists'] !== undefined),
		tell: () => told.push('changed'),
		listen: (listener) => {
			onChange = listener;
			return () => (onChange = () => undefined);
		}
	};
	const kept = new Kept([() => Promise.resolve([...left].map(entry))], ports);
	return { kept, left, told, changeElsewhere: () => onChange() };
}

const names = (kept: Kept) => kept.entries.map(({ name }) => name);

describe('what is kept', () => {
	it('is listed with what it takes, in all', async () => {
		const { kept } = device({ playlists: 100, music: 20 });
		expect(kept.isMeasured).toBe(false);
		await kept.measure();
		expect(kept.isMeasured).toBe(true);
		expect(names(kept)).toEqual(['playlists', 'music']);
		expect(kept.totalBytes).toBe(120);
	});

	it('is deleted one by one, and the other tabs hear of it', async () => {
		const { kept, told } = device({ playlists: 100, music: 20 });
		await kept.measure();
		const [playlists] = kept.entries;
		if (playlists === undefined) throw new Error('nothing is listed');
		expect(await kept.remove(playlists)).toBe(true);
		expect(names(kept)).toEqual(['music']);
		expect(told).toEqual(['changed']);
		expect(kept.failure).toBeNull();
	});

	it('is deleted all at once, but for what is in use; what is refused does not keep the rest', async () => {
		const { kept } = device({ stuck: 1, playlists: 100, busy: 5, music: 20 });
		await kept.measure();
		expect(await kept.removeAll()).toBe(false);
		expect(names(kept)).toEqual(['stuck', 'busy']);
		expect(kept.failure?.code).toBe('storage-unavailable');
	});

	it('is measured again when another tab deletes something', async () => {
		const { kept, left, changeElsewhere } = device({ playlists: 100, music: 20 });
		const stop = kept.start();
		await kept.measure();
		left.delete('music');
		changeElsewhere();
		await expect.poll(() => names(kept)).toEqual(['playlists']);
		stop();
	});

	it('says what the browser answers when it is asked to keep it', async () => {
		const willing = device({ persists: 1 }).kept;
		await willing.keep();
		expect(willing.answer).toBe('kept');
		const unwilling = device({}).kept;
		await unwilling.keep();
		expect(unwilling.answer).toBe('refused');
	});
});
