/**
 * The inside of the embed: "plays" its tracks by the clock, silently, and tells the page around it.
 * What it plays is in the page's `#tracks`: `[{ uri, title, artists, durationMs }]`.
 */
const tracks = JSON.parse(document.getElementById('tracks').textContent);
const title = document.getElementById('title');
const artists = document.getElementById('artists');
const times = document.getElementById('times');
const progress = document.getElementById('progress');
const button = document.getElementById('play');

/** The real one says where it is several times a second. */
const updateMs = 200;

let index = 0;
let isPaused = true;
/** Where it stood when it was last started or stopped, and when that was. */
let positionMs = 0;
let sinceMs = 0;
let timer = 0;

function position() {
	const passedMs = isPaused ? 0 : performance.now() - sinceMs;
	return Math.min(positionMs + passedMs, tracks[index].durationMs);
}

function tell(type, payload) {
	if (window.parent !== window) window.parent.postMessage({ type, payload }, '*');
}

function clock(ms) {
	const seconds = Math.floor(ms / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function show() {
	const { durationMs } = tracks[index];
	title.textContent = tracks[index].title;
	artists.textContent = tracks[index].artists;
	progress.max = durationMs;
	progress.value = position();
	times.textContent = `${clock(position())} / ${clock(durationMs)}`;
	button.textContent = isPaused ? 'Play' : 'Pause';
}

function update(isBuffering = false) {
	const { uri, durationMs } = tracks[index];
	show();
	tell('playback_update', {
		playingURI: uri,
		isPaused,
		isBuffering,
		duration: durationMs,
		position: Math.round(position())
	});
}

function stand(atMs) {
	positionMs = Math.min(Math.max(atMs, 0), tracks[index].durationMs);
	sinceMs = performance.now();
}

function play() {
	if (!isPaused) return;
	stand(positionMs);
	isPaused = false;
	tell('playback_started', { playingURI: tracks[index].uri });
	update(true);
	schedule();
}

function pause() {
	if (isPaused) return;
	stand(position());
	isPaused = true;
	clearTimeout(timer);
	update();
}

function schedule() {
	clearTimeout(timer);
	const leftMs = tracks[index].durationMs - position();
	timer = setTimeout(tick, Math.min(updateMs, leftMs));
}

function tick() {
	if (position() < tracks[index].durationMs) {
		update();
		schedule();
		return;
	}
	isPaused = true;
	const isLast = index === tracks.length - 1;
	index = isLast ? 0 : index + 1;
	stand(0);
	if (isLast) update();
	else play();
}

function seek(toMs) {
	stand(toMs);
	update();
	if (!isPaused) schedule();
}

const commands = {
	play,
	pause,
	resume: play,
	toggle: () => (isPaused ? play() : pause()),
	restart: () => seek(0),
	play_from_start() {
		seek(0);
		play();
	},
	seek: ({ positionMs: toMs }) => seek(toMs)
};

window.addEventListener('message', ({ source, data }) => {
	if (source === window.parent && Object.hasOwn(commands, data.command)) {
		commands[data.command](data);
	}
});
button.addEventListener('click', commands.toggle);
show();
tell('ready', {});
