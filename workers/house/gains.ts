/** Decibels that bring each track of the catalogue to −14 LUFS, in catalogue order. Generated. */
export const trackGainsDb: readonly number[] = [];
