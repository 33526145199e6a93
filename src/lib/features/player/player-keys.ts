/**
 * What keys do to the player.
 *
 * The space bar plays and pauses wherever the focus has no use for it. Letters and arrows are the
 * player's only while the focus is in its bar: people who speak to their computer would set off
 * letters by every word (WCAG 2.1.4), and arrows scroll the page. Media keys come through the
 * system (`system-controls.ts`) and work everywhere.
 */
import type { Player } from './player.svelte.ts';

type Controls = Pick<Player, 'toggle' | 'next' | 'previous' | 'seek' | 'positionSeconds'>;

/** How far an arrow key goes. */
export const seekStepSeconds = 5;

/** What takes the space bar for itself: what can be pressed, typed into or chosen from. */
const controls =
	'a, button, input, select, textarea, summary, [contenteditable], [tabindex]:not([tabindex="-1"])';
const controlAreas = 'dialog, [popover], [role="listbox"], [role="menu"]';
/** What takes letters or arrows. */
const fields = 'input, select, textarea, [contenteditable]';

/** @param bar the player's own part of the page */
export function pressKey(event: KeyboardEvent, bar: Element, player: Controls): void {
	const { target, repeat, defaultPrevented } = event;
	const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
	if (defaultPrevented || hasModifier || !(target instanceof Element)) return;
	if (event.code === 'Space') {
		if (repeat || target.matches(controls) || target.closest(controlAreas) !== null) return;
		event.preventDefault();
		player.toggle();
		return;
	}
	if (!bar.contains(target) || target.matches(fields)) return;
	const action = actions[event.key.toLowerCase()];
	if (action === undefined || (repeat && !action.canRepeat)) return;
	event.preventDefault();
	action.run(player);
}

interface Action {
	readonly canRepeat: boolean;
	readonly run: (player: Controls) => void;
}

const actions: Readonly<Record<string, Action>> = {
	n: { canRepeat: false, run: (player) => player.next() },
	p: { canRepeat: false, run: (player) => player.previous() },
	arrowleft: {
		canRepeat: true,
		run: (player) => player.seek(player.positionSeconds - seekStepSeconds)
	},
	arrowright: {
		canRepeat: true,
		run: (player) => player.seek(player.positionSeconds + seekStepSeconds)
	}
};
