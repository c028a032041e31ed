// The states that `make shots` photographs. A state is
//   name     the start of its files' names
//   route    the hash route that it opens
//   setup    optional: async (page) => brings the page into the state
//   fullPage optional: false photographs the first screen only
import { chooseRateFrom, field, figure, headline, type } from '../tests/e2e/calculators.mjs';
import { bring, FEW, few, go, keepAll, picker as dataPicker, PRODUCTS, TEAMS, total } from '../tests/e2e/data.mjs';
import { choose, csv, DEALS, figuresOf, missing, picker, PIPELINE } from '../tests/e2e/deals-files.mjs';
import { behindItsBack, untilMirrored } from '../tests/e2e/mirror.mjs';
import { keepFigures } from '../tests/e2e/rescue.mjs';
import { AT_THE_END, keepSpecialCases, LATE, openSpecialCase, SPECIAL_CASES } from '../tests/e2e/special-cases.mjs';

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

/** A rep of whom no copy can be read, and what is listed of it. */
async function damaged(page) {
  await withTeam(page, 'Reps');
  const all = await untilMirrored(page);
  const key = Object.keys(all).find((key) => key.startsWith('ridealong:rep:'));
  await behindItsBack(page, ([key, text]) => localStorage.setItem(key, text), [key, all[key].slice(0, 90)], data('storage'));
  await page.getByText('could not be read; the second copy').waitFor();
}

const coverage = '#/calculate/coverage';
const winRate = '#/calculate/win-rate';
const activities = '#/calculate/activity-numbers';

const data = (tab) => `#/data/${tab}`;

const reps = (page) => page.getByRole('table', { name: 'Reps' }).getByRole('link');

const verdict = (page) => page.getByRole('group', { name: 'Verdict' });

const definitions = (page) => page.getByRole('table', { name: 'Win rates by definition' });

const sampleThere = (page) => reps(page).nth(11).waitFor();

async function openRep(page, place) {
  await reps(page).nth(place).click();
  await page.getByRole('region', { name: 'Deals', exact: true }).waitFor();
}

/** The public data set with last year's bookings as quotas. */
async function realTeam(page) {
  await dataPicker(page).setInputFiles(PIPELINE);
  await keepAll(page);
  await page.getByRole('link', { name: 'Quotas', exact: true }).click();
  await button(page, "Last year's bookings as a stand-in").click();
  await page.getByRole('link', { name: 'Team', exact: true }).click();
  await reps(page).nth(29).waitFor();
}

/** Names, quota, booked, pipeline, won, lost, average deal: one of each kind. */
const TYPED = [
  'Dana Okafor\t200k\t82k\t283k\t12\t36\t30k',
  'Tom Reed\t\t0\t90k\t20\t20\t10k',
  'Mei Tanaka\t150k\t10k\t90k\t2\t3\t10k',
  'Luis Ferreira\t150k\t160k\t90k\t12\t31\t10k',
  'Ana Silva\t120k',
];

/** Of each something else is not typed; of the last less than one deal is left. */
const NOT_TYPED = [
  'Ana Silva\t120k\t0\t90k\t12\t36\t',
  'Bo Lind\t120k\t0\t\t12\t36\t30k',
  'Cy Park\t120k\t0\t90k\t\t\t30k',
  'Dana Okafor\t200k\t82k\t283k\t12\t36\t30k',
  'Eli Roth\t100k\t98k\t50k\t12\t36\t10k',
];

/** As many reps as a manager can have, no two alike. */
const FORTY = Array.from({ length: 40 }, (_, at) => {
  const name = `${['Ada', 'Ben', 'Chiara', 'Dmitri', 'Élodie', 'Femi', 'Grace', 'Hiroshi'][at % 8]} ${['Ashworth', 'Bergström', 'Castellanos', 'Delacroix', 'Eriksen'][Math.floor(at / 8)]}`;
  const quota = at % 13 === 5 ? '' : `${150 + 37 * (at % 9)}k`;
  return `${name}\t${quota}\t${(at * 29) % 210}k\t${180 + ((at * 53) % 620)}k\t${4 + ((at * 7) % 31)}\t${9 + ((at * 11) % 47)}\t${8 + ((at * 5) % 26)}k`;
});

