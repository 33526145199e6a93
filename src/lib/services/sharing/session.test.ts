/** Who this browser is: sessions that run out, that are forged, and whose person is gone. */
import { expect, test } from 'vitest';
import { createFakeBrowser, publish } from './test/fake-browser.ts';
import { useGallery } from './test/gallery-project.ts';

const gallery = useGallery({ accessTokenLifetimeS: 120 });

function browser() {
	return createFakeBrowser(gallery.stack);
}

const done = { state: 'done' };

test('a session that runs out is renewed, and stays the same person', async () => {
	const here = browser();
	const sharing = here.openTab();
	expect(await sharing.submit(publish('One', 1))).toMatchObject(done);
	const before = here.session.read();
	here.advance(100_000);
	expect(await sharing.list('own', null)).toMatchObject({
		ok: true,
		value: { cards: [{ name: 'One', isOwn: true }] }
	});
	expect(here.asked.filter((path) => path.endsWith('/token'))).toHaveLength(1);
	expect(here.session.read()).not.toBe(before);
	expect(await sharing.submit(publish('Two', 2))).toMatchObject(done);
	expect(await gallery.personCount()).toBe(1);
});

test('several that find it has run out renew it once', async () => {
	const here = browser();
	const tabs = [here.openTab(), here.openTab()];
	await tabs[0]?.submit(publish('One', 1));
	here.advance(100_000);
	const pages = await Promise.all(tabs.map((tab) => tab.list('own', null)));
	expect(pages.map((page) => page.ok && page.value.cards.length)).toEqual([1, 1]);
	expect(here.asked.filter((path) => path.endsWith('/token'))).toHaveLength(1);
});

test('one that the gallery does not take is renewed, whatever this device’s clock says', async () => {
	const here = browser();
	const sharing = here.openTab();
	await sharing.submit(publish('One', 1));
	const stored = JSON.parse(here.session.read() ?? '{}') as Record<string, unknown>;
	const claims = { role: 'authenticated', exp: Date.now() / 1000 - 60 };
	const accessToken = gallery.stack.issuer.issue(claims);
	here.session.write(JSON.stringify({ ...stored, accessToken }));
	expect(await sharing.submit(publish('Two', 2))).toMatchObject(done);
	expect(await gallery.personCount()).toBe(1);
});

test('a forged session is forgotten: a write signs in anew, reading goes on as nobody', async () => {
	const forged = JSON.stringify({
		accessToken: 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoicG9zdGdyZXMifQ.',
		refreshToken: 'forged',
		expiresAtMs: Date.now() + 3_600_000
	});
	const reader = browser();
	reader.session.write(forged);
	const reading = reader.openTab();
	expect(await reading.list('latest', null)).toMatchObject({ ok: true });
	expect(await reading.hasSession()).toBe(false);
	expect(await gallery.personCount()).toBe(0);

	const writer = browser();
	writer.session.write(forged);
	const writing = writer.openTab();
	expect(await writing.submit(publish('One', 1))).toMatchObject(done);
	expect(await gallery.personCount()).toBe(1);
	expect(writer.session.read()).not.toContain('forged');
});

test('a person who is gone is somebody new at the next write', async () => {
	const sharing = browser().openTab();
	await sharing.submit(publish('One', 1));
	await gallery.sql`delete from auth.users`;
	expect(await sharing.submit(publish('Two', 2))).toMatchObject(done);
	expect(await gallery.personCount()).toBe(1);
	expect(await gallery.names()).toEqual(['One', 'Two']);
});

test('trouble while it is renewed loses no session, and is said at once', async () => {
	const here = browser();
	const sharing = here.openTab();
	await sharing.submit(publish('One', 1));
	here.advance(3_600_000);
	const kept = here.session.read();
	for (const status of [400, 401, 403, 404, 422, 429, 500, 503]) {
		gallery.stack.setFault({ kind: 'error', status });
		expect(await sharing.list('latest', null)).toMatchObject({
			failure: {
				code: status === 429 ? 'too-many' : 'unexpected-response',
				retryable: true
			}
		});
		expect(here.session.read()).toBe(kept);
	}
	gallery.stack.setFault({ kind: 'down' });
	const tries = here.asked.length;
	expect(await sharing.list('own', null)).toMatchObject({
		failure: { code: 'network-unreachable', retryable: true }
	});
	expect(here.asked).toHaveLength(tries + 1);
	gallery.stack.setFault(undefined);
	expect(await sharing.list('own', null)).toMatchObject({ value: { cards: [{ name: 'One' }] } });
	expect(await gallery.personCount()).toBe(1);
});

test('what is kept of a session and cannot be read is no session', async () => {
	const here = browser();
	for (const text of ['', '{', '{"accessToken":7}', 'null']) {
		here.session.write(text);
		expect(await here.openTab().hasSession()).toBe(false);
	}
});

test('no failure says anything of a token', async () => {
	const here = browser();
	const sharing = here.openTab();
	await sharing.submit(publish('One', 1));
	const { accessToken, refreshToken } = JSON.parse(here.session.read() ?? '{}') as {
		accessToken: string;
		refreshToken: string;
	};
	here.advance(3_600_000);
	const said: string[] = [];
	for (const status of [400, 401, 403, 429, 500]) {
		gallery.stack.setFault({ kind: 'error', status });
		said.push(JSON.stringify(await sharing.submit(publish('Two', status))));
		said.push(JSON.stringify(await sharing.list('latest', null)));
	}
	for (const secret of [accessToken, refreshToken]) expect(said.join()).not.toContain(secret);
});
