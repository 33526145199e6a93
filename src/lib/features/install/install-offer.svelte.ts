/**
 * The browser's offer to install the program like an application, kept for when somebody asks for
 * it: nobody is asked unasked. Browsers that make no such offer have a way of their own to install.
 */
import { createContext } from 'svelte';

/** What TypeScript does not know yet. */
interface InstallPromptEvent extends Event {
	prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

export class InstallOffer {
	/** It runs as one already. */
	isInstalled = $state(false);
	#offer = $state.raw<InstallPromptEvent | null>(null);
	readonly canInstall: boolean = $derived(this.#offer !== null);

	/** Listens from now on; the returned function stops it. */
	start(): () => void {
		this.isInstalled = matchMedia('(display-mode: standalone)').matches;
		const take = (event: Event): void => {
			// Or some browsers would show a banner of their own.
			event.preventDefault();
			this.#offer = event as InstallPromptEvent;
		};
		const finish = (): void => {
			this.#offer = null;
			this.isInstalled = true;
		};
		addEventListener('beforeinstallprompt', take);
		addEventListener('appinstalled', finish);
		return () => {
			removeEventListener('beforeinstallprompt', take);
			removeEventListener('appinstalled', finish);
		};
	}

	/** Call it in a click. An offer can be taken up once. */
	async install(): Promise<void> {
		const offer = this.#offer;
		this.#offer = null;
		await offer?.prompt();
	}
}

export const [useInstallOffer, provideInstallOffer] = createContext<InstallOffer>();
