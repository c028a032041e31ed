// Finds the Chromium and the chromedriver that the tests drive, and says how they are started.
// `CHROME` and `CHROMEDRIVER` go before what is on PATH.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const CHROMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** How Chromium is started: quiet, offline but for the page under test, also as root. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
}

/** The path of Chromium or Chrome, if there is one. */
export function findChrome() {
  return process.env.CHROME || onPath(CHROMES) || [MAC_CHROME].find(runs);
}

/** The path of chromedriver, if there is one. */
export function findChromedriver() {
  return process.env.CHROMEDRIVER || onPath(['chromedriver']);
}

/** The path of Chromium without windows, which starts in half the time, if there is one. */
function findHeadlessShell() {
  return onPath(['chromium-headless-shell', 'chrome-headless-shell']);
}

/**
 * What Playwright needs to start the browser. The many short tests take the quick one; what is
 * measured or looked at takes the browser that people have.
 */
export function launchOptions({ quick = false } = {}) {
  const executablePath = process.env.CHROME || (quick && findHeadlessShell()) || findChrome();
  if (!executablePath) throw new Error('There is no Chromium: run `make setup-browser`.');
  return { executablePath, args: FLAGS };
}

// `node tools/browser.mjs chromedriver` prints its path, for the Makefile.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = process.argv[2] === 'chromedriver' ? findChromedriver() : findChrome();
  if (!path) process.exit(1);
  console.log(path);
}
