// Faults 16 and 17: several tabs. One saves, the others show what it saves, and any of them takes over.
import { equal } from 'node:assert/strict';
import { stored } from './kept.mjs';
import { openData, withTeam } from './team.mjs';

const TAKE_OVERS = 8;

/** A second tab beside the one that is open; gives the way to each of them. */
async function twoTabs(page, site) {
  const first = await page.connection.getWindowHandle();
  await page.connection.switchTo().newWindow('tab');
  const second = await page.connection.getWindowHandle();
  await openData(page, site, 'reps');
  await page.says('Ridealong is open in another tab, and that one saves.');
  return [first, second].map((handle) => () => page.connection.switchTo().window(handle));
}

const reps = (page) => page.run(() => [...document.querySelectorAll('summary')].map((each) => each.textContent).sort());

async function closeSecond(page, [toFirst, toSecond]) {
  await toSecond();
  await page.connection.close();
  await toFirst();
}

export default [
  {
    name: `fault 16: ${TAKE_OVERS} take-overs between two tabs: no stale read, no lost edit`,
    async test({ page, site }) {
      await withTeam(page, site, 'Reps');
      const tabs = await twoTabs(page, site);
      const names = ['Dana Okafor', 'Tom Reed'];
      for (let turn = 1; turn <= TAKE_OVERS; turn += 1) {
        await tabs[turn % 2]();
        await page.press('button', 'Take over here');
        await page.says('This tab is the one that saves now.');
        await page.until(async () => (await reps(page)).length === names.length, `${names.length} reps after take-over ${turn}`);
        names.push(`Rep ${turn}`);
        await page.type('Add a rep by name', names.at(-1));
        await page.until(async () => (await reps(page)).length === names.length, 'the rep who was added');
      }
      for (const to of tabs) {
        await to();
        await page.until(async () => (await reps(page)).length === names.length, 'every rep in both tabs');
        equal(JSON.stringify(await reps(page)), JSON.stringify([...names].sort()));
      }
      const texts = JSON.stringify(await stored(page));
      for (const name of names) equal(texts.includes(name), true, name);
      await closeSecond(page, tabs);
      await page.saysNoMore('Ridealong is open in another tab');
    },
  },
  {
    name: 'fault 17: a tab that lost its turn to another version writes nothing over',
    async test({ page, site }) {
      await withTeam(page, site, 'Reps');
      // Another version took the turn by the same lock, and left its mark.
      await page.run(() => new Promise((held) => {
        navigator.locks.request('ridealong', { steal: true }, () => { held(); return new Promise(() => {}); }).catch(() => {});
      }));
      await page.run(() => localStorage.setItem('ridealong/writer', 'newer'));
      const before = await stored(page);
      await page.type('Add a rep by name', 'Ana Diaz');
      await page.says('Not saved.');
      await page.says('Another tab is the one that saves now');
      equal(JSON.stringify(await stored(page)), JSON.stringify(before));
    },
  },
];
