/**
 * What somebody does who has a keyboard and nothing else: walk by Tab, press, type. There is no click
 * and no `focus()` in here, and a walk that leads nowhere fails.
 */
import { expect, type Locator, type Page } from '@playwright/test';

/** More than any page has controls. */
const mostPresses = 150;

/** Presses Tab until this has the focus. */
export async function tabTo(page: Page, target: Locator, most = mostPresses): Promise<void> {
	await walk(page, target, 'Tab', most);
}

/** The other way round: what stands before this, or at the page's end from its beginning. */
export async function tabBackTo(page: Page, target: Locator): Promise<void> {
	await walk(page, target, 'Shift+Tab', mostPresses);
}

/** Walks there, and presses Enter or another key. */
export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
	await tabTo(page, target);
	await page.keyboard.press(key);
}

/** Walks to a field and writes this in place of what is in it. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
	await tabTo(page, field);
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type(text);
}

/** Whatever was pressed, one knows where one is: not at the beginning of everything. */
export async function expectFocusKept(page: Page): Promise<void> {
	await expect
		.poll(() =>
			page.evaluate(() => document.activeElement?.matches(':enabled, [tabindex], [href]'))
		)
		.toBe(true);
}

/** Of this dialog, and gone with it. */
export async function leaveDialog(page: Page, dialog: Locator, opener: Locator): Promise<void> {
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(opener).toBeFocused();
}

/** However long one tabs, a dialog that is open is not left. */
export async function expectFocusWithin(area: Locator): Promise<void> {
	await expect
		.poll(() => area.evaluate((element) => element.contains(document.activeElement)))
		.toBe(true);
}

async function walk(
	page: Page,
	target: Locator,
	key: 'Tab' | 'Shift+Tab',
	most: number
): Promise<void> {
	for (let presses = 0; presses <= most; presses += 1) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press(key);
	}
	throw new Error(`${most} presses of ${key} do not lead to ${target.toString()}`);
}
