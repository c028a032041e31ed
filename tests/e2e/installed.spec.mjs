// What makes an app of the site: its manifest and icons, and what Data says of installing it.
import { QUESTIONS } from './data.mjs';
import { expect, onDevice, test } from './offline.mjs';

const backup = async (page) => {
  await page.goto('#/data/backup');
  await page.getByRole('heading', { level: 1, name: QUESTIONS.backup }).waitFor();
};

test('the manifest is one that the browser takes, for the folder that the site lies in', async ({ page, site }) => {
  await page.goto('');
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send('Page.getAppManifest');
  expect({ url, errors }).toEqual({ url: `${site.url}manifest.webmanifest`, errors: [] });
  const manifest = JSON.parse(data);
  for (const name of ['start_url', 'scope']) expect(new URL(manifest[name], url).href).toBe(site.url);
  // Without one of its own an app is known by its address: two folders of a host are two apps.
  expect(manifest.id).toBeUndefined();
});

test('every icon is there, as large as it says, and whole where the system cuts it to a shape', async ({ page, site }) => {
  await page.goto('');
  const { icons } = await (await page.request.get(`${site.url}manifest.webmanifest`)).json();
  const apple = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  expect(icons.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable']);
  const all = [...icons, { src: apple, sizes: '180x180', purpose: 'maskable' }];
  for (const { src, sizes, purpose } of all) {
    const seen = await page.evaluate(async (src) => {
      const image = await createImageBitmap(await (await fetch(src)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const [, , , opacity] = canvas.getImageData(0, 0, 1, 1).data;
      return { sizes: `${image.width}x${image.height}`, opacity };
    }, src);
    expect(seen, src).toEqual({ sizes, opacity: purpose === 'maskable' ? 255 : 0 });
  }
});

test('Data says when the app opens without a connection', async ({ page }) => {
  await backup(page);
  await onDevice(page);
  await expect(page.getByText('All of the app is on this device: it opens without a connection.')).toBeVisible();
  await expect(page.getByText(/Add to Home Screen/)).toHaveCount(0);
});

test('on an iPhone or iPad it says how to install, and that the installed app starts empty', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'standalone', { value: false }));
  await backup(page);
  await expect(page.getByText(/tap Share, then Add to Home Screen/)).toBeVisible();
  await expect(page.getByText('The app on the home screen starts empty: save everything to a file first, and load that file there.')).toBeVisible();
});

test("the browser's own question is asked with a button, and only where there is one", async ({ page }) => {
  await backup(page);
  const install = page.getByRole('button', { name: 'Install the app' });
  await expect(install).toHaveCount(0);
  await page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    event.prompt = () => { globalThis.prompted = true; };
    dispatchEvent(event);
  });
  await install.click();
  expect(await page.evaluate(() => globalThis.prompted)).toBe(true);
  await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
  await expect(install).toHaveCount(0);
});
