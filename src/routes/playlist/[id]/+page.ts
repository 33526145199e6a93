/** What people share is not known when the site is built: its host serves the shell. */
export const prerender = false;
