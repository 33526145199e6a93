/** The listener's kernels. They allocate nothing: every address is the caller's. */
export { powerSpectra32, powerSpectra64 } from './power-spectra';
export { melPowers32, melPowers64 } from './mel-powers';
export { largest, toDecibels, toUnitRange } from './decibels';
export { convolve, convolveBetween } from './convolve';
