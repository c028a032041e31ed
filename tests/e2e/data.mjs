// The Data place as people find it: by the names of what they touch.
import { join } from 'node:path';
import { csv, PIPELINE } from './deals-files.mjs';

const set = (name) => join(PIPELINE, '..', name);
export const TEAMS = set('sales_teams.csv');
export const PRODUCTS = set('products.csv');

export const QUESTIONS = {
  import: 'Bring in your deals',
  type: 'What do you know of each rep?',
  quotas: 'What is each rep to bring in?',
  reps: 'Who is in the team?',
  check: 'Would it have been right?',
  settings: 'How does your company count?',
  backup: 'Is it safe?',
  storage: 'What is stored on this device?',
};

/** Opens a tab of the Data place on the second day of 2018, or another day. */
export async function openData(page, tab = 'import', today = '2018-01-02T10:00:00') {
  await page.clock.setFixedTime(new Date(today));
  await page.goto(`#/data/${tab}`);
  await page.getByRole('heading', { level: 1, name: QUESTIONS[tab] }).waitFor();
}

/** Goes to another tab without loading the page again. */
export const go = (page, tab) => page.getByRole('navigation', { name: 'Data', exact: true }).getByRole('link', { name: tab, exact: true }).click();

/** The input behind a button that asks for a file. */
export const picker = (page, name = 'Choose a file') => page.getByLabel(name, { exact: true });

/** Brings a text or bytes in as a file. */
export const bring = (page, content, name = 'deals.csv') =>
  picker(page).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** What the file comes to: "8,800 deals: 4,238 won, ...". */
export const total = (page) => page.getByRole('region', { name: 'What the file comes to' }).getByRole('heading', { level: 2 });

/** The button that keeps what was read. */
export const keep = (page) => page.getByRole('button', { name: /^Keep (these|the changes|your answers|what fits)/ });

/** Keeps what was read and waits until it is. */
export async function keepAll(page) {
  await keep(page).click();
  await page.getByRole('heading', { name: /^Kept: / }).waitFor();
}

/** What is kept, in one sentence. */
export const kept = (page) => page.getByRole('region', { name: 'What is kept' }).getByRole('paragraph');

/** Four deals of two reps, all decided or open in 2017. */
export const FEW = [
  ['Opportunity ID', 'Owner', 'Opportunity Name', 'Stage', 'Created Date', 'Close Date', 'Amount'],
  ['A1', 'Dana Okafor', 'One', 'Closed Won', '2017-01-14', '2017-03-20', '1000'],
  ['A2', 'Dana Okafor', 'Two', 'Closed Lost', '2017-02-15', '2017-04-21', '2000'],
  ['A3', 'Tom Reed', 'Three', 'Closed Won', '2017-03-16', '2017-05-22', '3000'],
  ['A4', 'Tom Reed', 'Four', 'Negotiation', '2017-04-17', '2018-03-23', '4000'],
];

/** The same with other cells: `few({ A1: { Stage: 'Closed Lost' } })`. */
export const few = (changes = {}) =>
  csv(FEW.map((row) => row.map((cell, at) => changes[row[0]]?.[FEW[0][at]] ?? cell)));

/** Two reps and their four deals are kept, and the tab is open. */
export async function withTeam(page, tab) {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await go(page, tab);
  await page.getByRole('heading', { level: 1, name: QUESTIONS[tab.toLowerCase()] }).waitFor();
}
