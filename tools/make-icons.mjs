// Draws the icons of the installed app from assets/icon.svg: node tools/make-icons.mjs
// They are kept in assets/icons/; run it anew when the sign changes.
import { chromium } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchOptions } from './browser.mjs';

const root = join(import.meta.dirname, '..');
const svg = readFileSync(join(root, 'assets/icon.svg'), 'utf8');
const [, ground] = /<path fill="(#[0-9a-f]{6})"/.exec(svg);

/**
 * `full` icons are cut to a shape by the system: their ground goes to the edge, and the sign stays
 * inside the circle of 80% that no shape cuts.
 */
const ICONS = [
  { name: 'icon-192.png', size: 192, full: false },
  { name: 'icon-512.png', size: 512, full: false },
  { name: 'maskable-512.png', size: 512, full: true },
  { name: 'apple-touch-180.png', size: 180, full: true },
];

const browser = await chromium.launch(launchOptions());
try {
  const page = await browser.newPage({ deviceScaleFactor: 1 });
  for (const { name, size, full } of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    const shown = full ? Math.round(size * 0.86) : size;
    await page.setContent(`
      <style>
        body { margin: 0; display: grid; place-items: center; block-size: ${size}px; background: ${full ? ground : 'transparent'} }
        svg { inline-size: ${shown}px; block-size: ${shown}px }
      </style>${svg}`);
    writeFileSync(join(root, 'assets/icons', name), await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}
