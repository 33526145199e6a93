/**
 * What everybody needs of a page, as far as a program can judge it: axe finds nothing against WCAG 2.2 AA
 * or against good practice, and nothing is wider than the window.
 *
 * Tests ask in `calmContext`: what moves is half transparent on its way, and colours are judged where
 * they rest.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Whatever is there on a phone and on a desk is judged in both colour schemes. */
const looks = [
	{ width: 390, height: 844, colorScheme: 'light' },
	{ width: 1280, height: 800, colorScheme: 'dark' }
] as const;

export const calmContext = { contextOptions: { reducedMotion: 'reduce' } } as const;

/** The page as it is now. It is looked at in each way, and left on a desk. */
export async function expectAccessible(page: Page): Promise<void> {
	for (const { colorScheme, ...size } of looks) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme });
		await expectNoSidewaysScroll(page);
		expect(await violations(page), `${page.url()}, ${colorScheme}, ${size.width} px`).toEqual([]);
	}
}

/**
 * What is in a frame of somebody else's is theirs, and is not looked into. What lies half under the
 * player's bar is as large as it should be: one scrolls it out.
 */
async function violations(page: Page): Promise<readonly string[]> {
	// Reading what judges takes longer than judging: once is enough for a document.
	const isThere = await page.evaluate(() => 'axe' in window);
	const axe = new AxeBuilder({ page, ...(isThere && { axeSource: 'void 0' }) })
		.options({ iframes: false, preload: false, resultTypes: ['violations'] })
		.withTags(rules)
		.setLegacyMode();
	const { violations } = await axe.analyze();
	return violations
		.flatMap(({ id, nodes }) =>
			nodes.map(
				({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`
			)
		)
		.filter((found) => !/^target-size.*partially obscured/s.test(found));
}

/** Whatever the titles are: the widest thing is named. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const overflowing = await page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		if (scrollWidth <= clientWidth) return [];
		return [...document.querySelectorAll('main *, header *, footer *')]
			.filter((element) => element.getBoundingClientRect().right > clientWidth)
			.map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 60)}`);
	});
	expect(overflowing, `${page.url()} is wider than its window`).toEqual([]);
}
