// Everything goes to a file that was chosen once. The browser's question is stood in for, as no test can
// answer it; the file is a real one, of the origin's private file system.
import { bring, few, go, keep, kept, openData, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';

const section = (page) => page.getByRole('region', { name: 'Back up by itself' });
const button = (page, name) => section(page).getByRole('button', { name, exact: true });
/** What is in the file. While the app puts a new one in its place the browser may read neither. */
const written = (page) => page.evaluate(async () => {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle('chosen.json', { create: true });
  for (let tries = 1; ; tries += 1) {
    try {
      return await (await handle.getFile()).text();
    } catch (error) {
      if (error.name !== 'NotReadableError' || tries === 20) throw error;
      await new Promise((done) => { setTimeout(done, 20); });
    }
  }
});

/** Stands in for the question; `window.answer` is how the browser answers whether the file may be written. */
async function standIn(page) {
  await page.addInitScript(() => {
    window.answer = localStorage.getItem('test answer') ?? 'granted';
    window.showSaveFilePicker = async () => {
      if (window.answer === 'left') throw new DOMException('left', 'AbortError');
      return (await navigator.storage.getDirectory()).getFileHandle('chosen.json', { create: true });
    };
    FileSystemHandle.prototype.queryPermission = async () => window.answer;
    FileSystemHandle.prototype.requestPermission = async () => { window.answer = 'granted'; return 'granted'; };
  });
}

async function add(page, name) {
  await go(page, 'Reps');
  await page.getByRole('textbox', { name: 'Add a rep by name' }).fill(name);
  await page.getByRole('textbox', { name: 'Add a rep by name' }).blur();
}

const hide = (page) => page.evaluate(() => {
  Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  delete document.hidden;
});

test('what changes goes to the file that was chosen, in the next visit too', async ({ page }) => {
  await standIn(page);
  await withTeam(page, 'Backup');
  await button(page, 'Choose the file').click();
  await expect(section(page).getByRole('status')).toHaveText('Everything goes to chosen.json a moment after each change.');
  await expect.poll(() => written(page)).toContain('Tom Reed');
  await expect(page.locator('.save-words').first()).toHaveText('Backed up Jan 2, 2018');
  await add(page, 'Ana Diaz');
  await hide(page);
  await expect.poll(() => written(page)).toContain('Ana Diaz');
  await page.reload();
  await add(page, 'Ben Ito');
  await hide(page);
  await expect.poll(() => written(page)).toContain('Ben Ito');
  expect(JSON.parse(await written(page)).kind).toBe('backup');
  await go(page, 'Backup');
  await button(page, 'Stop').click();
  await add(page, 'Cy Poe');
  await hide(page);
  await expect(page.locator('.save-words').first()).toHaveText(/^Saved on this device/);
  expect(await written(page)).not.toContain('Cy Poe');
});

test('a tab that opened as the second one goes on once it is the one that saves', async ({ page }) => {
  await standIn(page);
  await withTeam(page, 'Backup');
  await button(page, 'Choose the file').click();
  await expect.poll(() => written(page)).toContain('Tom Reed');
  const other = await page.context().newPage();
  await standIn(other);
  await openData(other, 'backup');
  await expect(other.getByText('Ridealong is open in another tab, and that one saves.')).toBeVisible();
  await page.close();
  await expect(section(other).getByRole('status')).toHaveText('Everything goes to chosen.json a moment after each change.');
  await add(other, 'Ana Diaz');
  await hide(other);
  await expect.poll(() => written(other)).toContain('Ana Diaz');
});

test('a browser that lost everything empties no file', async ({ page }) => {
  await standIn(page);
  await withTeam(page, 'Backup');
  await button(page, 'Choose the file').click();
  await expect.poll(() => written(page)).toContain('Tom Reed');
  await page.evaluate(() => { for (const key of Object.keys(localStorage)) if (!key.startsWith('test')) localStorage.removeItem(key); });
  await hide(page);
  await page.reload();
  await hide(page);
  expect(await written(page)).toContain('Tom Reed');
});

test('a file holds what is lost here until something takes its place', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await standIn(page);
  await withTeam(page, 'Backup');
  await button(page, 'Choose the file').click();
  const before = await expect.poll(() => written(page)).toContain('"kind":"deals"').then(() => written(page));
  const other = await page.context().newPage();
  await other.goto(`${page.url().split('#')[0]}icons/icon-192.png`);
  await other.evaluate(() => localStorage.clear());
  await page.getByRole('alert').filter({ hasText: 'Another page of this site removed what was kept here' }).waitFor();
  await hide(page);
  await expect(section(page).getByRole('alert')).toHaveText(/^chosen\.json could not be written: it stays as it was, for a part of what was kept here is lost/);
  expect(await written(page)).toBe(before);
  await go(page, 'Import');
  await bring(page, few());
  await keep(page).click();
  await kept(page).filter({ hasText: '4 deals' }).waitFor();
  await hide(page);
  await expect.poll(() => written(page)).not.toBe(before);
  expect(await written(page)).toContain('"kind":"deals"');
});

