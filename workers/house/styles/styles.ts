/** Every style of the house. The order is part of the catalogue: new styles go to the end. */
import type { StyleDefinition } from '../composition/style.ts';
import { ambientStyles } from './ambient.ts';
import { bandStyles } from './bands.ts';
import { beatStyles } from './beats.ts';
import { clubStyles } from './club.ts';
import { salonStyles } from './salon.ts';
import { travelStyles } from './travels.ts';

export const styles: readonly StyleDefinition[] = [
	...ambientStyles,
	...bandStyles,
	...beatStyles,
	...clubStyles,
	...salonStyles,
	...travelStyles
];
