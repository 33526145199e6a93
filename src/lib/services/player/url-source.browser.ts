import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { until } from '#lib/services/test/until.ts';
import type { Deck, DeckEvent } from './playback-source.ts';
import { toneFile } from './sound-tap.ts';
import { UrlSource } from './url-source.ts';

const decks: Deck[] = [];
afterEach(() => {
	for (const deck of decks.splice(0)) deck.close();
});

async function open(id: string) {
	const button = document.createElement('button');
	document.body.append(button);
	// A browser lets a page sound after a gesture only; this is a real one.
	await userEvent.click(button);
	button.remove();
	const events: DeckEvent[] = [];
	const source = new UrlSource(`blob:${location.origin}/{id}`, location.href);
	const deck = source.open({ id, artist: 'A', title: 'B' }, (event) => events.push(event));
	decks.push(deck);
	const said = (kind: DeckEvent['kind']) =>
		until(() => events.find((event) => event.kind === kind));
	return { deck, events, said };
}

describe('a track with an address', () => {
	it('is fetched from it, and played to its end', async () => {
		const address = URL.createObjectURL(toneFile({ hertz: 441, seconds: 0.1 }));
		const { deck, said } = await open(address.slice(address.lastIndexOf('/') + 1));
		deck.play();
		expect(await said('duration')).toEqual({ kind: 'duration', seconds: 0.1 });
		await said('playing');
		await said('ended');
	});

	it('says when there is nothing to be played', async () => {
		const { deck, said } = await open('nothing-here');
		deck.play();
		expect(await said('failed')).toMatchObject({ failure: { code: 'unexpected-response' } });
	});

	it('is silent and says nothing after it was closed', async () => {
		const { deck, events } = await open('nothing-here');
		deck.play();
		deck.close();
		// The next one's news comes after anything that the first could still have said.
		const { deck: next, said } = await open('nothing-here-either');
		next.play();
		await said('failed');
		expect(events).toEqual([]);
	});
});
