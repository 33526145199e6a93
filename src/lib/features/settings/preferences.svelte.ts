/**
 * The settings of the next playlist. They are the person's, so they are remembered.
 */
import { createContext } from 'svelte';
import * as v from 'valibot';

const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const preferencesSchema = v.object({
	size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000)),
	creativity: fraction,
	noise: fraction,
	/** Which collection's tracks may come up; absent in what was stored before there were two. */
	from: v.optional(v.picklist(['catalogue', 'library', 'both']), 'catalogue')
});

export type PlaylistSettings = v.InferOutput<typeof preferencesSchema>;

export class Preferences {
	size = $state(10);
	creativity = $state(0.5);
	noise = $state(0);
	from = $state<PlaylistSettings['from']>('catalogue');

	/** The folder that holds those with one's own music, as playlists for other players name it. */
	musicFolder = $state('');

	readonly settings: PlaylistSettings = $derived({
		size: this.size,
		creativity: this.creativity,
		noise: this.noise,
		from: this.from
	});

	change(change: Partial<PlaylistSettings>): void {
		Object.assign(this, change);
	}

	/** Takes over what was remembered, if that is what it is. */
	restore(stored: unknown): void {
		const parsed = v.safeParse(preferencesSchema, stored);
		if (parsed.success) this.change(parsed.output);
	}

	restoreMusicFolder(stored: unknown): void {
		const parsed = v.safeParse(v.pipe(v.string(), v.maxLength(1000)), stored);
		if (parsed.success) this.musicFolder = parsed.output;
	}
}

export const [usePreferences, providePreferences] = createContext<Preferences>();
