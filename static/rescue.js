/*
 * Where the program itself cannot be loaded: an old page out of some cache, whose scripts its host has
 * no more. Fetches the page anew, once; if that does not help, says so in the status `Update`.
 * Once the program runs, src/lib/services/updates/missing-parts.ts looks after it.
 */
(function () {
	var root = document.documentElement;
	var meta = document.querySelector('meta[name="build"]');
	var isRescued = false;

	function say() {
		root.dataset.stuck = 'true';
		var status = document.querySelector('[role="status"][aria-label="Update"]');
		if (!status) return;
		var text = document.createElement('p');
		text.textContent = 'This page could not be loaded as a whole. ';
		var button = document.createElement('button');
		button.textContent = 'Reload';
		button.onclick = function () {
			location.reload();
		};
		text.append(button);
		status.replaceChildren(text);
	}

	function rescue(event) {
		var reason = event.reason || event.payload || {};
		var isMissing = event.type !== 'unhandledrejection' || /module|import/i.test(reason.message);
		if (isRescued || root.dataset.running || !isMissing) return;
		isRescued = true;
		try {
			if (sessionStorage.getItem('deejai-reloaded') !== meta.content && navigator.onLine) {
				sessionStorage.setItem('deejai-reloaded', meta.content);
				location.reload();
				return;
			}
		} catch {
			/* Where nothing can be remembered it could go on for ever. */
		}
		say();
	}

	addEventListener('unhandledrejection', rescue);
	addEventListener('vite:preloadError', rescue);
})();
