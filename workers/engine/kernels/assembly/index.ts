/** The engine's kernels. They allocate nothing: every address is the caller's. */
export { scoreInt8, scoreFloat32 } from './score';
export { best } from './best';
export { searchLines } from './search';
