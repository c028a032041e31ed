// A team of which each rep is a special case of the coverage ladder, and what its page says of it.
import { bring, go, keepAll, openData, picker } from './data.mjs';
import { csv } from './deals-files.mjs';
import { openTeam } from './team.mjs';

const NOW = '2026-11-21';
const day = (offset) => new Date(Date.parse(NOW) + offset * 86_400_000).toISOString().slice(0, 10);

/**
 * So many deals of a rep, decided in the quarter before, in 26 to 69 days each, as many in ten won. No
 * quarter before it can be replayed, so nothing says that chances don't hold.
 */
const decided = (name, { every = 4, many = 24, amount = 8_000, won = 4 } = {}) =>
  Array.from({ length: many }, (_, nth) => {
    const created = -170 + Math.floor(every * nth);
    const closed = Math.min(created + 30 + ((nth * 7) % 40), -53);
    const stage = (nth * 3) % 10 < won ? 'Closed Won' : 'Closed Lost';
    return [name, `${name.split(' ')[0]} ${nth}`, stage, day(created), day(closed), amount + ((nth * 977) % 6_000)];
  });

/** Open deals of a rep, of these ages in days and amounts. */
const open = (name, deals) =>
  deals.map(([age, amount], nth) => [name, `${name.split(' ')[0]}'s open ${nth + 1}`, 'Negotiation', day(-age), day(20), amount]);

const SMALL = [[5, 1_500], [12, 2_000], [20, 1_200], [31, 2_600], [40, 1_900]];
const USUAL = [[5, 9_000], [12, 12_000], [20, 8_000], [31, 14_000], [40, 10_000]];

/**
 * name, quota of the quarter, deals, and what the page says: in the answer, on a rung of the ladder or as
 * a line of what follows.
 */
export const SPECIAL_CASES = [
  ['Nora Nowin', 30_000, (name) => [...decided(name, { won: 0, many: 14 }), ...open(name, USUAL)], /No deal was won yet, so no pipeline breaks even/],
  ['Olga Openless', 30_000, (name) => decided(name), /Nothing is open, so it takes \d+ deals created today/],
  ['Vera Volume', 5_500, (name) => [...decided(name, { every: 0.5, many: 190, amount: 1_000 }), ...open(name, SMALL)], /on average nothing open is needed, which is not the same as safe/],
  ['Willa Wellfed', 2_100, (name) => [...decided(name, { every: 0.25, many: 380, amount: 1_000 }), ...open(name, SMALL)], /New deals alone give the wanted chance: no open pipeline is needed/],
  ['Hugo Hopeless', 9_000_000, (name) => [...decided(name), ...open(name, USUAL)], /Not even 500 open deals would do it/],
  ['Dora Dealaway', 4_000, (name) => [...decided(name), ...open(name, USUAL)], /Less is left than an average deal of .+ brings, where a multiple misleads/],
  ['Wanda Whale', 90_000, (name) => [...decided(name), ...open(name, [...USUAL, [25, 160_000]])], /One deal of \$160K is over half of the pipeline, so check its amount/],
  ['Otto Overload', 140_000, (name) => [...decided(name), ...open(name, Array.from({ length: 60 }, (_, nth) => [(nth % 45) + 1, 3_000 + 100 * nth]))], /more deals than Otto Overload ever had open at once/],
  ['Mona Met', 9_000, (name) => [...decided(name), [name, 'Mona now', 'Closed Won', day(-60), day(-20), 12_000], ...open(name, USUAL)], /The quota is met/],
  ['Quinn Quotaless', null, (name) => [...decided(name), ...open(name, USUAL)], /No quota is set for this period/],
];

/** What the same team's pages say five days before the quarter ends. */
export const AT_THE_END = [
  ['Olga Openless', /Nothing can land in time/],
  ['Wanda Whale', /Counts for the next period/],
];

export const LATE = '2026-12-27T10:00:00';

/** Brings the team in, with its quotas, on 21 November 2026 or another day. */
export async function keepSpecialCases(page, today = `${NOW}T10:00:00`) {
  const head = ['Opportunity Owner', 'Opportunity Name', 'Stage', 'Created Date', 'Close Date', 'Amount'];
  const rows = SPECIAL_CASES.flatMap(([name, , deals]) => deals(name));
  // The file is of yesterday.
  const [quinn] = SPECIAL_CASES.at(-1);
  rows.push([quinn, 'Quinn at last', 'Closed Lost', day(-30), new Date(Date.parse(`${today}Z`) - 86_400_000).toISOString().slice(0, 10), 5_000]);
  await openData(page, 'import', today);
  await bring(page, csv([head, ...rows].map((row) => row.map(String))));
  await keepAll(page);
  await go(page, 'Quotas');
  const quotas = SPECIAL_CASES.filter(([, quota]) => quota !== null).map(([name, quota]) => [name, String(quota)]);
  const sheet = csv([['Rep', 'Q4 2026'], ...quotas]);
  await picker(page, 'Add a sheet of quotas').setInputFiles({ name: 'quotas.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
  await page.getByRole('status').filter({ hasText: 'were taken over' }).waitFor();
}

/** Opens the page of one of them, with the ladder as a table where there is one. */
export async function openSpecialCase(page, name) {
  await openTeam(page);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const ladder = page.getByRole('figure').filter({ has: page.getByRole('heading', { name: 'From 3× to the real number', exact: true }) });
  await ladder.or(page.getByText(/^No quota is set|^The quota is met/)).last().waitFor();
  const asTable = ladder.getByRole('button', { name: 'Table', pressed: false });
  // From rep to rep it stays as it was chosen.
  if (await asTable.isVisible()) await asTable.click();
}
