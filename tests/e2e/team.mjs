// The Team place as people find it: by the names of what they touch.
import { readFileSync } from 'node:fs';
import { bring, keepAll, openData, picker } from './data.mjs';
import { PIPELINE } from './deals-files.mjs';

/** Keeps the public data set, as on the second day of 2018. */
export async function keepPipeline(page) {
  await openData(page);
  await picker(page).setInputFiles(PIPELINE);
  await keepAll(page);
}

/** Gives every rep last year's bookings as a quota. */
export async function takeStandIns(page) {
  await page.goto('#/data/quotas');
  await page.getByRole('button', { name: /last year/i }).first().click();
}

/** Opens the team. */
export async function openTeam(page) {
  await page.goto('#/team');
  await page.getByRole('heading', { level: 1, name: 'Who needs you now' }).waitFor();
}

/** Looks at the team from a day. */
export async function lookFrom(page, day) {
  await openTeam(page);
  await page.getByLabel('As of').fill(day);
  await page.getByRole('button', { name: /^Back to / }).waitFor();
}

/** The row of a rep. */
export const row = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) });

/** Opens a rep from the team. */
export async function openRep(page, name) {
  await openTeam(page);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** A line of "Where the numbers come from". */
export const source = (page, what) =>
  page.getByRole('region', { name: 'Where the numbers come from' }).locator('div').filter({ has: page.getByRole('term').getByText(what, { exact: true }) });

/** The public data set's deals of a rep, added up straight from its rows as of a day, by the rules that the README of the data names. */
export function addedUp(rep, asOf, from) {
  const [head, ...rows] = readFileSync(PIPELINE, 'utf8').trim().split(/\r?\n/).map((line) => line.split(','));
  const at = Object.fromEntries(head.map((name, place) => [name, place]));
  const days = (one, other) => Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000);
  const deals = rows.map((cells) => ({
    rep: cells[at.sales_agent],
    stage: cells[at.deal_stage],
    created: cells[at.engage_date],
    closed: cells[at.close_date],
    value: Number(cells[at.close_value] || 0),
  }));
  const decided = deals.filter(({ closed }) => closed && closed >= from && closed <= asOf);
  const oldestWin = Math.max(...decided.filter(({ stage }) => stage === 'Won').map(({ created, closed }) => days(created, closed)));
  const own = decided.filter((deal) => deal.rep === rep);
  const won = own.filter(({ stage }) => stage === 'Won');
  const open = deals.filter((deal) => deal.rep === rep && !deal.closed);
  const stale = open.filter(({ created }) => created && days(created, asOf) > oldestWin);
  const paid = won.filter(({ value }) => value > 0);
  return {
    won: won.length,
    decided: own.length,
    average: paid.reduce((sum, { value }) => sum + value, 0) / paid.length,
    live: open.length - stale.length,
    stale: stale.length,
  };
}

/** Keeps a team that is pasted under Data, in November 2026: names, quota, booked, pipeline, won, lost, average deal. */
export async function typedTeam(page, rows) {
  await openData(page, 'type', '2026-11-21T10:00:00');
  await page.getByText('Or paste the team from a spreadsheet').click();
  await page.getByRole('textbox', { name: /^A row a rep/ }).fill(rows.join('\n'));
  await page.getByRole('button', { name: 'Read the team', exact: true }).click();
  await page.getByRole('textbox', { name: `Quota of ${rows[0].split('\t')[0]}` }).waitFor();
}
