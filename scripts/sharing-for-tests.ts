/**
 * The project that the end-to-end tests' site is built for: a local stack, which a test starts there
 * when it needs one (e2e/sharing-stack.ts). Nothing contacts it before a person asks.
 */
import { publishableKey } from '../supabase/local/keys.ts';
import type { SiteConfiguration } from './site-configuration.ts';

/** Of the gateway; not that of `npm start`, which may run beside the tests. */
export const stackPortForTests = 54_329;

export const sharingForTests: SiteConfiguration = {
	PUBLIC_SUPABASE_URL: `http://127.0.0.1:${stackPortForTests}`,
	PUBLIC_SUPABASE_PUBLISHABLE_KEY: publishableKey
};
