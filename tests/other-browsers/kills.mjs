// Faults 11 and 12: the browser is killed with SIGKILL, all of its processes at once, and started
// again on the same profile. Each of these browsers has its own way of putting things on disk.
import { equal, notEqual, ok } from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { change, openData, teamIsThere, withTeam } from './team.mjs';

const DELAYS = [100, 1_000, 4_000];
const KILLS = process.env.SOAK ? 20 : 4;
const CURRENCIES = ['EUR', 'GBP', 'USD', 'CHF', 'JPY'];

/** Starts the browser on what the last one left, and opens the settings, which stand for anything that is typed. */
async function reopen(profile, site) {
  const session = await profile.start();
  await openData(session.page, site, 'settings');
  return { ...session, is: await session.page.value('Amounts in') };
}

export default [
  {
    name: `fault 11: what was said to be saved is there after a kill, ${DELAYS.join(', ')} ms later`,
    alone: true,
    async test({ profile, site }) {
      for (const [at, delay] of DELAYS.entries()) {
        const { page, kill, is } = await reopen(profile, site);
        const next = CURRENCIES[at];
        notEqual(next, is);
        await change(page, next);
        await pause(delay);
        await kill();
        const again = await reopen(profile, site);
        equal(again.is, next, `killed ${delay} ms after it was said to be saved`);
        await again.kill();
      }
    },
  },
  {
    name: 'fault 11: deals that were said to be kept are there after a kill at once',
    alone: true,
    async test({ profile, site }) {
      const { page, kill } = await profile.start();
      await withTeam(page, site);
      await page.says('Saved on this device');
      await kill();
      const again = await profile.start();
      await openData(again.page, site);
      await teamIsThere(again.page);
      await again.quit();
    },
  },
  {
    name: `fault 12: killed ${KILLS} times in a storm of writes, nothing that was said to be saved is lost`,
    alone: true,
    async test({ profile, site }) {
      for (let at = 0; at < KILLS; at += 1) {
        const { page, kill, is } = await reopen(profile, site);
        let [saved, next, killed] = [is, is, false];
        const storm = (async () => {
          for (let turn = at; !killed; turn += 1) {
            next = CURRENCIES[turn % CURRENCIES.length];
            await change(page, next);
            saved = next;
          }
        })().catch((error) => { if (!killed) throw error; });
        // From a tenth of a second on, never twice the same.
        await pause(100 + ((at * 137) % 900));
        killed = true;
        const before = saved;
        await kill();
        await storm;
        const again = await reopen(profile, site);
        // While it was being killed one more change may have been saved.
        ok([before, saved, next].includes(again.is), `${again.is} is there, ${before} or ${next} should be`);
        await again.kill();
      }
    },
  },
];
