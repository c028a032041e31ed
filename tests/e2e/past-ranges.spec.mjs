// Where chances did not hold on the team's own past, ranges stand in their place.
import { bring, keepAll, openData, picker } from './data.mjs';
import { csv } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { openRep, openTeam, row } from './team.mjs';

const REPS = ['Ana Ruiz', 'Bo Lind', 'Cy Park', 'Di Wu'];
const day = (days) => new Date(Date.UTC(2016, 0, 4 + days)).toISOString().slice(0, 10);

/** Two years of deals of four reps, a deal every six days, decided after 20 to 49 days. */
function deals() {
  const rows = [];
  for (let nth = 0; nth < 480; nth += 1) {
    const created = Math.floor(nth / 4) * 6;
    const closed = created + 20 + ((nth * 7) % 30);
    const won = (nth * 7) % 10 < 3 + (nth % 4);
    const stage = day(closed) >= '2018-01-01' ? 'Negotiation' : won ? 'Closed Won' : 'Closed Lost';
    rows.push([`D${nth}`, REPS[nth % 4], `Deal ${nth}`, stage, day(created), day(closed), '10000']);
  }
  return [['Opportunity ID', 'Owner', 'Opportunity Name', 'Stage', 'Created Date', 'Close Date', 'Amount'], ...rows];
}

/** What a rep won in a quarter of 2017. */
const won = (rows, rep, quarter) =>
  10_000 * rows.filter(([, owner, , stage, , closed]) => owner === rep && stage === 'Closed Won' && closed.startsWith('2017') && Math.ceil(Number(closed.slice(5, 7)) / 3) === quarter).length;

test('where quotas were always just missed a chance proves nothing, so ranges are shown instead', async ({ page }) => {
  test.slow();
  const rows = deals();
  await openData(page);
  await bring(page, csv(rows));
  await keepAll(page);
  await keepQuotas(page, rows);
  await openTeam(page);
  await expect(page.getByText(/^On your own past, chances of quota proved no better than a simple rule, so ranges stand in their place/)).toBeAttached();
  for (const rep of REPS) {
    // After need and coverage the chance.
    await expect(row(page, rep).getByRole('cell').nth(1)).toHaveText(/^(likely enough|likely too little|told as a range)$/);
  }
  await openRep(page, 'Bo Lind');
  await expect(page.getByText(/: a range, for on your own past a chance proved no better than a simple rule\./).last()).toBeVisible();
  await expect(page.getByText('No chance and no curve of it, for the same reason.')).toBeVisible();
  await expect(page.getByRole('table', { name: /ladder/i })).toBeHidden();
  await page.goto('#/data/check');
  await expect(page.getByRole('group', { name: 'Verdict' })).toContainText('Worse than the share at quota before');
});

/** Quotas that every rep missed by one dollar, and one for the quarter that runs. */
async function keepQuotas(page, rows) {
  await page.goto('#/data/quotas');
  const sheet = REPS.map((rep) => [rep, ...[1, 2, 3, 4].map((quarter) => String(won(rows, rep, quarter) + 1)), '90000']);
  const heading = ['Rep', 'Q1 2017', 'Q2 2017', 'Q3 2017', 'Q4 2017', 'Q1 2018'];
  await picker(page, 'Add a sheet of quotas').setInputFiles({ name: 'quotas.csv', mimeType: 'text/csv', buffer: Buffer.from(csv([heading, ...sheet])) });
  await expect(page.getByRole('status').filter({ hasText: 'Quotas of 4 reps were taken over' })).toBeVisible();
}
