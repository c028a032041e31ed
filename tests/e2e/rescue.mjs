// The rescue page as people find it, and what brings it about.
import { type } from './calculators.mjs';

/** The heading of the rescue page. */
export const rescue = (page, words) => page.getByRole('heading', { level: 1, name: words, exact: true });

export const COULD_NOT_START = 'Ridealong could not start';
export const HAS_STOPPED = 'Ridealong has stopped';
export const ON_ITS_WAY = 'Still on its way';

export const again = (page) => page.getByRole('button', { name: 'Load Ridealong again' });

/** Everything that is kept, as it is. */
export const keptTexts = (page) => page.evaluate(() => ({ ...localStorage }));

/** Types a figure and waits until it is kept. */
export async function keepFigures(page) {
  await type(page, { 'Left to quota': '240k' });
  while (!JSON.stringify(await keptTexts(page)).includes('24000000')) await page.waitForTimeout(20);
}

/** The file that the rescue page saves: its name and what is in it. */
export async function savedFile(page) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save my data to a file' }).click();
  const file = await download;
  const parts = [];
  for await (const part of await file.createReadStream()) parts.push(part);
  return { name: file.suggestedFilename(), content: JSON.parse(Buffer.concat(parts).toString('utf8')) };
}

/**
 * Goes to another page while the browser refuses to make one element: the program takes for granted
 * that it makes them, and panics.
 */
export const panicAtNextPage = (page) =>
  page.evaluate(() => {
    const places = [[Document.prototype, 'createElement'], [Node.prototype, 'cloneNode']];
    const real = places.map(([owner, name]) => owner[name]);
    const restore = () => places.forEach(([owner, name], at) => { owner[name] = real[at]; });
    for (const [owner, name] of places) owner[name] = () => { restore(); throw new Error('refused'); };
    location.hash = location.hash.startsWith('#/data') ? '#/data/quotas' : '#/calculate/win-rate';
  });
