// Every end-to-end test takes `test` and `expect` from here: whatever it checks, it also fails on
// an error in the console, an uncaught error, a violation of the content security policy, and a
// request to another origin.
import { test as base, expect } from '@playwright/test';
import { watch } from './watch.mjs';

export const test = base.extend({
  /** Patterns of complaints that a test brings about on purpose: `test.use({ allowed: [/.../] })`. */
  allowed: [[], { option: true }],

  healthy: [
    async ({ context, baseURL, allowed }, use) => {
      const complaints = await watch(context, new URL(baseURL).origin);
      await use();
      const unexpected = complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)));
      expect(unexpected, 'nothing was complained of').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
