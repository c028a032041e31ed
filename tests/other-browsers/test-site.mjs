// A site of the build for one test, at an address of its own: so nothing is kept there yet.
import { Site } from '../site.mjs';
import { before } from './before.mjs';

export class TestSite extends Site {
  /** What the pages of this site complained of. */
  get complaints() {
    return this.asked.filter((path) => path.includes('/complaint?')).map((path) => decodeURIComponent(path.split('?')[1]));
  }

  /** Lets something run in every page before the app: `{ moment, acts }` of before.mjs. */
  beforeApp(how) {
    this.change('before.js', () => before(how));
  }

  /** A site without a service worker, which would go on with what was there first; or with one. */
  static async open({ offline = false, ...how } = {}) {
    const site = new TestSite();
    site.beforeApp(how);
    site.change('index.html', (page) => page.replace('<script>', '<script src="./before.js"></script>$&'));
    if (offline) site.publishAsItIs();
    else site.remove('service-worker.js');
    await site.start();
    return site;
  }
}
