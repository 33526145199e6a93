/**
 * Light or dark. The system decides until the person does; their choice is kept where a script that
 * runs before the first paint can read it at once (`src/first/theme.js`), which IndexedDB cannot give.
 */
export type Theme = 'light' | 'dark';

const key = 'deejai-theme';

/** What is on the screen now. */
export function currentTheme(): Theme {
	const chosen = document.documentElement.dataset.theme;
	if (chosen === 'light' || chosen === 'dark') return chosen;
	return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
	document.documentElement.dataset.theme = theme;
	try {
		localStorage.setItem(key, theme);
	} catch {
		// Refused storage: the choice holds for this page only.
	}
}

/** The system decides again. */
export function forgetTheme(): void {
	delete document.documentElement.dataset.theme;
	try {
		localStorage.removeItem(key);
	} catch {
		// Refused storage: there was nothing to forget.
	}
}

/** Calls back whenever the system changes its mind; the returned function stops that. */
export function onSystemTheme(listener: () => void): () => void {
	const query = matchMedia('(prefers-color-scheme: dark)');
	query.addEventListener('change', listener);
	return () => query.removeEventListener('change', listener);
}
