/** The sound network's description in a manifest. */
import * as v from 'valibot';

export const encoderSchema = v.looseObject({ id: v.string() });
