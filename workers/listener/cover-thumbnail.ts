/** A cover, small enough to be kept for every file of a library. */

const widthPixels = 160;

/** No cover that is a cover is larger; a larger one might not fit into memory once decoded. */
const mostBytes = 16 * 2 ** 20;

/** Square, the picture's middle, never enlarged; null where the browser cannot read the picture. */
export async function coverThumbnail(picture: Blob): Promise<Blob | null> {
	if (picture.size === 0 || picture.size > mostBytes) return null;
	try {
		const bitmap = await createImageBitmap(picture);
		try {
			const side = Math.min(bitmap.width, bitmap.height);
			const width = Math.min(widthPixels, side);
			const canvas = new OffscreenCanvas(width, width);
			const context = canvas.getContext('2d');
			if (!context) return null;
			context.imageSmoothingQuality = 'high';
			const left = (bitmap.width - side) / 2;
			const top = (bitmap.height - side) / 2;
			context.drawImage(bitmap, left, top, side, side, 0, 0, width, width);
			// Browsers that cannot write WebP write PNG.
			return await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
		} finally {
			bitmap.close();
		}
	} catch {
		return null;
	}
}
