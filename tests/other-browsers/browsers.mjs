// Firefox and WebKitGTK: how each is started on a profile that outlives it, and killed.
import { Builder, Capabilities } from 'selenium-webdriver';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFirefox, findGeckodriver, findPython, findWebkitDriver, findXvfb } from '../../tools/other-browsers.mjs';
import { Page } from './page.mjs';
import { start, startDriver } from './processes.mjs';

const HOME_ZONE = 'America/New_York';

async function connected(driver, capabilities) {
  const building = new Builder().disableEnvironmentOverrides().usingServer(driver.url).withCapabilities(new Capabilities(capabilities)).build();
  // A driver whose browser ends at once would wait for it for ever.
  const late = pause(60_000, undefined, { ref: false }).then(() => { throw new Error(`The browser did not start: ${driver.said()}`); });
  const connection = await Promise.race([building, late]);
  await connection.manage().setTimeouts({ script: 60_000, pageLoad: 60_000 });
  return connection;
}

const firefox = {
  name: 'Firefox',

  async open({ profile, downloads, zone, nothingKept }) {
    const driver = await startDriver(findGeckodriver(), (port) => ['--port', port, '--websocket-port', 0], { TZ: zone });
    const prefs = {
      'intl.accept_languages': 'en-US',
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      // As in Settings, Privacy: block all cookies and data of sites.
      ...(nothingKept && { 'network.cookie.cookieBehavior': 2 }),
    };
    const args = ['-headless', '-profile', profile, '--width=1180', '--height=900'];
    const connection = await connected(driver, { browserName: 'firefox', 'moz:firefoxOptions': { binary: findFirefox(), args, prefs } });
    const pid = (await connection.getCapabilities()).get('moz:processID');
    const kill = async () => {
      // Firefox first, or its driver would end it in good order.
      process.kill(pid, 'SIGKILL');
      await driver.kill();
    };
    return { connection, driver, kill };
  },
};

const webkit = {
  name: 'WebKitGTK',
  // A screen that nobody sees, for it has no mode without one.
  screen: undefined,
  python: undefined,

  async before() {
    const screen = start(findXvfb(), ['-displayfd', '3', '-screen', '0', '1600x1400x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    const number = await new Promise((found, failed) => {
      screen.child.stdio[3].once('data', (text) => found(String(text).trim()));
      screen.gone.then(() => failed(new Error(`Xvfb ended: ${screen.said()}`)));
    });
    this.screen = { ...screen, display: `:${number}` };
  },

  async after() {
    await this.screen?.kill();
  },

  async open({ profile, downloads, zone, nothingKept }) {
    this.python ??= findPython();
    const env = { DISPLAY: this.screen.display, TZ: zone, LANG: 'en_US.UTF-8', GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', GTK_USE_PORTAL: '0' };
    const driver = await startDriver(findWebkitDriver(), (port) => [`--port=${port}`], env);
    const args = [join(import.meta.dirname, 'webkit-window.py'), profile, downloads, ...(nothingKept ? ['nothing-kept'] : [])];
    const connection = await connected(driver, { browserName: 'ridealong-test', 'webkitgtk:browserOptions': { binary: this.python, args } });
    return { connection, driver, kill: driver.kill };
  },
};

export const BROWSERS = { firefox, webkit };

/** A folder for a profile and what is downloaded with it, and browsers started on it one after the other. */
export class Profile {
  #browser;
  #folder = mkdtempSync(join(tmpdir(), 'ridealong-profile-'));

  constructor(browser) {
    this.#browser = browser;
    for (const name of ['profile', 'downloads']) mkdirSync(join(this.#folder, name));
  }

  /** Starts the browser. `kill` ends it as if the power went, `quit` as people do. */
  async start({ zone = HOME_ZONE, nothingKept = false } = {}) {
    const [profile, downloads] = ['profile', 'downloads'].map((name) => join(this.#folder, name));
    const { connection, driver, kill } = await this.#browser.open({ profile, downloads, zone, nothingKept });
    const quit = async () => {
      try {
        await connection.quit();
      } finally {
        await driver.kill();
      }
    };
    const page = new Page(connection, downloads);
    const end = () => {
      page.isKilled = true;
      return kill();
    };
    return { page, kill: end, quit };
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
