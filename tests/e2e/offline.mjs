// The app as a site that can be stopped and can publish another version, its service worker allowed.
import { expect, test as base } from './fixtures.mjs';
import { Site } from '../site.mjs';

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
