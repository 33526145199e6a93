/**
 * Newer versions of the program, as the page knows of them: one may be ready, and there may be work
 * that it has to wait for.
 */
import type { ShellUpdates, UpdateState } from '#lib/services/updates/shell-updates.ts';

/** What must not be broken off. */
export type Work = 'scan' | 'download';

export class Update {
	#state = $state.raw<UpdateState>({ isReady: false, isOtherAtWork: false });
	#work = $state<Work | null>(null);
	/** A part of the program could not be loaded, and loading the page again did not help by itself. */
	#isStuck = $state(false);
	#isAccepted = $state(false);
	#updates: ShellUpdates | null = null;

	/** What there is to say, if anything. */
	readonly news: 'new-version' | 'missing-part' | null = $derived.by(() => {
		if (this.#state.isReady) return 'new-version';
		return this.#isStuck ? 'missing-part' : null;
	});
	/** What has to end first, here or in another tab. */
	readonly waitsFor: Work | 'other-tab' | null = $derived.by(() => {
		if (this.#work !== null) return this.#work;
		return this.#state.isOtherAtWork ? 'other-tab' : null;
	});
	/** Consent has been given. */
	readonly isAccepted: boolean = $derived(this.#isAccepted);

	/** Follows these from now on; the returned function stops it. */
	start(updates: ShellUpdates): () => void {
		this.#updates = updates;
		updates.setAtWork(this.#work !== null);
		return updates.subscribe((state) => (this.#state = state));
	}

	get work(): Work | null {
		return this.#work;
	}

	setWork(work: Work | null): void {
		this.#work = work;
		this.#updates?.setAtWork(work !== null);
	}

	setStuck(): void {
		this.#isStuck = true;
	}

	async reload(): Promise<void> {
		if (this.waitsFor !== null || this.#isAccepted) return;
		this.#isAccepted = true;
		if (this.#updates === null) location.reload();
		else await this.#updates.reload();
		// Still here: another tab has begun to work.
		this.#isAccepted = false;
	}
}
