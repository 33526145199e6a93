/** A track as the page gets it, out of whatever Spotify sends: any field may be missing. */
export interface Track {
	readonly id: string;
	readonly title: string;
	readonly artists: readonly string[];
	readonly album: string | null;
	/** Its page at Spotify. */
	readonly url: string | null;
	readonly cover: Cover | null;
}

export interface Cover {
	readonly url: string;
	readonly widthPx: number | null;
	readonly heightPx: number | null;
}

/** Covers come in about 640, 300 and 64 pixels. */
const wantedCoverPx = 300;

/**
 * @param id that was asked for: Spotify may answer with another, which plays in its place
 * @returns undefined where it is no track at all
 */
export function readTrack(id: string, answer: unknown): Track | undefined {
	const { name, artists, album, external_urls } = fields(answer);
	if (typeof name !== 'string') return undefined;
	const { name: albumName, images } = fields(album);
	return {
		id,
		title: name,
		artists: list(artists).flatMap((artist) => text(fields(artist).name) ?? []),
		album: text(albumName),
		url: text(fields(external_urls).spotify),
		cover: chooseCover(list(images))
	};
}

/** The smallest that is large enough; without sizes the first. */
function chooseCover(images: readonly unknown[]): Cover | null {
	const covers = images.flatMap((image): Cover[] => {
		const { url, width, height } = fields(image);
		return typeof url === 'string'
			? [{ url, widthPx: number(width), heightPx: number(height) }]
			: [];
	});
	const large = covers
		.filter(({ widthPx }) => (widthPx ?? 0) >= wantedCoverPx)
		.sort((one, other) => (one.widthPx ?? 0) - (other.widthPx ?? 0));
	return large[0] ?? covers[0] ?? null;
}

function fields(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}
