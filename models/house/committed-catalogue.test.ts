import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkHouse } from './check.ts';

const folder = join(import.meta.dirname, '../catalogues/house');

test('the committed catalogue is whole, and is what its network hears in the music', async () => {
	const checked = await checkHouse(folder);
	expect(checked.ok ? '' : checked.failure.message).toBe('');
	if (checked.ok) expect(checked.value.heard).toBeGreaterThan(0);
});

test('it takes at most 8 MB', () => {
	const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(8e6);
});
