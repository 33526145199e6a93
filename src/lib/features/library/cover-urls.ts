/**
 * Covers as addresses for <img>: read once each, shared by the rows of an album, revoked when there
 * are many that no row shows.
 */
interface Held {
	readonly url: Promise<string | null>;
	users: number;
}

const mostUnused = 300;

export class CoverUrls {
	readonly #read: (coverId: string) => Promise<Blob | null>;
	/** Those used least lately come first. */
	readonly #held = new Map<string, Held>();

	constructor(read: (coverId: string) => Promise<Blob | null>) {
		this.#read = read;
	}

	/** @returns the address, null where there is no cover, and what gives it back */
	use(coverId: string): { readonly url: Promise<string | null>; readonly release: () => void } {
		const held = this.#held.get(coverId) ?? { url: this.#open(coverId), users: 0 };
		held.users += 1;
		this.#held.delete(coverId);
		this.#held.set(coverId, held);
		let isReleased = false;
		const release = (): void => {
			if (isReleased) return;
			isReleased = true;
			held.users -= 1;
			this.#tidy();
		};
		return { url: held.url, release };
	}

	close(): void {
		for (const [coverId, held] of this.#held) this.#revoke(coverId, held);
	}

	async #open(coverId: string): Promise<string | null> {
		const cover = await this.#read(coverId).catch(() => null);
		return cover === null ? null : URL.createObjectURL(cover);
	}

	#tidy(): void {
		const unused = [...this.#held].filter(([, { users }]) => users === 0);
		for (const [coverId, held] of unused.slice(0, -mostUnused)) this.#revoke(coverId, held);
	}

	#revoke(coverId: string, { url }: Held): void {
		this.#held.delete(coverId);
		void url.then((address) => {
			if (address !== null) URL.revokeObjectURL(address);
		});
	}
}
