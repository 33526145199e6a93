/** Where the focus goes when what had it goes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFocus } from './keep-focus.ts';

let keeper: ReturnType<typeof keepFocus>;

beforeEach(() => {
	keeper = keepFocus();
	document.body.innerHTML = `
		<main tabindex="-1">
			<button id="before">Before</button>
			<ul tabindex="-1">
				<li><button>Open A</button><button id="a">Remove A</button></li>
				<li><button>Open B</button><button id="b">Remove B</button></li>
				<li><button>Open C</button><button id="c">Remove C</button></li>
			</ul>
			<section><button id="pause">Pause</button></section>
		</main>`;
});

afterEach(() => keeper.stop());

const byId = (id: string): HTMLElement => {
	const element = document.getElementById(id);
	if (element === null) throw new Error(`there is no #${id}`);
	return element;
};

/** What has the focus once the page has had time to say what changed. */
async function focused(): Promise<Element | null> {
	await new Promise((resolve) => setTimeout(resolve));
	return document.activeElement;
}

test('of a row that goes: to the same control of the next one, at the end of the one before', async () => {
	byId('b').focus();
	byId('b').closest('li')?.remove();
	expect(await focused()).toBe(byId('c'));
	byId('c').closest('li')?.remove();
	expect(await focused()).toBe(byId('a'));
});

test('of the last row: to the list', async () => {
	byId('a').focus();
	const list = document.querySelector('ul');
	list?.replaceChildren();
	expect(await focused()).toBe(list);
});

test('of a control that is replaced: to what stands in its place', async () => {
	byId('pause').focus();
	byId('pause').outerHTML = '<button id="resume">Resume</button>';
	expect(await focused()).toBe(byId('resume'));
});

test('of a control that is disabled or hidden: to the nearest', async () => {
	byId('a').focus();
	byId('a').toggleAttribute('disabled');
	expect((await focused())?.textContent).toBe('Open A');
	for (const row of document.querySelectorAll('li')) row.hidden = true;
	expect(await focused()).toBe(document.querySelector('ul'));
});

test('of a row that is put elsewhere: it stays with it', async () => {
	byId('a').focus();
	document.querySelector('ul')?.append(byId('a').closest('li') ?? '');
	expect(await focused()).toBe(byId('a'));
});

test('who turns to another page, or uses a pointer, begins anew', async () => {
	byId('pause').focus();
	keeper.forget();
	byId('pause').remove();
	expect(await focused()).toBe(document.body);
	document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
	byId('a').focus();
	byId('a').remove();
	expect(await focused()).toBe(document.body);
});

test('what sets the focus itself is not contradicted', async () => {
	byId('b').focus();
	byId('b').closest('li')?.remove();
	byId('before').focus();
	expect(await focused()).toBe(byId('before'));
});
