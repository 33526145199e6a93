/** Why nothing could be kept, in a sentence that a person understands and can act on. */
import type { Failure } from '#lib/contracts/failure.ts';

export function savingSentence({ code }: Failure): string {
	switch (code) {
		case 'storage-full':
			return 'There is no room left on this device to save it. Deleting playlists here, or data of other sites, makes some.';
		case 'storage-unavailable':
			return 'This browser does not let the page keep anything just now. Reloading the page may help; a private window keeps nothing.';
		case 'network-unreachable':
			return 'What saves playlists could not be fetched. Try again when you are back online.';
		default:
			return 'It could not be saved. Reloading the page usually helps.';
	}
}
