/**
 * Whoever walks by keyboard, or hears the page read out, is never left nowhere: where the control that
 * has the focus is taken out of the page, hidden, disabled or put elsewhere in it, the focus goes on
 * from its place.
 *
 * It goes to the same control if that can still take it; else to the one that stands now where it
 * stood (in a list: the same one of the next row), or the nearest before; else to what held it. A
 * component that knows better sets the focus itself. Who uses a pointer is left alone: on a phone a
 * field that gets the focus would bring up its keyboard.
 */

/** Where an element is, from what holds it directly to the page's body. */
interface Level {
	readonly holder: Element;
	/** Which of the holder's children it is, or is in. */
	readonly index: number;
	/** Which of the controls in that child it is. */
	readonly place: number;
}

const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';

/**
 * Watches the page until `stop`. `forget` is for who turns to another page: there the focus begins
 * anew, as the browser has it.
 */
export function keepFocus(): { forget(): void; stop(): void } {
	let held: Element | null = null;
	let levels: readonly Level[] = [];

	let isByPointer = false;

	function remember(element: Element): void {
		const isHeld = !isByPointer && element !== document.body;
		held = isHeld ? element : null;
		levels = isHeld ? levelsOf(element) : [];
	}

	function forget(): void {
		held = null;
		levels = [];
	}

	function look(records: readonly MutationRecord[]): void {
		const active = document.activeElement;
		if (active !== null && active !== document.body && canTakeFocus(active)) {
			remember(active);
		} else if (held !== null) {
			// Who has walked on to the browser's own controls has lost nothing.
			const isLost = !canTakeFocus(held) || records.some((record) => takesOut(record, held));
			const next = isLost ? [held, ...candidates(levels)].find(canTakeFocus) : undefined;
			forget();
			if (next instanceof HTMLElement) next.focus({ preventScroll: next === held });
		}
	}

	const observer = new MutationObserver(look);
	const follow = ({ target }: FocusEvent): void => {
		if (target instanceof Element) remember(target);
	};
	const pressKey = (): void => void (isByPointer = false);
	const pressPointer = (): void => {
		isByPointer = true;
		forget();
	};
	observer.observe(document.body, {
		subtree: true,
		childList: true,
		attributeFilter: ['disabled', 'hidden']
	});
	document.addEventListener('focusin', follow);
	document.addEventListener('keydown', pressKey, { capture: true });
	document.addEventListener('pointerdown', pressPointer, { capture: true });
	return {
		forget,
		stop() {
			observer.disconnect();
			document.removeEventListener('focusin', follow);
			document.removeEventListener('keydown', pressKey, { capture: true });
			document.removeEventListener('pointerdown', pressPointer, { capture: true });
		}
	};
}

function levelsOf(element: Element): readonly Level[] {
	const levels: Level[] = [];
	for (let child = element; child !== document.body;) {
		const holder = child.parentElement;
		if (holder === null) break;
		const index = [...holder.children].indexOf(child);
		levels.push({ holder, index, place: controlsIn(child).indexOf(element) });
		child = holder;
	}
	return levels;
}

/** What may have the focus instead, the best first. */
function* candidates(levels: readonly Level[]): Generator<Element> {
	for (const { holder, index, place } of levels) {
		if (!holder.isConnected) continue;
		const isList = holder.matches('ul, ol');
		const after = [...holder.children].slice(index);
		const before = [...holder.children].slice(0, index).reverse();
		for (const child of isList ? [...after, ...before] : []) {
			const alike = controlsIn(child)[place];
			if (alike) yield alike;
		}
		for (const child of after) yield* controlsIn(child).filter(isStop);
		for (const child of before) yield* controlsIn(child).filter(isStop).reverse();
		if (holder.hasAttribute('tabindex')) yield holder;
	}
}

function controlsIn(element: Element): readonly Element[] {
	const inside = [...element.querySelectorAll(controls)];
	return element.matches(controls) ? [element, ...inside] : inside;
}

/** Where Tab stops; of radio buttons that is the chosen one. */
function isStop(element: Element): boolean {
	if (element.matches('[type=radio]:not(:checked)')) return false;
	return element instanceof HTMLElement && element.tabIndex >= 0;
}

function canTakeFocus(element: Element): boolean {
	return (
		element.isConnected &&
		!element.matches(':disabled') &&
		element.checkVisibility({ visibilityProperty: true })
	);
}

function takesOut({ removedNodes }: MutationRecord, element: Element | null): boolean {
	return [...removedNodes].some((node) => node.contains(element));
}
