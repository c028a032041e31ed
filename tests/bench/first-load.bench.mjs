import { FIRST_LOAD_KB, firstLoad } from './first-load.mjs';

export const figures = [
  { name: 'first_load_brotli_kb', unit: 'KB', target: FIRST_LOAD_KB, better: 'lower' },
];

export async function run({ browser, url }) {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-US' });
  try {
    const { kb } = await firstLoad(await context.newPage(), url);
    return { first_load_brotli_kb: kb };
  } finally {
    await context.close();
  }
}
