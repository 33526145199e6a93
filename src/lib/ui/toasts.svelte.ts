/**
 * Short messages about what was just done, one at a time, with an action that takes it back where
 * there is one. Nothing is said here alone: what matters stays visible in the page itself.
 */
import { createContext } from 'svelte';

export interface Toast {
	readonly text: string;
	readonly action?: { readonly label: string; readonly run: () => void };
}

const shownForMs = 7_000;

export class Toasts {
	current = $state.raw<Toast | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	show(text: string, action?: Toast['action']): void {
		this.current = action === undefined ? { text } : { text, action };
		this.resume();
	}

	dismiss(): void {
		clearTimeout(this.#timer);
		this.current = null;
	}

	/** While a pointer or the focus is on it, it stays. */
	hold(): void {
		clearTimeout(this.#timer);
	}

	resume(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => (this.current = null), shownForMs);
	}
}

export const [useToasts, provideToasts] = createContext<Toasts>();
