// The watch of fixtures.mjs sees what it is there to see.
import { expect, test as base } from '@playwright/test';
import { watch } from './watch.mjs';

const test = base.extend({
  complaints: async ({ context, baseURL }, use) => {
    await use(await watch(context, new URL(baseURL).origin));
  },
});

/** What is complained of once `act` ran in the open page. */
async function complaintsOf(page, complaints, act) {
  await page.goto('');
  await page.evaluate(act);
  await expect.poll(() => complaints.length).toBeGreaterThan(0);
  return complaints.join('\n');
}

test('an error in the console is seen', async ({ page, complaints }) => {
  expect(await complaintsOf(page, complaints, () => console.error('oh no'))).toContain('console error: oh no');
});

test('an uncaught error is seen', async ({ page, complaints }) => {
  const act = () => void setTimeout(() => { throw new Error('thrown late'); });
  expect(await complaintsOf(page, complaints, act)).toContain('page error: thrown late');
});

test('a request to another origin is seen and blocked', async ({ page, complaints }) => {
  const act = () => fetch('http://127.0.0.1:9/track').catch(() => {});
  expect(await complaintsOf(page, complaints, act)).toContain('connect-src');
});

test('a picture from another origin is seen', async ({ page, complaints }) => {
  const act = () => { new Image().src = 'http://127.0.0.1:9/pixel.gif'; };
  expect(await complaintsOf(page, complaints, act)).toContain('img-src');
});

test('an inline style is seen as a violation of the policy', async ({ page, complaints }) => {
  const act = () => document.body.setAttribute('style', 'color: red');
  expect(await complaintsOf(page, complaints, act)).toContain('policy violation: style-src');
});

test('a link that leaves for another origin is seen as a request', async ({ page, complaints }) => {
  const act = () => void location.assign('http://127.0.0.1:9/elsewhere');
  expect(await complaintsOf(page, complaints, act)).toContain('request to another origin');
});
