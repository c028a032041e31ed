import { FIRST_LOAD_KB, firstLoad } from '../bench/first-load.mjs';
import { expect, test } from './fixtures.mjs';

test(`a first visit loads at most ${FIRST_LOAD_KB} KB as brotli, fonts included`, async ({ page, baseURL }) => {
  const { kb, files } = await firstLoad(page, baseURL);
  const names = files.map((file) => file.name).join('\n');
  for (const part of [/\.wasm$/m, /\.js$/m, /\.css$/m, /\.woff2$/m]) expect(names).toMatch(part);
  expect(kb, files.map((file) => `${file.name}: ${file.kb.toFixed(1)} KB`).join('\n')).toBeLessThanOrEqual(FIRST_LOAD_KB);
});
