/**
 * Where somebody else's player may be seen. The page offers a place, the source that brings such a
 * player asks for one: whichever comes first waits for the other.
 *
 * Small, because it is loaded with the page; what fills it is not.
 */
export class EmbedPlace {
	#element: HTMLElement | null = null;
	#waiting: ((element: HTMLElement) => void)[] = [];

	/** @returns takes the offer back */
	readonly offer = (element: HTMLElement): (() => void) => {
		this.#element = element;
		for (const resolve of this.#waiting.splice(0)) resolve(element);
		return () => {
			if (this.#element === element) this.#element = null;
		};
	};

	/** Settles once there is one in the page. */
	element(): Promise<HTMLElement> {
		const element = this.#element;
		if (element !== null) return Promise.resolve(element);
		return new Promise((resolve) => this.#waiting.push(resolve));
	}
}
