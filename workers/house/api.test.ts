import { describe, expect, it } from 'vitest';
import { createHouseApi } from './api.ts';

describe('the house’s worker', () => {
	it('plays a track from beginning to end', () => {
		const api = createHouseApi();
		const opened = api.open('house-0001', { sampleRateHz: 8_000 });
		if (!opened.ok) throw new Error(opened.failure.message);
		const { handle, totalFrames } = opened.value;
		let heard = 0;
		for (;;) {
			const chunk = api.next(handle, 100_000);
			if (!chunk.ok) throw new Error(chunk.failure.message);
			if (chunk.value.left.length === 0) break;
			heard += chunk.value.left.length;
		}
		expect(heard).toBe(totalFrames);
	});

	it('says which track it does not have', () => {
		expect(createHouseApi().open('house-9999')).toEqual({
			ok: false,
			failure: {
				code: 'track-not-found',
				message: 'The house has no track house-9999.',
				retryable: false,
				details: { trackId: 'house-9999' }
			}
		});
	});

	it('forgets what is closed, and keeps what is open', () => {
		const api = createHouseApi();
		const first = api.open('house-0002');
		const second = api.open('house-0002');
		if (!first.ok || !second.ok) throw new Error('the house does not open');
		api.close(first.value.handle);
		expect(api.next(first.value.handle, 10).ok).toBe(false);
		expect(api.next(second.value.handle, 10).ok).toBe(true);
	});
});
