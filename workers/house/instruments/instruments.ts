/** All the patches that styles may name, in one table. */
import type { Patch } from '../synthesis/patch.ts';
import { keyboards } from './keyboards.ts';
import { mallets } from './mallets.ts';
import { strings } from './strings.ts';
import { synthesisers } from './synthesisers.ts';
import { winds } from './winds.ts';

const table = { ...keyboards, ...mallets, ...strings, ...synthesisers, ...winds };

export type InstrumentName = keyof typeof table;
export const instruments: Readonly<Record<InstrumentName, Patch>> = table;
export const instrumentNames = Object.keys(table) as readonly InstrumentName[];
