// Faults 11 and 12: the browser is killed with SIGKILL. localStorage alone would not outlive it: it
// is written to disk seconds to minutes later. `make soak` kills it more often.
import { expect, test } from './fixtures.mjs';
import { killAfterSaved, killInAStorm } from './kills.mjs';

const SOAK = Boolean(process.env.SOAK);
const DELAYS = SOAK ? [100, 300, 700, 1_000, 1_500, 2_000, 3_000, 4_000] : [100, 1_000, 4_000];

test.setTimeout(SOAK ? 600_000 : 120_000);

test('fault 11: what was said to be saved is there after a kill', async ({ baseURL }) => {
  for (const { delay, was, saved, is } of await killAfterSaved(baseURL, DELAYS)) {
    expect(saved).not.toBe(was);
    expect(is, `killed ${delay} ms after it was said to be saved`).toBe(saved);
  }
});

test('fault 12: however often the browser is killed in a storm of writes, nothing saved is lost', async ({ baseURL }) => {
  for (const outcome of await killInAStorm(baseURL, SOAK ? 20 : 5)) expect(outcome.survived, JSON.stringify(outcome)).toBe(true);
});
