/** Hands a text to the browser as a file to keep. */

let lastAddress: string | null = null;

export function downloadText(text: string, fileName: string, mediaType: string): void {
	// Some browsers read the address only after the click has returned, so it lives until the next.
	if (lastAddress !== null) URL.revokeObjectURL(lastAddress);
	lastAddress = URL.createObjectURL(new Blob([text], { type: mediaType }));
	const anchor = document.createElement('a');
	anchor.href = lastAddress;
	anchor.download = fileName;
	anchor.click();
}
