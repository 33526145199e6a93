/** Every style of the house. The order is part of the catalogue: new styles go to the end. */
import type { StyleDefinition } from '../composition/style.ts';
import { ambientStyles } from './ambient.ts';
import { clubStyles } from './club.ts';

export const styles: readonly StyleDefinition[] = [...clubStyles, ...ambientStyles];
