// Faults 22 to 24: backup files, exports and links that are damaged or made to do harm. How they are
// read is the same WebAssembly everywhere; how files and text come in and are shown is the browser's.
import { deepEqual, equal } from 'node:assert/strict';
import { backup, record, rep } from '../e2e/by-hand.mjs';
import { FEW, few } from '../e2e/data.mjs';
import { csv } from '../e2e/deals-files.mjs';
import { stored, unchanged } from './kept.mjs';
import { bring, openData, restore, withTeam } from './team.mjs';

const SCRIPT = '</text><script>window.ran = 1</script>';
const LINK = '=HYPERLINK("http://127.0.0.1/","x")';
const TURNS = /[\u202a-\u202e\u2066-\u2069\0]/;

/** Nothing that was brought in has run or become part of the page. */
async function isText(page) {
  deepEqual(await page.run(() => [window.ran ?? 'nothing', document.querySelectorAll('main script, main img[onerror], svg script').length]), ['nothing', 0]);
  equal(TURNS.test(await page.text()), false);
}

const NO_BACKUP = 'This file is no backup of this app';
const HUGE = [
  ['50 MB of brackets', () => '['.repeat(50_000_000), NO_BACKUP],
  ["50 MB of another app's", () => `{"app":"another","data":"${'x'.repeat(50_000_000)}"}`, NO_BACKUP],
  ['70 MB', () => ' '.repeat(70_000_000), 'This file is too large to be a backup of this app'],
];

const accented = few({ A1: { Owner: 'Zoë Müller' } });
const READ = [
  ['UTF-8 with its mark', `\ufeff${accented}`],
  ['UTF-16, lower byte first', Buffer.from(`\ufeff${accented}`, 'utf16le')],
  ['UTF-16, upper byte first', Buffer.from(`\ufeff${accented}`, 'utf16le').swap16()],
  ['Windows-1252', Buffer.from(accented, 'latin1')],
  ['semicolons', csv(FEW.with(1, FEW[1].with(1, 'Zoë Müller')), { separator: ';' })],
  ['tabs', csv(FEW.with(1, FEW[1].with(1, 'Zoë Müller')), { separator: '\t' })],
];
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const REFUSED = [
  ['an empty file', '', 'This file is empty:'],
  ['a header only', csv(FEW.slice(0, 1)), 'This file has column names but no deals under them:'],
  ['an image renamed to .csv', PNG, 'This is not a text file:'],
  ['a quotation mark that is never closed', few().replace('Dana', '"Dana'), 'A quotation mark opened on line 2 is never closed'],
];

