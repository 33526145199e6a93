/**
 * What a page gets from `/embed/iframe-api/v1`: the public surface of Spotify's iFrame API, as its
 * reference describes it (developer.spotify.com/documentation/embeds/references/iframe-api).
 *
 *   window.onSpotifyIframeApiReady = (api) =>
 *     api.createController(element, { uri, width, height }, (controller) => …);
 *
 * - The element is *replaced* by an iframe; `destroy()` removes the iframe and leaves nothing.
 * - The controller comes at once, before `ready`; what it is asked until then happens afterwards.
 * - `loadUri(uri)` loads another page into the same iframe, and `ready` comes again. The uri that is
 *   loaded already is not loaded again.
 * - `seek` takes seconds; events count milliseconds.
 * - Events arrive as `{ data }`:
 *     ready             {}
 *     playback_started  { playingURI }
 *     playback_update   { playingURI, isPaused, isBuffering, duration, position }
 *   At a track's end comes one last update with `isPaused: true` and `position: 0`.
 */
(() => {
	const origin = new URL(document.currentScript.src).origin;
	const eventNames = new Set(['ready', 'playback_update', 'playback_started', 'error']);

	function pageOf(uri) {
		const [scheme, kind, id] = uri.split(':');
		if (scheme !== 'spotify' || !/^(track|episode|playlist|album)$/.test(kind) || !id) return null;
		return `${origin}/embed/${kind}/${encodeURIComponent(id)}?utm_source=iframe-api`;
	}

	class EmbedController {
		#listeners = new Map();
		#waiting = [];
		#isReady = false;
		#uri = '';
		#onMessage = (event) => this.#receive(event);

		constructor(element, { uri = '', width = '100%', height = '352' }) {
			this.iframeElement = document.createElement('iframe');
			this.iframeElement.setAttribute('allow', 'autoplay; clipboard-write; encrypted-media');
			this.iframeElement.title = 'Spotify Embed';
			this.iframeElement.setAttribute('frameborder', '0');
			this.setIframeDimensions(width, height);
			window.addEventListener('message', this.#onMessage);
			this.loadUri(uri);
			element.replaceWith(this.iframeElement);
		}

		setIframeDimensions(width, height) {
			this.iframeElement.setAttribute('width', String(width));
			this.iframeElement.setAttribute('height', String(height));
		}

		loadUri(uri) {
			if (uri === this.#uri) return;
			const page = pageOf(uri);
			if (page === null) {
				this.#emit('error', {});
				return;
			}
			this.#uri = uri;
			this.#isReady = false;
			this.#waiting = [];
			this.iframeElement.src = page;
		}

		play() {
			this.#command({ command: 'play' });
		}

		playFromStart() {
			this.#command({ command: 'play_from_start' });
		}

		pause() {
			this.#command({ command: 'pause' });
		}

		resume() {
			this.#command({ command: 'resume' });
		}

		togglePlay() {
			this.#command({ command: 'toggle' });
		}

		restart() {
			this.#command({ command: 'restart' });
		}

		seek(seconds) {
			this.#command({ command: 'seek', positionMs: seconds * 1000 });
		}

		destroy() {
			window.removeEventListener('message', this.#onMessage);
			this.#listeners.clear();
			this.iframeElement.remove();
		}

		addListener(name, listener) {
			if (!eventNames.has(name)) return;
			this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
		}

		on(name, listener) {
			this.addListener(name, listener);
		}

		removeListener(name, listener) {
			const others = (this.#listeners.get(name) ?? []).filter((other) => other !== listener);
			this.#listeners.set(name, others);
		}

		#command(command) {
			if (!this.#isReady) {
				this.#waiting.push(command);
				return;
			}
			this.iframeElement.contentWindow?.postMessage(command, origin);
		}

		#receive(event) {
			if (event.origin !== origin || event.source !== this.iframeElement.contentWindow) return;
			const { type, payload } = event.data;
			if (type === 'ready') {
				this.#isReady = true;
				for (const command of this.#waiting.splice(0)) this.#command(command);
			}
			this.#emit(type, payload);
		}

		#emit(name, data) {
			for (const listener of this.#listeners.get(name) ?? []) listener({ data });
		}
	}

	window.onSpotifyIframeApiReady?.({
		createController(element, options, callback) {
			callback(new EmbedController(element, options ?? {}));
		}
	});
})();
