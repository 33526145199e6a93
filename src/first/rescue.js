/* An old page out of a cache, whose scripts are gone: fetched anew, once, or else said. See missing-parts.ts. */
(function () {
	var data = document.documentElement.dataset;
	function say() {
		var status = document.querySelector('[role="status"][aria-label="Update"]');
		var button = document.createElement('button');
		data.stuck = 'true';
		button.textContent = 'Reload';
		button.onclick = function () {
			location.reload();
		};
		if (status) status.replaceChildren('A part of this page could not be loaded. ', button);
	}
	function rescue(event) {
		var isMissing = !event.reason || /module|import/i.test(event.reason.message);
		if (data.stuck || data.running || !isMissing) return;
		try {
			var build = document.querySelector('meta[name="build"]').content;
			if (sessionStorage.getItem('deejai-reloaded') === build || !navigator.onLine) return say();
			sessionStorage.setItem('deejai-reloaded', build);
			location.reload();
		} catch {
			say();
		}
	}
	addEventListener('unhandledrejection', rescue);
	addEventListener('vite:preloadError', rescue);
})();
