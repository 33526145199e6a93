/** What many styles say in the same words: the common bar, and how a drummer is written down. */
import type { Play, Role } from '../composition/style.ts';

/** Four beats of four steps, swung (where there is swing) by the step, in strict time. */
export const sixteenths = {
	beatsPerBar: 4,
	stepsPerBar: 16,
	swingSteps: 1,
	rubato: 0
} as const;

type DrumPlay = Extract<Play, { kind: 'drums' }>;

/** A role on a drum kit, which has neither patches nor a range of pitches. */
export function drums(
	name: string,
	play: Omit<DrumPlay, 'kind'>,
	mix: Omit<Role, 'name' | 'play' | 'instruments' | 'range'>
): Role {
	return { name, play: { kind: 'drums', ...play }, instruments: [], range: [0, 0], ...mix };
}
