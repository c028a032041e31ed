// What the rescue page saved is loaded back through Data / Backup, on this device or another.
import { bring, few, go, keepAll, kept, openData, picker } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { HAS_STOPPED, panicAtNextPage, rescue, savedFile } from './rescue.mjs';

test.use({ allowed: [/panicked at|refused|unreachable|RuntimeError/] });

test('fault 21: the file of the rescue page gives everything back in an empty browser', async ({ page, browser }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await go(page, 'Reps');
  await page.getByRole('heading', { level: 1, name: 'Who is in the team?' }).waitFor();
  await panicAtNextPage(page);
  await rescue(page, HAS_STOPPED).waitFor();
  const { content } = await savedFile(page);
  const context = await browser.newContext({ baseURL: new URL('.', page.url()).href });
  const there = await context.newPage();
  await openData(there, 'backup');
  await picker(there, 'Choose a saved file').setInputFiles({ name: 'ridealong-rescue.txt', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(content)) });
  const preview = there.getByRole('region', { name: 'What the file would change', exact: true });
  await expect(preview.getByRole('row', { name: /^Deals/ })).toHaveText(/^Deals\s*4$/);
  await there.getByRole('button', { name: 'Load it' }).click();
  await go(there, 'Import');
  await expect(kept(there)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open, of 2 reps');
  await context.close();
});
