/** Which build this page is of, and which one its host has now. */
import * as v from 'valibot';
import { buildMetaName, unbuilt } from '#lib/domain/shell.ts';

const answerTimeoutMs = 5000;
const versionSchema = v.object({ build: v.pipe(v.string(), v.minLength(1)) });

/** `development` where nothing was built. */
export function ownBuild(): string {
	const meta = document.querySelector<HTMLMetaElement>(`meta[name="${buildMetaName}"]`);
	return meta?.content ?? unbuilt;
}

/**
 * @param siteUrl the folder that the site is served from, ending in a slash
 * @returns null where the host cannot be reached, or answers with something else
 */
export async function hostBuild(siteUrl: string): Promise<string | null> {
	try {
		const response = await fetch(`${siteUrl}_app/version.json`, {
			cache: 'no-store',
			signal: AbortSignal.timeout(answerTimeoutMs)
		});
		return response.ok ? v.parse(versionSchema, await response.json()).build : null;
	} catch {
		return null;
	}
}
