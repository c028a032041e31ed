// Files to fill the calculators from: made up here, but for the public data set beside the project.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The public set of 8,800 opportunities; see ../shared/data/README.md. */
export const PIPELINE = join(import.meta.dirname, '../../../shared/data/crm-sales-opportunities/sales_pipeline.csv');

/** What a test that needs it says where it is not there; undefined where it is. */
export const missing = existsSync(PIPELINE) ? undefined : `${PIPELINE} is not there`;

/**
 * Deals of two reps: Ana won 3 (of $1,000, $2,000 and $3,000) and lost 1, with an amount, and has
 * 2 open, one without an amount; Bo won 1 of $10,000 and lost 3.
 */
export const DEALS = [
  ['Owner', 'Deal', 'Stage', 'Close Date', 'Amount'],
  ['Ana Müller', 'A1', 'Closed Won', '2024-01-10', '1000'],
  ['Ana Müller', 'A2', 'Closed Won', '2024-02-10', '2000'],
  ['Ana Müller', 'A3', 'Closed Won', '2024-03-10', '3000'],
  ['Ana Müller', 'A4', 'Closed Lost', '2024-03-11', '4000'],
  ['Ana Müller', 'A5', 'Negotiation', '', '5000'],
  ['Ana Müller', 'A6', 'Negotiation', '', ''],
  ['Bo "Ace", Jr', 'B1', 'Closed Won', '2024-01-20', '10000'],
  ['Bo "Ace", Jr', 'B2', 'Closed Lost', '2024-01-21', ''],
  ['Bo "Ace", Jr', 'B3', 'Closed Lost', '2024-01-22', ''],
  ['Bo "Ace", Jr', 'B4', 'Closed Lost', '2024-01-23', ''],
];

/** Rows as a CSV text, every cell that needs it in quotation marks. */
export function csv(rows, { separator = ',', line = '\n' } = {}) {
  const cell = (text) => (/["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join(separator) + line).join('');
}

/** The input behind "Fill from a CRM export". */
export const picker = (page) => page.getByLabel('Fill from a CRM export', { exact: true });

/** Chooses a file that has these bytes or this text. */
export const choose = (page, content, name = 'deals.csv') =>
  picker(page).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** Drops a file with this text onto the page. */
export async function drop(page, text, name = 'deals.csv') {
  const transfer = await page.evaluateHandle(
    ([text, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: 'text/csv' }));
      return transfer;
    },
    [text, name],
  );
  const main = page.getByRole('main');
  await main.dispatchEvent('dragover', { dataTransfer: transfer });
  await main.dispatchEvent('drop', { dataTransfer: transfer });
}

/** What is said of the file, and the choice of whose figures are taken from it. */
export const filled = (page) => page.getByRole('region', { name: 'Filled from a CRM export', exact: true });
export const figuresOf = (page) => page.getByRole('combobox', { name: 'Figures of', exact: true });