test('a file is written no more by any tab once one has erased everything', async ({ page }) => {
  await standIn(page);
  await withTeam(page, 'Backup');
  await button(page, 'Choose the file').click();
  await expect.poll(() => written(page)).toContain('Tom Reed');
  const other = await page.context().newPage();
  await standIn(other);
  await openData(other, 'backup');
  await other.getByRole('button', { name: 'Take over here' }).click();
  await expect(section(other).getByRole('status')).toHaveText('Everything goes to chosen.json a moment after each change.');
  await other.getByRole('button', { name: 'Erase everything…' }).click();
  await other.getByRole('button', { name: 'Erase everything now' }).click();
  await other.getByRole('status').filter({ hasText: 'Everything was erased' }).waitFor();
  await page.getByRole('button', { name: 'Take over here' }).click();
  await page.getByRole('status').filter({ hasText: 'This tab is the one that saves now.' }).waitFor();
  await add(page, 'Ana Diaz');
  await hide(page);
  await go(page, 'Backup');
  await expect(button(page, 'Choose the file')).toBeVisible();
  expect(await written(page)).toContain('Tom Reed');
});

test('where the browser wants to be asked again it says so, and goes on after a tap', async ({ page }) => {
  await standIn(page);
  await withTeam(page, 'Backup');
  await button(page, 'Choose the file').click();
  await expect.poll(() => written(page)).toContain('Tom Reed');
  await page.evaluate(() => localStorage.setItem('test answer', 'prompt'));
  await page.reload();
  await expect(section(page).getByRole('status')).toHaveText('The browser wants to be asked again before anything more goes to chosen.json.');
  await add(page, 'Ana Diaz');
  await hide(page);
  await go(page, 'Backup');
  expect(await written(page)).not.toContain('Ana Diaz');
  await button(page, 'Go on').click();
  await expect.poll(() => written(page)).toContain('Ana Diaz');
});

test('a question that is left changes nothing, and a file that can not be written is said', async ({ page }) => {
  await standIn(page);
  await openData(page, 'backup');
  await page.evaluate(() => { window.answer = 'left'; });
  await button(page, 'Choose the file').click();
  await expect(button(page, 'Choose the file')).toBeVisible();
  await page.evaluate(() => {
    window.answer = 'granted';
    FileSystemFileHandle.prototype.createWritable = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  });
  await add(page, 'Ana Diaz');
  await go(page, 'Backup');
  await button(page, 'Choose the file').click();
  await expect(section(page).getByRole('alert')).toHaveText('chosen.json could not be written: choose it again, or another one: it may have been moved, or the disk is full.');
});

test('a browser without such files has no word of them', async ({ page }) => {
  await page.addInitScript(() => { delete window.showSaveFilePicker; });
  await openData(page, 'backup');
  await expect(section(page)).toHaveCount(0);
});
