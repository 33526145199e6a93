/** Numbers and days of the gallery in words. */

const whole = new Intl.NumberFormat('en');
const oneDecimal = new Intl.NumberFormat('en', {
	minimumFractionDigits: 1,
	maximumFractionDigits: 1
});
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** `1 track`, `2,000 tracks` */
export function counted(number: number, one: string): string {
	return `${whole.format(number)} ${number === 1 ? one : `${one}s`}`;
}

/** `3.4` */
export function scoreText(score: number): string {
	return oneDecimal.format(score);
}

/** `Nov 3, 2026` */
export function dayText(isoTime: string): string {
	return day.format(new Date(isoTime));
}
