/** What people and browsers see without a token: tracks', playlists' and covers' pages, and the embed. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { page } from './authorize-page.ts';
import { escapeHtml, html, type Ask, type Reply } from './exchange.ts';
import { idOf } from './ids.ts';
import type { FakeTrack, World } from './world.ts';

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
	'/_pages/pages.css': ['pages.css', 'text/css'],
	'/embed/iframe-api/v1': ['embed/iframe-api.js', 'text/javascript'],
	'/embed/_player.js': ['embed/player.js', 'text/javascript'],
	'/embed/_embed.css': ['embed/embed.css', 'text/css']
};

/** @returns undefined where there is no such page */
export function publicPage(world: World, ask: Ask): Reply | undefined {
	if (ask.method !== 'GET') return undefined;
	const file = files[ask.path];
	if (file) {
		return {
			status: 200,
			headers: { 'content-type': `${file[1]}; charset=utf-8`, 'cache-control': 'no-cache' },
			body: readFileSync(join(import.meta.dirname, file[0]), 'utf8')
		};
	}
	const [, first = '', second = '', third = ''] = ask.path.split('/');
	if (first === 'image') return image(second);
	if (first === 'embed') return embed(world, second, third);
	if (first === 'track') {
		const track = world.tracks.get(second);
		return track && html(200, trackPage(track));
	}
	if (first === 'playlist') return playlistPage(world, second);
	return undefined;
}

/** @param name `<id>-<size in pixels>`; each id has its own colours */
function image(name: string): Reply | undefined {
	const parts = /^([0-9A-Za-z]{22})-(\d{2,3})$/.exec(name);
	if (!parts) return undefined;
	const [, id = '', size = ''] = parts;
	const hue = createHash('sha256').update(id).digest().readUInt16BE() % 360;
	const other = (hue + 70) % 360;
	return {
		status: 200,
		headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
		body: `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 8 8"><rect width="8" height="8" fill="hsl(${hue} 45% 45%)"/><circle cx="${2 + (hue % 5)}" cy="${2 + (other % 5)}" r="3" fill="hsl(${other} 55% 65%)"/></svg>`
	};
}

function trackPage({ title, artists, album }: FakeTrack): string {
	return page(
		title,
		`<img class="cover" src="/image/${idOf(album)}-300" alt="" />
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(artists.join(', '))}</p>
<p class="dim">${escapeHtml(album)}</p>`
	);
}

function playlistPage(world: World, id: string): Reply | undefined {
	const playlist = world.playlists.get(id);
	if (playlist === undefined) return undefined;
	const items = playlist.uris.map((uri) => {
		const track = world.tracks.get(uri.replace('spotify:track:', ''));
		return `<li>${track ? escapeHtml(`${track.artists.join(', ')} – ${track.title}`) : `<code>${escapeHtml(uri)}</code>`}</li>`;
	});
	const owner = world.users.get(playlist.ownerId)?.name ?? playlist.ownerId;
	return html(
		200,
		page(
			playlist.name,
			`<h1>${escapeHtml(playlist.name)}</h1>
<p>${escapeHtml(playlist.description)}</p>
<p class="dim">${escapeHtml(owner)} · ${playlist.isPublic ? 'public' : 'private'} · ${playlist.uris.length} tracks</p>
<ol>${items.join('\n')}</ol>`
		)
	);
}

/** A track, or a playlist one track after the other. */
function embed(world: World, kind: string, id: string): Reply | undefined {
	const uris = kind === 'track' ? [`spotify:track:${id}`] : (world.playlists.get(id)?.uris ?? []);
	const { isEmbedLoggedIn, embedPreviewMs } = world.settings;
	const tracks = uris.flatMap((uri) => {
		const track = world.tracks.get(uri.replace('spotify:track:', ''));
		if (track === undefined) return [];
		const { title, artists, durationMs } = track;
		const heardMs = isEmbedLoggedIn ? durationMs : Math.min(embedPreviewMs, durationMs);
		return [{ uri, title, artists: artists.join(', '), durationMs: heardMs }];
	});
	if (tracks.length === 0) return undefined;
	// A `<` in a title must not end the element.
	const data = JSON.stringify(tracks).replaceAll('<', '\\u003c');
	return html(
		200,
		`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<title>Fake Spotify embed</title>
<link rel="icon" href="data:," />
<link rel="stylesheet" href="/embed/_embed.css" />
</head>
<body>
<main>
<button id="play">Play</button>
<h1 id="title"></h1>
<p id="artists"></p>
<p>Fake Spotify${isEmbedLoggedIn ? '' : ', preview'} · <span id="times"></span> <progress id="progress" value="0" aria-label="Position"></progress></p>
</main>
<script type="application/json" id="tracks">${data}</script>
<script type="module" src="/embed/_player.js"></script>
</body>
</html>
`
	);
}