export default [
  {
    name: 'fault 22: files of 50 MB are refused in one sentence, and what is kept stays byte for byte',
    async test({ page, site }) {
      await withTeam(page, site, 'Backup');
      const before = await stored(page);
      for (const [, content, sentence] of HUGE) {
        await restore(page, content());
        await page.says(sentence);
        await page.press('button', 'Dismiss');
        await page.saysNoMore(sentence);
      }
      await unchanged(page, before);
    },
  },
  {
    name: 'fault 22: what can not be in a file made by hand is counted and left out, and the rest is loaded',
    async test({ page, site }) {
      await openData(page, site, 'backup');
      const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
      const id = '00000000000000d1';
      await restore(page, backup([
        rep(id, 'Dana Okafor'), rep(id, 'Somebody Else'),
        nested, record('rep', '00000000000000d2', nested),
        record('rep', '00000000000000d3', '{"id":"00000000000000d3","name":"Tom","comes_in_without_a_deal":1e999}'),
        record('rep', '00000000000000d4', '{"id":"00000000000000d4","name":"Tom","started":"99999-01-01"}'),
        record('rep', '00000000000000d5', '{"__proto__":{"name":"Tom"}}'),
      ]));
      await page.says("5 parts of the file can't be read: left out.");
      await page.says('1 part of the file stand there twice: the first one counts.');
      await page.press('button', 'Load it');
      await page.says('The file was loaded.');
      await page.press('link', 'Reps');
      await page.sees('button', 'Dana Okafor', { beginsSo: true });
      equal(/Tom|Somebody/.test(await page.text()), false);
      equal(await page.run(() => Object.prototype.name ?? 'none'), 'none');
    },
  },
  {
    name: 'fault 23: a file is read with its letters, whatever its encoding and what separates its cells',
    async test({ page, site }) {
      await openData(page, site);
      for (const [which, content] of READ) {
        await bring(page, content);
        await page.says('4 deals: 2 won, 1 lost, 1 open');
        await page.press('button', '3 reps');
        await page.until(async () => (await page.text()).includes('Zoë Müller'), `Zoë Müller in ${which}`);
        await page.press('button', 'Cancel');
        await page.saysNoMore('4 deals: 2 won');
      }
    },
  },
  {
    name: 'fault 23: what is no export is refused in one sentence beside a team that is kept, whose bytes stay',
    async test({ page, site }) {
      await withTeam(page, site);
      const before = await stored(page);
      for (const [, content, sentence] of REFUSED) {
        await bring(page, content);
        await page.says(sentence);
      }
      await unchanged(page, before);
    },
  },
  {
    name: 'fault 23: formulas and markup in a file are text on every page that shows them',
    async test({ page, site }) {
      await openData(page, site);
      const owners = { 'Dana Okafor': `\u202e${SCRIPT}\0`, 'Tom Reed': LINK };
      const rows = FEW.map((row) => row.map((cell) => owners[cell] ?? cell));
      // Two hundred columns, their names and cells as bad.
      const wide = rows.map((row, at) => [...row, ...Array.from({ length: 193 }, (_, column) => (at === 0 ? `${SCRIPT} ${column}` : `\0${SCRIPT}`))]);
      await bring(page, csv(wide));
      await page.says('4 deals: 2 won, 1 lost, 1 open');
      await isText(page);
      await page.press('button', 'Keep these', { beginsSo: true });
      await page.says('4 deals are kept');
      for (const place of ['data/reps', 'data/quotas', 'team', 'team/win-rates']) {
        await page.open(`${site.url}#/${place}`);
        if (place !== 'team/win-rates') for (const words of [SCRIPT, LINK]) await page.says(words);
        else await page.until(() => page.run(() => document.querySelector('main table') !== null), 'the win rates');
        await isText(page);
      }
      await page.open(`${site.url}#/team`);
      await page.press('link', SCRIPT);
      await page.asks(SCRIPT);
      await isText(page);
    },
  },
  {
    name: 'fault 24: a link that is cut, endless or absurd is refused in one sentence, and the own figures stay',
    async test({ page, site }) {
      await page.open(`${site.url}#/calculate/coverage`);
      await page.type('Deals won, last year', '13');
      await page.holds('Deals won, last year', '13');
      const links = [
        ['coverage', '?left=NaN'], ['win-rate', '?wonamount=1e999'],
        ['activity-numbers', '?won=9&steps=1&step=40~a%F'], ['coverage', `?won=9&x=${'9'.repeat(100_000)}`],
      ];
      for (const [where, inputs] of links) {
        await page.run((hash) => { location.hash = hash; }, `#/calculate/${where}${inputs}`);
        await page.says('so your own figures stay: ask for it again.');
        await page.until(async () => (await page.address()) === `${site.url}#/calculate/${where}`, 'the address without its inputs');
        await page.press('button', 'Dismiss');
        await page.saysNoMore('so your own figures stay');
      }
      await page.press('link', 'Coverage');
      await page.holds('Deals won, last year', '13');
    },
  },
  {
    name: 'fault 24: names in a link are text in the picture and the fields, and turn nothing round',
    async test({ page, site }) {
      const name = (text) => encodeURIComponent(text);
      await page.open(`${site.url}#/calculate/activity-numbers?steps=2&step=40~${name(`\u202e${SCRIPT}`)}&step=20~${name('<marquee>\u2067=1+1')}&colour=blue&__proto__=1`);
      await page.holds('Name of step 1', SCRIPT);
      await page.holds('Name of step 2', '<marquee>=1+1');
      await isText(page);
      equal(await page.run(() => document.querySelectorAll('main marquee').length), 0);
    },
  },
];
