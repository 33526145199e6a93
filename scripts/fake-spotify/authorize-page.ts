/** The page on which somebody agrees, or does not. It says what it is, and looks like nobody's. */
import { escapeHtml } from './exchange.ts';
import type { FakeUser } from './world.ts';

const scopeTexts: Readonly<Record<string, string>> = {
	'user-read-currently-playing': 'See what you are playing',
	'playlist-read-private': 'See your private playlists',
	'playlist-modify-public': 'Make and change your public playlists',
	'playlist-modify-private': 'Make and change your private playlists'
};

export function page(title: string, content: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${escapeHtml(title)} – fake Spotify</title>
<link rel="icon" href="data:," />
<link rel="stylesheet" href="/_pages/pages.css" />
</head>
<body>
<header class="banner"><strong>Fake Spotify</strong> – runs on this machine; nobody’s account is involved</header>
<main>
${content}
</main>
</body>
</html>
`;
}

export function authorizePage(query: URLSearchParams, users: readonly FakeUser[]): string {
	const hidden = [...query].map(
		([name, value]) =>
			`<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}" />`
	);
	const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean);
	const wishes = scopes.map((scope) => `<li>${escapeHtml(scopeTexts[scope] ?? scope)}</li>`);
	const options = users.map(
		({ id, name, isAllowListed }) =>
			`<option value="${escapeHtml(id)}">${escapeHtml(name)}${isAllowListed ? '' : ' (not on the allow-list)'}</option>`
	);
	return page(
		'Agree?',
		`<h1>Your app would like to</h1>
${wishes.length === 0 ? '<p>see what everybody may see.</p>' : `<ul>${wishes.join('')}</ul>`}
<form method="post" action="/authorize">
${hidden.join('\n')}
<label for="user">User</label>
<select id="user" name="user">${options.join('')}</select>
<div class="buttons">
<button name="decision" value="agree">Agree</button>
<button name="decision" value="cancel" class="quiet">Cancel</button>
</div>
</form>
<p class="small">Either way you go back to <code>${escapeHtml(query.get('redirect_uri') ?? '')}</code></p>`
	);
}

export function refusalPage(sentence: string): string {
	return page('Refused', `<h1>This cannot go on</h1><p role="alert">${escapeHtml(sentence)}</p>`);
}
