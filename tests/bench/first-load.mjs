// What a first visit loads, as a host that compresses with brotli sends it.
import { brotliCompressSync, constants } from 'node:zlib';

/** The most that a first visit may load, in KB (1,000 bytes). */
export const FIRST_LOAD_KB = 300;

/**
 * Opens the site in a fresh page and weighs every file that it asks for, each compressed with
 * brotli at quality 11 (or as it is, where that is smaller: a font is compressed already).
 * @param {import('@playwright/test').Page} page
 * @param {string} url
 */
export async function firstLoad(page, url) {
  const bodies = [];
  page.on('response', (response) => {
    if (new URL(response.url()).protocol.startsWith('http')) {
      bodies.push(response.body().then((body) => ({ name: new URL(response.url()).pathname, body })));
    }
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.locator('h1').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  const files = (await Promise.all(bodies)).map(({ name, body }) => ({ name, kb: brotliBytes(body) / 1000 }));
  return { kb: files.reduce((sum, file) => sum + file.kb, 0), files };
}

function brotliBytes(body) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return Math.min(body.length, brotliCompressSync(body, { params }).length);
}
