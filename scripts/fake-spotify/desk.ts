/**
 * The page at `/`: what plays, what goes wrong, what is there; for a developer who tries things. Its
 * form carries the control's key, so that no other page can send it.
 */
import { page } from './authorize-page.ts';
import type { Control } from './control.ts';
import { escapeHtml, html, type Ask, type Reply } from './exchange.ts';
import type { FaultInput } from './faults.ts';
import type { Playing, World } from './world.ts';

const deskPath = '/';

const moods: Readonly<Record<string, readonly [label: string, ...faults: readonly FaultInput[]]>> =
	{
		well: ['All is well'],
		'too-many': ['Too many requests, for 10 seconds', { kind: 'too-many', retryAfterS: 10 }],
		quota: ['The quota is used up, for an hour', { kind: 'quota' }],
		refused: ['Not on the allow-list', { kind: 'plain-403' }],
		broken: ['Connections break', { kind: 'cut' }],
		hidden: ['Too many requests, which pages cannot read', { kind: 'too-many', isReadable: false }],
		slow: ['Slow, three seconds each', { kind: 'slow', delayMs: 3000 }],
		ended: ['Access was taken away', { kind: 'invalid-grant', path: '/api/token' }]
	};
const otherThings: Readonly<Record<string, readonly [label: string, playing: Playing]>> = {
	nothing: ['Nothing', { kind: 'nothing' }],
	episode: ['An episode', { kind: 'episode' }],
	local: ['A file of one’s own', { kind: 'local-file', title: 'Demo 3', artist: 'My Band' }],
	advert: ['An advert', { kind: 'advert' }]
};
/** A million options are no menu. */
const maxTracks = 300;

export class Desk {
	readonly #world: World;
	readonly #control: Control;
	readonly #key: string;
	#mood = 'well';

	constructor(world: World, control: Control, key: string) {
		this.#world = world;
		this.#control = control;
		this.#key = key;
	}

	/** @returns undefined where the path is another */
	handle(ask: Ask): Reply | undefined {
		if (ask.path !== deskPath) return undefined;
		if (ask.method === 'GET') return html(200, this.#show());
		if (ask.method !== 'POST') return { status: 405 };
		const form = new URLSearchParams(ask.body);
		if (form.get('key') !== this.#key) return { status: 403 };
		const wanted = form.get('playing') ?? '';
		if (this.#world.tracks.has(wanted)) this.#control.setPlaying({ kind: 'track', id: wanted });
		else if (Object.hasOwn(otherThings, wanted)) {
			this.#control.setPlaying(otherThings[wanted]?.[1] ?? { kind: 'nothing' });
		}
		const mood = form.get('mood') ?? '';
		if (Object.hasOwn(moods, mood)) {
			const [, ...faults] = moods[mood] ?? [''];
			this.#mood = mood;
			this.#control.setFaults(...faults);
		}
		if (form.get('expire') === 'yes') this.#control.expireAccessTokens();
		return { status: 303, headers: { location: deskPath } };
	}

	#show(): string {
		const { playing, tracks, users } = this.#world;
		const current = playing.kind === 'track' ? tracks.get(playing.id) : undefined;
		const option = (value: string, label: string, isChosen: boolean): string =>
			`<option value="${escapeHtml(value)}"${isChosen ? ' selected' : ''}>${escapeHtml(label)}</option>`;
		const others = Object.entries(otherThings).map(([name, [label, thing]]) =>
			option(name, label, playing.kind === thing.kind)
		);
		// What plays is on top, and those of no catalogue come before a long one.
		const listed = [...tracks.values()].reverse().filter((track) => track !== current);
		const music = [...(current ? [current] : []), ...listed.slice(0, maxTracks)].map((track) =>
			option(track.id, `${track.artists.join(', ')} – ${track.title}`, track === current)
		);
		const answers = Object.entries(moods).map(([name, [label]]) =>
			option(name, label, name === this.#mood)
		);
		const playlists = this.#control
			.playlists()
			.toReversed()
			.map(
				({ id, name, ownerId, uris }) =>
					`<li><a href="/playlist/${id}">${escapeHtml(name)}</a> <span class="dim">${escapeHtml(users.get(ownerId)?.name ?? ownerId)}, ${uris.length} tracks</span></li>`
			);
		return page(
			'What happens here',
			`<h1>What happens here</h1>
<form method="post" action="${deskPath}">
<input type="hidden" name="key" value="${escapeHtml(this.#key)}" />
<label for="playing">Playing</label>
<select id="playing" name="playing">${others.join('')}${music.join('')}</select>
<label for="mood">Spotify is like this</label>
<select id="mood" name="mood">${answers.join('')}</select>
<label class="check"><input type="checkbox" name="expire" value="yes" /> End the access tokens, as after an hour</label>
<div class="buttons"><button>Make it so</button></div>
</form>
<h2>Playlists</h2>
<ul>${playlists.join('\n')}</ul>`
		);
	}
}
