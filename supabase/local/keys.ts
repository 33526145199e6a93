/** The local stack's keys. They open nothing but what listens on this machine alone. */

export const publishableKey = 'sb_publishable_local';

/** Never for a browser. */
export const secretKey = 'sb_secret_local';
