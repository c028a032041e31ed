// The states that `make shots` photographs. A state is
//   name     the start of its files' names
//   route    the hash route that it opens
//   setup    optional: async (page) => brings the page into the state
//   fullPage optional: false photographs the first screen only
import { chooseRateFrom, field, figure, headline, type } from '../tests/e2e/calculators.mjs';
import { bring, few, keepAll, picker as dataPicker, total } from '../tests/e2e/data.mjs';
import { choose, csv, DEALS, figuresOf, missing, picker, PIPELINE } from '../tests/e2e/deals-files.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function openCard(page, find = headline) {
  await find(page).click();
  await page.getByRole('dialog').waitFor();
}

async function fillFromPipeline(page) {
  await picker(page).setInputFiles(PIPELINE);
  await figuresOf(page).selectOption('Darcel Schlecht');
}

async function addSteps(page) {
  for (const [step, name] of [[3, 'Calls'], [4, 'Mailings'], [5, 'Contacts found']]) {
    await button(page, 'Add a step before').click();
    await type(page, { [`Name of step ${step}`]: name });
  }
}

async function doubt(page) {
  await page.getByText('Check the chain against what you saw').click();
  await type(page, { 'Conversations, last year': '1,000', 'Deals won from them': '11' });
}

const coverage = '#/calculate/coverage';
const winRate = '#/calculate/win-rate';
const activities = '#/calculate/activity-numbers';

const data = (tab) => `#/data/${tab}`;

/** Kept deals of a small team, and the tab that the state shows. */
async function withTeam(page, tab) {
  await bring(page, few());
  await keepAll(page);
  await page.getByRole('navigation', { name: 'Data', exact: true }).getByRole('link', { name: tab, exact: true }).click();
}

async function report(page) {
  await bring(page, few({ A1: { 'Stage': 'Zwischenstand 7', 'Created Date': 'soon' }, A2: { Stage: '' } }));
  await total(page).waitFor();
  for (const part of await page.locator('summary').all()) await part.click();
}

async function pipelineReport(page) {
  await dataPicker(page).setInputFiles(PIPELINE);
  await total(page).waitFor();
}

/** States that need the public data set, which lies beside the project. */
const fromTheDataSet = [
  { name: 'coverage-darcel-schlecht', route: coverage, setup: fillFromPipeline },
  { name: 'win-rate-darcel-schlecht', route: winRate, setup: fillFromPipeline },
  { name: 'data-import-pipeline', route: data('import'), setup: pipelineReport },
  { name: 'data-import-pipeline-kept', route: data('import'), setup: async (page) => { await pipelineReport(page); await keepAll(page); } },
  { name: 'data-quotas-pipeline', route: data('import'), setup: async (page) => { await pipelineReport(page); await keepAll(page); await page.getByRole('link', { name: 'Quotas', exact: true }).click(); }, fullPage: false },
];

export const states = [
  { name: 'coverage', route: coverage },
  { name: 'coverage-first-screen', route: coverage, fullPage: false },
  { name: 'coverage-quota-met', route: coverage, setup: (page) => type(page, { 'Left to quota': '0' }) },
  { name: 'coverage-nonsense', route: coverage, setup: (page) => type(page, { 'Left to quota': 'a lot', 'Chance you want': '120%' }) },
  { name: 'coverage-stated-rate', route: coverage, setup: (page) => chooseRateFrom(page, 'A win rate') },
  { name: 'coverage-typing', route: coverage, setup: (page) => field(page, 'Chance you want').focus(), fullPage: false },
  { name: 'coverage-table', route: coverage, setup: (page) => button(page, 'Table').click() },
  { name: 'coverage-card', route: coverage, setup: (page) => openCard(page), fullPage: false },
  { name: 'coverage-card-pipeline', route: coverage, setup: (page) => openCard(page, (page) => figure(page, 'Pipeline now')), fullPage: false },
  { name: 'coverage-from-a-link', route: `${coverage}?left=240000&deal=20000&won=9&lost=21`, setup: (page) => button(page, 'Back to my own figures').waitFor() },
  {
    name: 'coverage-long-amounts',
    route: `${coverage}?currency=JPY&left=876543210&deal=12345678&pipeline=1234567890`,
    setup: (page) => button(page, 'Dismiss').click(),
  },
  { name: 'coverage-file-refused', route: coverage, setup: async (page) => { await choose(page, ''); await button(page, 'Dismiss').waitFor(); } },
  {
    name: 'coverage-filled',
    route: coverage,
    setup: async (page) => { await choose(page, csv(DEALS)); await figuresOf(page).selectOption('Ana Müller'); },
  },
  ...(missing === undefined ? fromTheDataSet : []),
  { name: 'win-rate', route: winRate },
  { name: 'win-rate-table', route: winRate, setup: (page) => button(page, 'Table').click() },
  { name: 'win-rate-by-value', route: winRate, setup: (page) => type(page, { 'Worth of the lost deals': '1.4m' }) },
  { name: 'win-rate-nothing-decided', route: winRate, setup: (page) => type(page, { 'Deals won, last year': '0', 'Deals lost, last year': '0' }) },
  { name: 'win-rate-card', route: winRate, setup: (page) => openCard(page), fullPage: false },
  { name: 'activity-numbers', route: activities },
  { name: 'activity-numbers-five-steps', route: activities, setup: addSteps },
  { name: 'activity-numbers-doubted', route: activities, setup: doubt },
  { name: 'activity-numbers-table', route: activities, setup: (page) => button(page, 'Table').click() },
  { name: 'activity-numbers-card', route: activities, setup: (page) => openCard(page), fullPage: false },
  { name: 'data-import', route: data('import') },
  { name: 'data-import-report', route: data('import'), setup: report },
  { name: 'data-import-refused', route: data('import'), setup: (page) => bring(page, '') },
  {
    name: 'data-quotas',
    route: data('import'),
    setup: async (page) => {
      await withTeam(page, 'Quotas');
      await type(page, { 'Quota of Dana Okafor for the year, divided evenly': '400k', 'Quota of Tom Reed for the year, divided evenly': 'a lot' });
    },
  },
  { name: 'data-quotas-empty', route: data('quotas') },
  { name: 'data-reps', route: data('import'), setup: async (page) => { await withTeam(page, 'Reps'); await page.getByText('Dana Okafor', { exact: true }).click(); } },
  { name: 'data-settings', route: data('settings') },
  { name: 'data-backup', route: data('import'), setup: async (page) => { await withTeam(page, 'Backup'); await button(page, 'Erase everything…').click(); } },
  { name: 'not-found', route: '#/nowhere' },
];
