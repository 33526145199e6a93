/**
 * Keeps the engine's copy of the library up to date, and says which of its tracks the catalogue has
 * too. While files are analysed a new copy is due every moment: it is handed over now and then.
 * To be called while a component is set up.
 */
import { untrack } from 'svelte';
import type { Catalogue } from '#lib/features/catalogue/catalogue.svelte.ts';
import type { MyMusic } from '#lib/features/library/library.svelte.ts';

/** Between one copy and the next, while there is always another: long against what one takes. */
const leastRestMs = 2000;
const restShare = 4;

export function handOverLibrary(catalogue: Catalogue, music: MyMusic): void {
	let isBusy = false;
	let isStale = false;

	async function handOver(): Promise<void> {
		isStale = isBusy;
		if (isBusy) return;
		isBusy = true;
		const startedMs = performance.now();
		const table = await music.table();
		const library = table.ok && table.value.ids.length > 0 ? table.value : null;
		const report = await catalogue.setLibrary(library);
		if (report.ok && library) music.setRecognised(library, report.value);
		const restMs = Math.max(leastRestMs, restShare * (performance.now() - startedMs));
		setTimeout(() => {
			isBusy = false;
			if (isStale) void handOver();
		}, restMs);
	}

	$effect(() => {
		// Of another catalogue, or a new engine, it borrows anew.
		const isDue = music.isOpen && music.soundsVersion >= 0 && catalogue.extent === 'whole';
		const revision = catalogue.summary?.revision;
		if (isDue && revision !== undefined) untrack(() => void handOver());
	});
}
