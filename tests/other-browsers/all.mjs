// Every test in every browser: `node --test-reporter=... all.mjs [firefox] [webkit] [words of a name]`.
import { deepEqual } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BROWSERS, Profile } from './browsers.mjs';
import { TestSite } from './test-site.mjs';

const FILES = ['first-visit', 'writing', 'two-copies', 'kills', 'offline', 'rescue', 'files', 'sealed', 'tabs'];
const tests = [];
for (const name of FILES) tests.push(...(await import(`./${name}.mjs`)).default);

const given = process.argv.slice(2);
const named = given.filter((word) => word in BROWSERS);
const wanted = given.filter((word) => !(word in BROWSERS)).join(' ');

/** Why a test does not run in a browser; undefined where it does. */
const reason = ({ not }, browser) => (typeof not === 'string' ? not : not?.[browser]);

for (const key of named.length > 0 ? named : Object.keys(BROWSERS)) {
  const browser = BROWSERS[key];
  describe(browser.name, () => {
    let profile;
    let session;

    /** Ends the browser and what it kept; the next test gets a new one. */
    async function end(how) {
      await session?.[how]();
      profile?.remove();
      [profile, session] = [];
    }

    before(() => browser.before?.());
    after(async () => {
      await end('quit');
      await browser.after?.();
    });

    for (const each of tests.filter(({ name }) => name.includes(wanted))) {
      it(each.name, { skip: reason(each, key), timeout: 300_000 }, async () => {
        const site = await TestSite.open(each.site);
        const own = each.alone ? new Profile(browser) : undefined;
        try {
          if (own) {
            await each.test({ profile: own, site, browser: key });
          } else {
            profile ??= new Profile(browser);
            session ??= await profile.start();
            await each.test({ page: session.page, site, browser: key });
            await session.page.clear();
          }
          deepEqual(site.complaints.filter((text) => !each.allowed?.test(text)), [], 'nothing was complained of');
        } catch (error) {
          await end('kill');
          throw error;
        } finally {
          own?.remove();
          await site.end();
        }
      });
    }
  });
}
