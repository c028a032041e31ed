import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { launchOptions } from '../../tools/browser.mjs';

const root = join(import.meta.dirname, '../..');

// A port that stays the same for this clone and differs from that of another one.
const port = 20_000 + (createHash('sha256').update(root).digest().readUInt32BE() % 10_000);
const base = '/some/where/';

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: join(root, 'test-results'),
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // Where a change lands, a test that only passes the second time is named, not fatal.
  retries: process.env.CI ? 1 : 0,
  // Nothing here is a measure of speed: what is slow on a busy machine may take its time.
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./closing-line.mjs']],
  use: {
    baseURL: `http://localhost:${port}${base}`,
    browserName: 'chromium',
    launchOptions: launchOptions({ quick: true }),
    locale: 'en-US',
    timezoneId: 'America/New_York',
    colorScheme: 'light',
    // What a test changes on the way to the page would never be asked for; offline.mjs lets it be.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `node tools/serve.mjs --port ${port} --base ${base}`,
    cwd: root,
    url: `http://localhost:${port}${base}`,
    reuseExistingServer: false,
  },
});
