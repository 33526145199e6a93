/*
 * The way back for a host whose service worker must go, whatever is wrong with it: put this file in
 * the place of the site's own `service-worker.js`. Browsers look for a newer one past every cache, at
 * each visit and once a day, and this one removes itself and all that was kept of the program. What
 * people keep (playlists, their music, the catalogue) lies elsewhere and stays.
 *
 * Open pages go on over the network; nothing is reloaded. docs/offline.md says more.
 */
// Waited for: a browser may otherwise take it for installed before it has heard this.
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));

self.addEventListener('activate', (event) => {
	event.waitUntil(
		(async () => {
			const names = await self.caches.keys();
			const own = names.filter((name) => name.startsWith('deejai-shell-'));
			await Promise.all(own.map((name) => self.caches.delete(name)));
			await self.registration.unregister();
		})()
	);
});
