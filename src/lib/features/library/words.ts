/** Numbers of this page in words: counts, times, rates. */
import type { AddReport } from '#lib/services/library/library.ts';

const whole = new Intl.NumberFormat('en');
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function count(number: number): string {
	return whole.format(number);
}

/** `1 track`, `2,000 tracks` */
export function counted(number: number, one: string, many = `${one}s`): string {
	return `${count(number)} ${number === 1 ? one : many}`;
}

/** `3:05`, `1:03:05`; empty where it is not known. */
export function trackTime(seconds: number | null): string {
	if (seconds === null) return '';
	const rounded = Math.round(seconds);
	const parts = [Math.floor(rounded / 3600), Math.floor(rounded / 60) % 60, rounded % 60];
	const shown = parts[0] === 0 ? parts.slice(1) : parts;
	return shown.map((part, index) => (index === 0 ? part : String(part).padStart(2, '0'))).join(':');
}

/** How long all of it plays: `48 minutes`, `21 hours`, `12 days`. */
export function playingTime(seconds: number): string {
	const minutes = Math.round(seconds / 60);
	if (minutes < 120) return counted(minutes, 'minute');
	const hours = Math.round(minutes / 60);
	return hours < 72 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day');
}

/** How long it will take, as exactly as that can be said: `about 20 seconds`, `about 3 hours`. */
export function timeLeft(seconds: number): string {
	if (seconds < 5) return 'a few seconds';
	if (seconds < 55) return `about ${Math.round(seconds / 5) * 5} seconds`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 100) return `about ${counted(minutes, 'minute')}`;
	const hours = Math.round(minutes / 60);
	return hours < 48
		? `about ${counted(hours, 'hour')}`
		: `about ${counted(Math.round(hours / 24), 'day')}`;
}

/** `3.2 a second`, or `8 a minute` on a device that takes its time. */
export function rateWords(filesPerSecond: number): string {
	if (filesPerSecond >= 1) return `${oneDecimal.format(filesPerSecond)} a second`;
	return `${count(Math.max(1, Math.round(filesPerSecond * 60)))} a minute`;
}

/** What adding came to, in a sentence. */
export function addedWords(report: AddReport): string {
	const { addedTracks, knownTracks, otherFiles, unreadableFiles } = report;
	if (addedTracks + knownTracks + unreadableFiles === 0) return 'No audio files were found there.';
	const parts = [addedTracks > 0 ? `${counted(addedTracks, 'new track')} found` : 'Nothing new'];
	if (knownTracks > 0) parts.push(`${count(knownTracks)} here already`);
	if (unreadableFiles > 0) parts.push(`${counted(unreadableFiles, 'file')} could not be read`);
	if (otherFiles > 0) parts.push(`${counted(otherFiles, 'other file')} left out`);
	return `${parts.join(', ')}.`;
}

/** A path in at most so many characters, its middle left out: where it is and what it is called stay. */
export function elidePath(path: string, most: number): string {
	const letters = Array.from(path);
	if (letters.length <= most) return path;
	const kept = most - 1;
	// The name says more than the way to it.
	const tail = Math.ceil(kept * 0.65);
	return `${letters.slice(0, kept - tail).join('')}…${letters.slice(-tail).join('')}`;
}