/** A team that was pasted under Data. */
async function typedTeam(page, rows = TYPED) {
  await page.getByText('Or paste the team from a spreadsheet').click();
  await page.getByRole('textbox', { name: /^A row a rep/ }).fill(rows.join('\n'));
  await button(page, 'Read the team').click();
  await page.getByRole('textbox', { name: `Quota of ${rows[0].split('\t')[0]}` }).waitFor();
}

/** The same, at the team or at one of its reps. */
async function atTypedTeam(page, rows, rep) {
  await typedTeam(page, rows);
  await page.getByRole('link', { name: 'See what each needs' }).click();
  await reps(page).nth(rows.length - 1).waitFor();
  if (!rep) return;
  await page.getByRole('link', { name: rep, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: rep }).waitFor();
}

/** Kept deals of a small team, and the tab that the state shows. */
async function withTeam(page, tab, deals = few()) {
  await bring(page, deals);
  await keepAll(page);
  await page.getByRole('navigation', { name: 'Data', exact: true }).getByRole('link', { name: tab, exact: true }).click();
}

async function report(page) {
  await bring(page, few({ A1: { 'Stage': 'Zwischenstand 7', 'Created Date': 'soon' }, A2: { Stage: '' } }));
  await page.locator('#part-skipped').waitFor();
  for (const part of await page.locator('summary').all()) await part.click();
}

/** A file that leaves everything open that can be asked about. */
async function questions(page) {
  const changes = { A1: { Amount: '1.250', Owner: 'Dana Okafor' }, A2: { Amount: '€2.500', Stage: 'Zwischenstand 7' }, A3: { Amount: '$3.750', Owner: 'D. Okafor' }, A4: { 'Created Date': '04/05/2017', 'Close Date': '03/02/2018' } };
  await bring(page, few(changes) + csv([FEW[1].with(6, '500')]));
  await total(page).waitFor();
}

/** A second file that changes something of each kind, every list open. */
async function second(page) {
  await bring(page, few());
  await keepAll(page);
  const later = few({ A2: { 'Opportunity ID': 'A9' }, A3: { Amount: '3500', Stage: 'Closed Lost' }, A4: { Owner: 'Dana Okafor' } });
  await bring(page, later);
  await page.locator('.change-part').first().waitFor();
  for (const part of await page.locator('.change-part summary').all()) await part.click();
  await page.getByRole('region', { name: 'Deals not in the file' }).waitFor();
}

