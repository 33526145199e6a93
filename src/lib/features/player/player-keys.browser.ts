import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressKey } from './player-keys.ts';

let pressed: string[] = [];
const player = {
	positionSeconds: 20,
	toggle: () => void pressed.push('toggle'),
	next: () => void pressed.push('next'),
	previous: () => void pressed.push('previous'),
	seek: (seconds: number) => void pressed.push(`seek ${seconds}`)
};

function focusOn(selector: string): void {
	document.querySelector<HTMLElement>(selector)?.focus();
}

const listening = { stop: () => {} };
beforeEach(() => {
	pressed = [];
	document.body.innerHTML = `
		<main tabindex="-1"><input id="search" /><button id="elsewhere">x</button></main>
		<section><button id="queue">q</button><input id="position" type="range" /></section>`;
	const bar = document.querySelector('section');
	const onkeydown = (event: KeyboardEvent): void => {
		if (bar !== null) pressKey(event, bar, player);
	};
	window.addEventListener('keydown', onkeydown);
	listening.stop = () => window.removeEventListener('keydown', onkeydown);
});
afterEach(() => {
	listening.stop();
	document.body.innerHTML = '';
});

describe('in the bar', () => {
	it('N and P go on and back, arrows seek', async () => {
		focusOn('#queue');
		await userEvent.keyboard('n');
		await userEvent.keyboard('P');
		await userEvent.keyboard('{ArrowRight}{ArrowLeft}');
		expect(pressed).toEqual(['next', 'previous', 'seek 25', 'seek 15']);
	});

	it('a slider keeps its arrows', async () => {
		focusOn('#position');
		await userEvent.keyboard('{ArrowRight}');
		expect(pressed).toEqual([]);
	});
});

describe('elsewhere', () => {
	it('the space bar plays and pauses where nothing else takes it', async () => {
		focusOn('main');
		await userEvent.keyboard(' ');
		expect(pressed).toEqual(['toggle']);
	});

	it.each(['#search', '#elsewhere'])('nothing is taken from %s', async (selector) => {
		focusOn(selector);
		await userEvent.keyboard(' np{ArrowRight}');
		expect(pressed).toEqual([]);
	});

	it('shortcuts of the browser and the system stay theirs', async () => {
		focusOn('#queue');
		await userEvent.keyboard('{Control>}{ArrowRight}{/Control}{Alt>}n{/Alt}');
		expect(pressed).toEqual([]);
	});
});
