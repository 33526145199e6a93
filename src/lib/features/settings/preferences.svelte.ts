/**
 * The three settings of the next playlist. They are the person's, so they are remembered.
 */
import { createContext } from 'svelte';
import * as v from 'valibot';

const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const preferencesSchema = v.object({
	size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000)),
	creativity: fraction,
	noise: fraction
});

export type PlaylistSettings = v.InferOutput<typeof preferencesSchema>;

export class Preferences {
	size = $state(10);
	creativity = $state(0.5);
	noise = $state(0);

	readonly settings: PlaylistSettings = $derived({
		size: this.size,
		creativity: this.creativity,
		noise: this.noise
	});

	change(change: Partial<PlaylistSettings>): void {
		Object.assign(this, change);
	}

	/** Takes over what was remembered, if that is what it is. */
	restore(stored: unknown): void {
		const parsed = v.safeParse(preferencesSchema, stored);
		if (parsed.success) this.change(parsed.output);
	}
}

export const [usePreferences, providePreferences] = createContext<Preferences>();
