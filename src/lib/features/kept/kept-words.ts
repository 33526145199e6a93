/** Sizes, counts and room in words. */
import type { Room } from '#lib/services/storage/room.ts';

const whole = new Intl.NumberFormat('en');

/** `1 track`, `2,000 tracks` */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${whole.format(count)} ${count === 1 ? one : many}`;
}

/** `1 KB`, `3.4 MB`, `1.2 GB`: as exactly as anybody wants to know, and never nothing. */
export function sizeWords(bytes: number): string {
	const [unit, size] =
		bytes >= 999.5e6
			? ['GB', bytes / 1e9]
			: bytes >= 999.5e3
				? ['MB', bytes / 1e6]
				: ['KB', Math.max(1, bytes / 1e3)];
	const digits = size >= 99.5 || unit === 'KB' ? 0 : 1;
	return `${size.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`;
}

const nearlyFullShare = 0.9;
/** Less than a small catalogue takes. */
const littleBytes = 20e6;

/** Whether soon nothing more can be kept. */
export function isNearlyFull({ usedBytes, quotaBytes }: Room): boolean {
	return usedBytes >= nearlyFullShare * quotaBytes || quotaBytes - usedBytes < littleBytes;
}
