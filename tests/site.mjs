// A copy of the build on a host of its own, which can be stopped and can publish another version.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteServer } from '../tools/site-server.mjs';
import { writeServiceWorker } from '../tools/write-service-worker.mjs';

const DIST = join(import.meta.dirname, '../dist');
const BASE = '/a/sub-folder/';

export class Site {
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
    this.publishAsItIs();
  }

  /** Publishes what lies in the folder. */
  publishAsItIs() {
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

  /** Leaves so many bytes of a file. */
  cut(path, length) {
    truncateSync(join(this.folder, path), length);
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
