import { describe, expect, it, vi } from 'vitest';
import { failed, success, type Failed } from '#lib/contracts/failure.ts';
import { HouseStreams, type HouseConnection, type HouseRenderer } from './house-streams.ts';

const frames = (count: number) => ({
	left: new Float32Array(count),
	right: new Float32Array(count)
});

function fakeHouse(renderer: Partial<HouseRenderer> = {}) {
	const connections: { die(): void; hasEnded: boolean; closed: number[] }[] = [];
	const connect = (): HouseConnection => {
		let die = () => {};
		const death = new Promise<Failed>((resolve) => {
			die = () => resolve(failed('internal', 'crashed', { retryable: true }));
		});
		const state = { die, hasEnded: false, closed: new Array<number>() };
		connections.push(state);
		let left = 100;
		return {
			death,
			end: () => void (state.hasEnded = true),
			renderer: {
				open: () => Promise.resolve(success({ handle: 7, sampleRateHz: 44_100, totalFrames: 100 })),
				next: (_, count) => {
					const given = Math.min(count, left);
					left -= given;
					return Promise.resolve(success({ sampleRateHz: 44_100, ...frames(given) }));
				},
				close: (handle) => {
					state.closed.push(handle);
					return Promise.resolve();
				},
				...renderer
			}
		};
	};
	return { connect, connections };
}

async function opened(streams: HouseStreams) {
	const stream = await streams.open('a');
	if (!stream.ok) throw new Error(stream.failure.message);
	return stream.value;
}

const never = <T>() => new Promise<T>(() => {});

describe('the house’s streams', () => {
	it('give the music to its end, and then nothing', async () => {
		const stream = await opened(new HouseStreams(fakeHouse().connect));
		const lengths: (number | null)[] = [];
		for (let i = 0; i < 4; i += 1) {
			const answer = await stream.next(60);
			if (answer.ok) lengths.push(answer.value?.left.length ?? null);
		}
		expect(lengths).toEqual([60, 40, null, null]);
	});

	it('share one worker', async () => {
		const house = fakeHouse();
		const streams = new HouseStreams(house.connect);
		await opened(streams);
		await opened(streams);
		expect(house.connections.length).toBe(1);
	});

	it('pass on what the worker refuses', async () => {
		const refusal = failed('track-not-found', 'no such track');
		const house = fakeHouse({ open: () => Promise.resolve(refusal) });
		expect(await new HouseStreams(house.connect).open('x')).toEqual(refusal);
	});

	it('end with a failure when the worker dies, and the next has a new worker', async () => {
		const house = fakeHouse({ next: () => never() });
		const streams = new HouseStreams(house.connect);
		const stream = await opened(streams);
		const answer = stream.next(10);
		house.connections[0]?.die();
		expect(await answer).toMatchObject({
			ok: false,
			failure: { code: 'internal', retryable: true }
		});
		await opened(streams);
		expect(house.connections.length).toBe(2);
	});

	it('end a worker that does not answer', async () => {
		vi.useFakeTimers();
		try {
			const house = fakeHouse({ next: () => never() });
			const streams = new HouseStreams(house.connect, 1_000);
			const stream = await opened(streams);
			const answer = stream.next(10);
			await vi.advanceTimersByTimeAsync(1_000);
			expect(await answer).toMatchObject({ ok: false, failure: { retryable: true } });
			expect(house.connections[0]?.hasEnded).toBe(true);
		} finally {
			vi.useRealTimers();
		}
	});

	it('turn what is thrown into a failure', async () => {
		const house = fakeHouse({ next: () => Promise.reject(new Error('not cloneable')) });
		const stream = await opened(new HouseStreams(house.connect));
		expect(await stream.next(1)).toMatchObject({
			ok: false,
			failure: { message: 'not cloneable' }
		});
	});

	it('let the worker forget a stream that is closed', async () => {
		const house = fakeHouse();
		const stream = await opened(new HouseStreams(house.connect));
		stream.close();
		expect(house.connections[0]?.closed).toEqual([7]);
	});
});