/** Everything saved, something changed since, and the file chosen again. */
async function restoring(page) {
  await withTeam(page, 'Backup');
  const download = page.waitForEvent('download');
  await button(page, 'Save to a file').click();
  const file = await (await download).path();
  await go(page, 'Import');
  await bring(page, csv([FEW[0], ...FEW.slice(2)]));
  await page.getByRole('radio', { name: 'Remove them' }).check({ force: true });
  await keepAll(page);
  await go(page, 'Reps');
  await page.getByText('Tom Reed', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Role', exact: true }).last().fill('AE');
  await page.getByRole('textbox', { name: 'Role', exact: true }).last().blur();
  await go(page, 'Backup');
  await dataPicker(page, 'Choose a saved file').setInputFiles(file);
  await page.getByRole('region', { name: 'What the file would change', exact: true }).waitFor();
}

/** So much of the storage is another app's. */
const fillStorage = (page, units) => page.evaluate((units) => localStorage.setItem('another app', 'x'.repeat(units)), units);
const nothingFits = (page) => page.evaluate(() => {
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
});

async function pipelineReport(page) {
  await dataPicker(page).setInputFiles(PIPELINE);
  await total(page).waitFor();
}

/** States that need the public data set, which lies beside the project. */
const fromTheDataSet = [
  { name: 'team-real', route: data('import'), setup: realTeam },
  { name: 'rep-real', route: data('import'), setup: async (page) => { await realTeam(page); await openRep(page, 0); } },
  { name: 'coverage-darcel-schlecht', route: coverage, setup: fillFromPipeline },
  { name: 'win-rate-darcel-schlecht', route: winRate, setup: fillFromPipeline },
  { name: 'data-import-pipeline', route: data('import'), setup: pipelineReport },
  { name: 'data-import-pipeline-kept', route: data('import'), setup: async (page) => { await pipelineReport(page); await keepAll(page); } },
  {
    name: 'data-import-pipeline-beside',
    route: data('import'),
    setup: async (page) => {
      await pipelineReport(page);
      await page.getByText('30 reps', { exact: true }).click();
      await dataPicker(page, 'Add a team list').setInputFiles(TEAMS);
      await dataPicker(page, 'Add a price list').setInputFiles(PRODUCTS);
      await page.getByText(/list price of the product/).waitFor();
    },
    fullPage: false,
  },
  {
    name: 'data-import-too-much',
    route: data('import'),
    setup: async (page) => { await fillStorage(page, 4_080_000); await pipelineReport(page); await button(page, 'Keep what fits').waitFor(); },
  },
  { name: 'check-pipeline', route: data('import'), setup: async (page) => { await realTeam(page); await page.evaluate(() => { location.hash = '#/data/check'; }); await verdict(page).waitFor(); } },
  { name: 'win-rates-pipeline', route: data('import'), setup: async (page) => { await realTeam(page); await page.evaluate(() => { location.hash = '#/team/win-rates'; }); await definitions(page).waitFor(); } },
  { name: 'data-quotas-pipeline', route: data('import'), setup: async (page) => { await pipelineReport(page); await keepAll(page); await page.getByRole('link', { name: 'Quotas', exact: true }).click(); }, fullPage: false },
];

/** The rescue page of an app that has no program or does not begin it. */
async function stranded(page, hold) {
  await keepFigures(page);
  await hold();
  await page.clock.install();
  await page.reload({ waitUntil: 'commit' });
  while (!(await button(page, 'Load Ridealong again').isVisible())) await page.clock.fastForward(10_000);
}

/** A rep who is a special case of the ladder. */
const specialCase = (name, kind, today) => ({
  name: `${kind}-${name.split(' ')[0].toLowerCase()}`,
  route: data('import'),
  setup: async (page) => { await keepSpecialCases(page, today); await openSpecialCase(page, name); },
});

/** What the page's own script tells of the device. */
const tell = (page, what, how) =>
  page.evaluate(([what, how]) => { document.documentElement.dataset[what] = how; dispatchEvent(new Event('ridealong:device')); }, [what, how]);

export const states = [
  { name: 'start', route: '' },
  { name: 'start-first-screen', route: '', fullPage: false },
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
  { name: 'data-import-paste', route: data('import'), setup: (page) => page.getByText('Or paste cells from a spreadsheet').click() },
  { name: 'data-import-questions', route: data('import'), setup: questions },
  { name: 'data-import-nobody', route: data('import'), setup: async (page) => { await bring(page, csv(FEW.map((row) => row.filter((_, at) => at !== 1 && at !== 4)))); await total(page).waitFor(); } },
  { name: 'data-import-second', route: data('import'), setup: second },
  { name: 'data-import-same', route: data('import'), setup: async (page) => { await bring(page, few()); await keepAll(page); await bring(page, few()); await page.getByText('The same as what is kept').waitFor(); } },
  { name: 'data-import-kept', route: data('import'), setup: async (page) => { await bring(page, few()); await keepAll(page); } },
  {
    name: 'data-import-reading',
    route: data('import'),
    setup: async (page) => { await page.route('**/reader_loader.js', () => {}); await bring(page, few()); await button(page, 'Cancel').waitFor(); },
  },
  { name: 'data-import-full', route: data('import'), setup: async (page) => { await bring(page, few()); await total(page).waitFor(); await nothingFits(page); await page.getByRole('button', { name: /^Keep these/ }).click(); await button(page, 'Dismiss').waitFor(); } },
  {
    name: 'data-damaged',
    route: data('import'),
    setup: async (page) => {
      await bring(page, few());
      await keepAll(page);
      await page.evaluate(() => Object.keys(localStorage).filter((key) => /^ridealong:(rep|index)/.test(key)).forEach((key) => localStorage.setItem(key, localStorage.getItem(key).slice(0, 90))));
      await page.reload();
      await page.getByRole('alert').first().waitFor();
    },
  },
  { name: 'data-import-refused', route: data('import'), setup: (page) => bring(page, '') },
  {
    name: 'data-quotas',
    route: data('import'),
    setup: async (page) => {
      await withTeam(page, 'Quotas');
      await type(page, { 'Quota of Dana Okafor for the year, divided evenly': '400k', 'Quota of Tom Reed for the year, divided evenly': 'a lot' });
    },
  },
  {
    name: 'data-quotas-stand-in',
    route: data('import'),
    setup: async (page) => {
      await page.clock.setFixedTime(new Date('2018-01-02T10:00:00'));
      await withTeam(page, 'Quotas', few({ A3: { 'Close Date': '2017-12-20' } }));
      await button(page, "Last year's bookings as a stand-in").click();
      await page.getByText('stand-in', { exact: true }).waitFor();
    },
  },
  { name: 'data-quotas-full', route: data('import'), setup: async (page) => { await withTeam(page, 'Quotas'); await nothingFits(page); await type(page, { 'Quota of Tom Reed for the year, divided evenly': '400k' }); } },
  { name: 'data-quotas-empty', route: data('quotas') },
  { name: 'data-reps', route: data('import'), setup: async (page) => { await withTeam(page, 'Reps'); await page.getByText('Dana Okafor', { exact: true }).click(); } },
  { name: 'data-reps-empty', route: data('reps') },
  { name: 'data-reps-removed', route: data('import'), setup: async (page) => { await withTeam(page, 'Reps'); await page.getByText('Dana Okafor', { exact: true }).click(); await button(page, 'Remove from the team').first().click(); await button(page, 'Remove').click(); await button(page, 'Undo').waitFor(); } },
  { name: 'data-settings', route: data('settings') },
  { name: 'data-backup', route: data('import'), setup: async (page) => { await withTeam(page, 'Backup'); await button(page, 'Erase everything…').click(); } },
  { name: 'data-restore', route: data('import'), setup: restoring },
  { name: 'data-restore-loaded', route: data('import'), setup: async (page) => { await restoring(page); await button(page, 'Load it').click(); await button(page, 'Undo').waitFor(); } },
  { name: 'data-restore-refused', route: data('backup'), setup: async (page) => { await dataPicker(page, 'Choose a saved file').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') }); await button(page, 'Dismiss').waitFor(); } },
  { name: 'data-storage', route: data('import'), setup: async (page) => { await withTeam(page, 'Storage'); await page.getByText('A second copy is complete').waitFor(); } },
  { name: 'data-storage-empty', route: data('storage') },
  { name: 'data-not-saved', route: data('import'), setup: async (page) => { await withTeam(page, 'Settings'); await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }); await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('EUR'); await page.getByText('Not saved.').waitFor(); }, fullPage: false },
  { name: 'data-came-back', route: data('import'), setup: async (page) => { await withTeam(page, 'Reps'); await untilMirrored(page); await behindItsBack(page, () => localStorage.clear(), undefined, '#/team'); await page.getByText('It was brought back').waitFor(); }, fullPage: false },
  { name: 'data-damaged', route: data('import'), setup: damaged },
  { name: 'team-none', route: '#/team' },
  { name: 'team-sample', route: '#/sample', setup: sampleThere },
  { name: 'team-sample-first-screen', route: '#/sample', setup: sampleThere, fullPage: false },
  { name: 'team-sample-card', route: '#/sample', setup: async (page) => { await sampleThere(page); await openCard(page, () => page.getByRole('button', { name: /^Flat 3×/ })); }, fullPage: false },
  { name: 'team-typed', route: data('type'), setup: (page) => atTypedTeam(page, TYPED) },
  { name: 'team-one', route: data('type'), setup: (page) => atTypedTeam(page, TYPED.slice(0, 1)) },
  { name: 'team-forty', route: data('type'), setup: (page) => atTypedTeam(page, FORTY) },
  { name: 'team-no-quota', route: data('type'), setup: (page) => atTypedTeam(page, TYPED.slice(1, 2)) },
  { name: 'team-at-quota', route: data('type'), setup: (page) => atTypedTeam(page, TYPED.slice(3, 4)) },
  { name: 'team-not-typed', route: data('type'), setup: (page) => atTypedTeam(page, NOT_TYPED) },
  { name: 'rep-not-typed', route: data('type'), setup: (page) => atTypedTeam(page, NOT_TYPED, 'Bo Lind') },
  { name: 'rep-in-deals', route: data('type'), setup: (page) => atTypedTeam(page, NOT_TYPED, 'Eli Roth') },
  { name: 'rep-typed', route: data('type'), setup: (page) => atTypedTeam(page, TYPED, 'Dana Okafor') },
  { name: 'rep-typed-no-quota', route: data('type'), setup: (page) => atTypedTeam(page, TYPED, 'Tom Reed') },
  { name: 'rep-typed-no-history', route: data('type'), setup: (page) => atTypedTeam(page, TYPED, 'Ana Silva') },
  { name: 'rep-typed-met', route: data('type'), setup: (page) => atTypedTeam(page, TYPED, 'Luis Ferreira') },
  { name: 'rep-sample', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 0); } },
  { name: 'rep-sample-card', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 0); await openCard(page, () => button(page, 'Win rate')); }, fullPage: false },
  { name: 'rep-sample-deals-tried', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 0); await button(page, 'Try changes').click(); await page.getByRole('checkbox').first().uncheck(); await page.getByText('Chance of quota').last().waitFor(); } },
  { name: 'rep-sample-try', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 0); await button(page, 'Try other rates').click(); }, fullPage: false },
  { name: 'rep-sample-tried', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 0); await button(page, 'Try other rates').click(); await type(page, { 'Win rate': '35%' }); } },
  { name: 'rep-sample-few', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 7); } },
  { name: 'rep-sample-met', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 11); } },
  ...SPECIAL_CASES.map(([name]) => specialCase(name, 'rep-special')),
  ...AT_THE_END.map(([name]) => specialCase(name, 'rep-special-late', LATE)),
  { name: 'check-sample', route: '#/sample/check', setup: async (page) => { await verdict(page).waitFor(); await page.getByText('Morning by morning').click(); } },
  { name: 'check-sample-card', route: '#/sample/check', setup: async (page) => { await verdict(page).waitFor(); await openCard(page, () => page.getByRole('button', { name: /^Brier score less/ })); }, fullPage: false },
  { name: 'win-rates-sample', route: '#/sample/win-rates', setup: (page) => definitions(page).waitFor() },
  { name: 'win-rates-sample-rep', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 0); await page.getByRole('link', { name: 'All definitions of the win rate side by side' }).click(); await definitions(page).waitFor(); } },
  { name: 'win-rates-sample-few', route: '#/sample', setup: async (page) => { await sampleThere(page); await openRep(page, 7); await page.getByRole('link', { name: 'All definitions of the win rate side by side' }).click(); await definitions(page).waitFor(); } },
  { name: 'win-rates-typed', route: data('type'), setup: async (page) => { await atTypedTeam(page, TYPED); await page.getByRole('link', { name: 'All definitions of the win rate side by side' }).click(); await page.getByText(/what was typed is one win rate alone/).waitFor(); } },
  { name: 'win-rates-no-losses', route: data('import'), setup: async (page) => { await bring(page, csv(FEW.filter(([id]) => id !== 'A2'))); await keepAll(page); await page.evaluate(() => { location.hash = '#/team/win-rates'; }); await definitions(page).waitFor(); } },
  { name: 'check-empty', route: data('check') },
  { name: 'check-too-short', route: data('import'), setup: async (page) => { await withTeam(page, 'Check', few({ A1: { 'Close Date': '2026-11-20' }, A2: { 'Close Date': '2026-11-20' }, A3: { 'Close Date': '2026-11-20' } })); await page.getByText(/^The past is too short/).waitFor(); } },
  { name: 'data-type', route: data('type'), setup: (page) => typedTeam(page) },
  { name: 'data-type-empty', route: data('type') },
  { name: 'not-found', route: '#/nowhere' },
  { name: 'rescue-slow', route: coverage, setup: (page) => stranded(page, () => page.route('**/ridealong-*_bg.wasm', () => {})) },
  { name: 'rescue-failed', route: coverage, setup: (page) => stranded(page, () => page.addInitScript(() => { WebAssembly.instantiateStreaming = () => new Promise(() => {}); })) },
  { name: 'rescue-stopped', route: coverage, setup: async (page) => { await keepFigures(page); await page.evaluate(() => globalThis.ridealongStopped('src/ui/shell.rs:86:9')); } },
  { name: 'rescue-nothing-kept', route: '', setup: (page) => page.evaluate(() => globalThis.ridealongStopped('src/ui/shell.rs:86:9')) },
  { name: 'update-offer', route: coverage, setup: async (page) => { await tell(page, 'update', 'ready'); await page.getByRole('link', { name: 'Win rate', exact: true }).click(); }, fullPage: false },
  { name: 'update-elsewhere', route: coverage, setup: (page) => tell(page, 'update', 'elsewhere'), fullPage: false },
  { name: 'data-backup-apple', route: data('backup'), setup: async (page) => { await tell(page, 'offline', 'ready'); await tell(page, 'install', 'apple'); } },
  { name: 'data-backup-installable', route: data('backup'), setup: async (page) => { await tell(page, 'offline', 'ready'); await tell(page, 'install', 'ready'); } },
];
