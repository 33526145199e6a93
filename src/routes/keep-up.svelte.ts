/**
 * Keeps the page able to go on: without a network, and over to newer versions of the program. To be
 * called while the layout is set up.
 */
import { onMount, untrack } from 'svelte';
import { resolve } from '$app/paths';
import { navigating } from '$app/state';
import { unbuilt } from '#lib/domain/shell.ts';
import type { Catalogue } from '#lib/features/catalogue/catalogue.svelte.ts';
import type { MyMusic } from '#lib/features/library/library.svelte.ts';
import type { Player } from '#lib/features/player/player.svelte.ts';
import { Update, type Work } from '#lib/features/update/update.svelte.ts';
import { ownBuild } from '#lib/services/updates/build.ts';
import { watchMissingParts } from '#lib/services/updates/missing-parts.ts';
import { holdBuild } from '#lib/services/updates/shared-lock.ts';

export interface Page {
	readonly catalogue: Catalogue;
	readonly music: MyMusic;
	readonly player: Player;
	/** Whether it is interactive, and the engine has answered. */
	readonly isReady: () => boolean;
}

export function keepUp({ catalogue, music, player, isReady }: Page): Update {
	const update = new Update();
	let stop: (() => void) | null = null;
	let isMounted = false;

	const work: Work | null = $derived.by(() => {
		const { progress } = catalogue;
		if (music.progress.phase === 'listing' || music.progress.phase === 'analysing') return 'scan';
		return progress.phase === 'loading' && progress.isDownloading ? 'download' : null;
	});
	$effect(() => {
		const now = work;
		untrack(() => update.setWork(now));
	});

	onMount(() => {
		isMounted = true;
		const release = holdBuild();
		const stopWatching = watchMissingParts({
			siteUrl: siteUrl(),
			destination: () => navigating.to?.url.href ?? null,
			isAtWork: () => work !== null,
			onStuck: () => update.setStuck()
		});
		return () => {
			isMounted = false;
			release();
			stopWatching();
			stop?.();
		};
	});

	/** The service worker fetches the whole program: not beside what the page itself waits for. */
	let hasStarted = false;
	$effect(() => {
		if (!isReady() || hasStarted || ownBuild() === unbuilt) return;
		hasStarted = true;
		whenIdle(() => void start());
	});

	async function start(): Promise<void> {
		const { startShellUpdates } = await import('#lib/services/updates/shell-updates.ts');
		if (!isMounted) return;
		const updates = startShellUpdates({ siteUrl: siteUrl(), isIdle });
		const stopFollowing = update.start(updates);
		stop = () => {
			stopFollowing();
			updates.close();
		};
		await catalogue.keepEncoder();
	}

	/** Whether loading the page again would take nothing from anybody. */
	function isIdle(): boolean {
		if (work !== null || player.isPlaying || document.querySelector('dialog[open]')) return false;
		const fields = document.querySelectorAll<HTMLInputElement>('input:not([type]), [type="text"]');
		return [...fields].every(({ value, defaultValue }) => value === defaultValue);
	}

	return update;
}

/** The folder that the site is served from. */
function siteUrl(): string {
	return new URL(resolve('/'), location.href).href;
}

/** Whoever has just arrived begins to look around: that comes first. */
const restMs = 1000;

function whenIdle(run: () => void): void {
	setTimeout(() => {
		// Safari has none.
		if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 2000 });
		else run();
	}, restMs);
}
