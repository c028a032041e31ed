// What Team and Rep wait for: the reader's answers, its code at the optimisation that it is built
// with, in the page instead of its Web Worker, for a worker can't be slowed.
import { deals100k } from './deals-100k.mjs';
import { build } from './forecast/build.mjs';
import { openSite } from './forecast/site.mjs';

/** The processor is slowed this many times: a desk machine then stands for a tablet. */
const SLOWED = 4;
const REPS = Array.from({ length: 40 }, (_, at) => `Rep Number ${at}`);
const OPEN_DEALS = 200;
const DAYS = ['2026-01-14', '2026-01-13', '2026-01-12', '2026-01-11', '2026-01-10', '2026-01-15'];
const FACTORS = [0.9, 1.1, 0.95, 1.05, 1];
const ROUNDS = 60;
const WARM_UPS = 10;

export const figures = [
  { name: 'what_if_median_ms', unit: 'ms', target: 16, better: 'lower' },
  { name: 'team_recompute_100k_deals_ms_4x', unit: 'ms', target: 1000, better: 'lower' },
  { name: 'team_recompute_100k_other_quotas_ms_4x', unit: 'ms', target: null, better: 'lower' },
];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function run({ browser, root }) {
  build(root);
  const context = await browser.newContext();
  try {
    const { page, ask } = await openSite(context, root, './held-page.mjs');
    const csv = deals100k();

    // One rep with so many open deals among 20.
    const live = await ask('hold', withOpen(csv, OPEN_DEALS), REPS.slice(0, 20));
    const quotas = await ask('expected');
    const rep = live.indexOf(Math.max(...live));
    console.log(`  one rep of ${live.length} with ${live[rep]} live deals`);
    if (live[rep] !== OPEN_DEALS) throw new Error(`${live[rep]} live deals`);
    const tried = (await ask('tried', quotas, rep, WARM_UPS + ROUNDS)).slice(WARM_UPS);

    const open = await ask('hold', csv, REPS);
    console.log(`  40 reps with ${Math.min(...open)} to ${Math.max(...open)} live deals each`);
    const larger = await ask('expected');
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    const anew = await ask('team', larger, DAYS);
    console.log(`  another day ${anew.map(Math.round)} ms`);
    const other = await ask('otherQuotas', larger, FACTORS);
    console.log(`  other quotas ${other.map(Math.round)} ms`);
    return {
      what_if_median_ms: median(tried),
      team_recompute_100k_deals_ms_4x: median(anew),
      team_recompute_100k_other_quotas_ms_4x: median(other),
    };
  } finally {
    await context.close();
  }
}

/** The same deals with half as many reps, and so many young open deals of each: older ones are stale. */
function withOpen(csv, most) {
  const open = new Map();
  const [heading, ...rows] = csv.trimEnd().split('\n');
  const halved = rows.map((row) => row.replace(/Rep Number (\d+)/, (_, number) => `Rep Number ${number % 20}`));
  const stays = halved.filter((row) => {
    if (/,Closed (Won|Lost),/.test(row)) return true;
    const cells = row.split(',');
    if (cells[6] < '2025-10-01') return false;
    open.set(cells[1], (open.get(cells[1]) ?? 0) + 1);
    return open.get(cells[1]) <= most;
  });
  return `${[heading, ...stays].join('\n')}\n`;
}
