// Photographs every state of shots-list.mjs at the four widths, light and dark, into shots/:
//   node tools/shots.mjs [part of a state's name ...]
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchOptions } from './browser.mjs';
import { freePort } from './free-port.mjs';
import { states } from './shots-list.mjs';

const SIZES = [
  { width: 390, height: 844, hasTouch: true },
  { width: 820, height: 1180, hasTouch: true },
  { width: 1180, height: 820, hasTouch: true },
  { width: 1440, height: 900, hasTouch: false },
];
const SCHEMES = ['light', 'dark'];

const root = join(import.meta.dirname, '..');
const folder = join(root, 'shots');
const wanted = process.argv.slice(2);
const chosen = states.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (chosen.length === 0) {
  console.error(`No state is called so; there are: ${states.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

mkdirSync(folder, { recursive: true });
const port = await freePort();
const server = spawn(process.execPath, [join(root, 'tools/serve.mjs'), '--port', String(port)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const complaints = [];
let browser;
try {
  await new Promise((ready, fail) => {
    server.stdout.once('data', ready);
    server.once('exit', () => fail(new Error('The site is not served; see above.')));
  });
  browser = await chromium.launch(launchOptions());
  for (const size of SIZES) for (const scheme of SCHEMES) await photograph(size, scheme);
} finally {
  await browser?.close();
  server.kill();
}
console.log('The pictures are in shots/');
for (const complaint of new Set(complaints)) console.warn(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

/** Every chosen state at one size in one scheme, each in a fresh profile. */
async function photograph({ width, height, hasTouch }, colorScheme) {
  for (const { name, route, setup, fullPage = true } of chosen) {
    const context = await browser.newContext({
      baseURL: `http://localhost:${port}/`,
      serviceWorkers: 'block',
      viewport: { width, height },
      hasTouch,
      colorScheme,
      deviceScaleFactor: 1,
      locale: 'en-US',
      timezoneId: 'America/New_York',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${name} at ${width}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${name} at ${width}: ${error.message}`));
    await page.goto(`http://localhost:${port}/${route}`);
    await page.locator('h1').first().waitFor();
    try {
      await setup?.(page);
    } catch (error) {
      // The other pictures are still worth having.
      complaints.push(`${name} at ${width} was not reached: ${error.message.split('\n')[0]}`);
      await context.close();
      continue;
    }
    await page.evaluate(() => document.fonts.ready);
    // What sticks to the top stands where it does before any scrolling.
    await page.evaluate(() => scrollTo(0, 0));
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) complaints.push(`${name} at ${width}: ${overflow} px wider than the screen`);
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage });
    await context.close();
  }
}
