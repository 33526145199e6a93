/** Moments in a track, for eyes and for ears. */

/** `1:05`, or `1:01:05` from an hour on. Not a number or infinite: `–:––`. */
export function clockTime(seconds: number): string {
	if (!Number.isFinite(seconds)) return '–:––';
	const whole = Math.max(0, Math.floor(seconds));
	const hours = Math.floor(whole / 3600);
	const minutes = Math.floor(whole / 60) % 60;
	const twoDigits = (value: number) => String(value).padStart(2, '0');
	const rest = twoDigits(whole % 60);
	return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** `1 minute 5 seconds`, as a screen reader should say it. */
export function spokenTime(seconds: number): string {
	const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
	const parts: [number, string][] = [
		[Math.floor(whole / 3600), 'hour'],
		[Math.floor(whole / 60) % 60, 'minute'],
		[whole % 60, 'second']
	];
	const spoken = parts
		.filter(([count]) => count > 0)
		.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
	return spoken.length === 0 ? '0 seconds' : spoken.join(' ');
}
