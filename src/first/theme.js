/* Runs before the first paint, so that a remembered choice of colours never flashes the other one. */
(function () {
	try {
		var theme = localStorage.getItem('deejai-theme');
		if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
	} catch {
		/* Storage is refused: the system's colours it is. */
	}
})();
