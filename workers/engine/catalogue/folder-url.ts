/** A catalogue's folder as an address to which file names are appended: it ends in a slash. */
export function folderOf(url: string): string {
	return url.endsWith('/') ? url : `${url}/`;
}
