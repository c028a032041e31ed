// A copy of the build on a host of its own, which can be stopped and can publish another version.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteServer } from '../../tools/site-server.mjs';
import { writeServiceWorker } from '../../tools/write-service-worker.mjs';
import { expect, test as base } from './fixtures.mjs';

const DIST = join(import.meta.dirname, '../../dist');
const BASE = '/a/sub-folder/';

class Site {
  #server;
  #port = 0;
  /** The paths that were asked for. */
  asked = [];

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'ridealong-site-'));
    cpSync(DIST, this.folder, { recursive: true });
  }

  get url() {
    return `http://localhost:${this.#port}${BASE}`;
  }

  async start() {
    this.#server = siteServer(this.folder, BASE).listen(this.#port, 'localhost');
    this.#server.on('request', ({ url }) => this.asked.push(url));
    await once(this.#server, 'listening');
    this.#port = this.#server.address().port;
  }

  async stop() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Publishes a version of which the page says so: `<html data-version="...">`. */
  publish(version) {
    this.change('index.html', (page) => page.replace(/<html[^>]*>/, `<html lang="en" data-version="${version}">`));
    writeServiceWorker(this.folder);
  }

  change(path, edit) {
    const before = existsSync(join(this.folder, path)) ? this.read(path) : '';
    writeFileSync(join(this.folder, path), edit(before));
  }

  read(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  find(name) {
    return readdirSync(this.folder).find((file) => name.test(file));
  }

  remove(path) {
    rmSync(join(this.folder, path));
  }

  restore(path) {
    cpSync(join(DIST, path), join(this.folder, path));
  }

  async end() {
    if (this.#server.listening) await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}

export const test = base.extend({
  serviceWorkers: 'allow',

  site: async ({}, use) => {
    const site = new Site();
    await site.start();
    await use(site);
    await site.end();
  },

  baseURL: async ({ site }, use) => use(site.url),
});

export { expect };

/** Waits until the whole app is on the device. */
export const onDevice = (page) => expect(page.locator('html')).toHaveAttribute('data-offline', 'ready');

/** The version that the open page is of; "" of the first one. */
export const version = (page) => page.evaluate(() => document.documentElement.dataset.version ?? '');

/** Lets the browser look for a new version; says whether one that is whole waits then. */
export const look = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    for (let worker = registration.installing; worker?.state === 'installing'; ) {
      await new Promise((next) => worker.addEventListener('statechange', next, { once: true }));
    }
    return Boolean(registration.waiting);
  });

/** The names of the app's caches, and of everybody's on this origin. */
export const caches = (page) => page.evaluate(() => globalThis.caches.keys());

/** A part of the page's offer of a new version. */
export const offer = (page) => page.getByRole('status').filter({ hasText: /new version/ });
