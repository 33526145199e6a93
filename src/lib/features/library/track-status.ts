/** How one track stands, for its row. */
import type { LibraryTrack, ScanProgress } from '#lib/contracts/library.ts';

export type TrackStatus =
	| { readonly kind: 'listening' }
	| { readonly kind: 'waiting' }
	| { readonly kind: 'broken'; readonly code: string }
	/** Its folder has to be opened again before it can be played. */
	| { readonly kind: 'out-of-reach' }
	| { readonly kind: 'quick' }
	| { readonly kind: 'thorough' };

export function trackStatus(
	{ state, places }: LibraryTrack,
	isReachable: boolean,
	progress: ScanProgress
): TrackStatus {
	switch (state.kind) {
		case 'broken':
			return { kind: 'broken', code: state.failure.code };
		case 'waiting':
			if (progress.phase === 'analysing' && !progress.isPaused) {
				const { currentPath } = progress;
				if (places.some(({ path }) => path === currentPath)) return { kind: 'listening' };
			}
			return isReachable ? { kind: 'waiting' } : { kind: 'out-of-reach' };
		case 'analysed':
			if (!isReachable) return { kind: 'out-of-reach' };
			return { kind: state.mode };
	}
}
