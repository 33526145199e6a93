/** Reads what pgTAP prints: TAP, the Test Anything Protocol, https://testanything.org. */

export interface TapReport {
	readonly passed: number;
	readonly failures: readonly string[];
}

/** @param output rows of text, each of one or more lines */
export function readTap(output: readonly string[]): TapReport {
	const lines = output.flatMap((text) => text.split('\n'));
	const failures: string[] = [];
	let passed = 0;
	let planned: number | undefined;
	for (const line of lines) {
		const [, not, description = ''] = /^(not )?ok \d+(?: - (.*))?$/.exec(line) ?? [];
		const [, count] = /^1\.\.(\d+)$/.exec(line) ?? [];
		if (count !== undefined) planned = Number(count);
		else if (/^ok \d/.test(line)) passed += 1;
		else if (not !== undefined) failures.push(description);
		// What pgTAP says about a failure comes after it.
		else if (
			line.startsWith('#') &&
			failures.length > 0 &&
			!/^# (Failed test|Looks like)/.test(line)
		) {
			failures.push(`${failures.pop() ?? ''}\n      ${line.slice(1).trim()}`);
		}
	}
	const run = passed + failures.length;
	if (planned === undefined) failures.push('no plan');
	else if (planned !== run) failures.push(`planned ${planned} tests and ran ${run}`);
	return { passed, failures };
}
