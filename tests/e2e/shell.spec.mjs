import { expect, test } from './fixtures.mjs';

test('the app opens on the coverage calculator, under a sub-path, from its own origin alone', async ({ page }) => {
  await page.goto('#/calculate/coverage');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How much pipeline is enough?');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the typeface is the one that the site ships', async ({ page }) => {
  const font = page.waitForResponse(/inter-latin-wght-normal\.woff2$/);
  await page.goto('#/calculate/coverage');
  expect((await font).status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family);
  });
  expect(loaded.join()).toContain('Inter');
});

test('the content security policy lets nothing in but the site and its own loader', async ({ page }) => {
  await page.goto('');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const rules = Object.fromEntries(
    policy.split(';').map((rule) => {
      const [name, ...sources] = rule.trim().split(/\s+/);
      return [name, sources.join(' ')];
    }),
  );
  expect(rules['script-src']).toMatch(/^'self' ('sha256-[A-Za-z0-9+/]{43}=' )+'wasm-unsafe-eval'$/);
  delete rules['script-src'];
  expect(rules).toEqual({
    'default-src': "'none'",
    'style-src': "'self'",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'worker-src': "'self'",
    'img-src': "'self' data:",
    'base-uri': "'self'",
    'form-action': "'none'",
  });
});
