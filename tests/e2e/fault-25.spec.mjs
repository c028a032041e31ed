// Fault 25: a file with a passphrase, opened with a wrong one, with a byte flipped, or asking for a
// billion rounds. Node's own cryptography is the outside oracle: it opens what the app sealed, and
// seals what the app opens.
import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { record } from './by-hand.mjs';
import { go, kept, openData, picker, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';

const PASSPHRASE = 'Zoë rides on Tuesdays';
const preview = (page) => page.getByRole('region', { name: 'What the file would change', exact: true });
const texts = (page) => page.evaluate(() => Object.entries({ ...localStorage }).sort());
const asked = (page) => page.getByLabel('Passphrase of the file', { exact: true });
const choose = (page, bytes, name = 'locked.json') =>
  picker(page, 'Choose a saved file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(bytes) });

async function saved(page, passphrase = '') {
  await page.getByLabel('Passphrase, if you want one').fill(passphrase);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save to a file' }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

const authenticated = (savedAt, { kdf, iterations, salt, cipher, iv }) =>
  Buffer.from(`ridealong sealed\n${savedAt}\n${kdf}\n${iterations}\n${salt}\n${cipher}\n${iv}\n`);
const keyOf = (passphrase, { salt, iterations }) =>
  pbkdf2Sync(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), iterations, 32, 'sha256');

function opened(text, passphrase) {
  const { saved_at: savedAt, data } = JSON.parse(text);
  const sealed = Buffer.from(data.sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, data), Buffer.from(data.iv, 'base64'));
  decipher.setAAD(authenticated(savedAt, data));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
}

function sealed(plain, passphrase, { iterations = 600_000, claimed = {} } = {}) {
  const savedAt = 1_770_000_000_000;
  const data = { kdf: 'PBKDF2-SHA-256', iterations, salt: randomBytes(16).toString('base64'), cipher: 'AES-256-GCM', iv: randomBytes(12).toString('base64') };
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, data), Buffer.from(data.iv, 'base64'));
  cipher.setAAD(authenticated(savedAt, data));
  const bytes = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return record('sealed', '', JSON.stringify({ ...data, ...claimed, sealed: bytes.toString('base64') }), { rev: 0, savedAt });
}

test('a file with a passphrase holds what a plain one does, and nothing of it can be read', async ({ page }) => {
  await withTeam(page, 'Backup');
  const plain = await saved(page);
  const locked = await saved(page, `  ${PASSPHRASE.normalize('NFD')} `);
  expect([plain.name, locked.name]).toEqual(['ridealong-2018-01-02.json', 'ridealong-2018-01-02-locked.json']);
  expect(locked.text).not.toContain('Dana');
  const { data } = JSON.parse(locked.text);
  expect([data.kdf, data.iterations, data.cipher]).toEqual(['PBKDF2-SHA-256', 600_000, 'AES-256-GCM']);
  expect(opened(locked.text, PASSPHRASE)).toBe(plain.text);
  expect(() => opened(locked.text, 'another')).toThrow();
  // Two files share neither salt nor beginning, and the passphrase does not stay on the page.
  await expect(page.getByLabel('Passphrase, if you want one')).toHaveValue('');
  const again = JSON.parse((await saved(page, PASSPHRASE)).text);
  expect(again.data.salt).not.toBe(data.salt);
  expect(again.data.iv).not.toBe(data.iv);
  expect(JSON.stringify(await texts(page))).not.toContain('Tuesdays');
});

test('a file that was sealed elsewhere is opened with its passphrase and loaded', async ({ page, browser }) => {
  await withTeam(page, 'Backup');
  const plain = await saved(page);
  const context = await browser.newContext({ baseURL: new URL('.', page.url()).href });
  const tablet = await context.newPage();
  await openData(tablet, 'backup');
  await choose(tablet, sealed(plain.text, PASSPHRASE), 'locked.txt');
  await expect(asked(tablet)).toBeFocused();
  await asked(tablet).fill(PASSPHRASE);
  await asked(tablet).press('Enter');
  await expect(preview(tablet).getByRole('row', { name: /^Deals/ })).toHaveText(/^Deals\s*4$/);
  await tablet.getByRole('button', { name: 'Load it' }).click();
  await go(tablet, 'Import');
  await expect(kept(tablet)).toContainText('4 deals are kept');
  await context.close();
});

test('fault 25: a wrong passphrase is said at its field, nothing changes, and the right one still opens', async ({ page }) => {
  await withTeam(page, 'Backup');
  const { text } = await saved(page, PASSPHRASE);
  const before = await texts(page);
  await choose(page, text);
  for (const wrong of ['something else', PASSPHRASE.toLowerCase()]) {
    await asked(page).fill(wrong);
    await page.getByRole('button', { name: 'Open it' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'This passphrase does not open the file: type it just as it was typed when the file was saved.' })).toBeVisible();
    await expect(preview(page)).toHaveCount(0);
  }
  expect(await texts(page)).toEqual(before);
  await asked(page).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(preview(page)).toContainText('It changes nothing');
  expect(await texts(page)).toEqual(before);
});

const DAMAGED = 'This file was cut or changed on its way, so it can\'t be opened: take another copy of it, or save it again where it came from.';
const TOO_MUCH = 'This file asks for so much work that it would never open, as no file of this app does: choose another one.';
const NO_PASSPHRASE = 'This passphrase does not open the file: type it just as it was typed when the file was saved.';

test('fault 25: a byte flipped anywhere, or a file cut short, is said before a passphrase is asked for', async ({ page }) => {
  await withTeam(page, 'Backup');
  const { text } = await saved(page, PASSPHRASE);
  const before = await texts(page);
  const places = [text.indexOf('"iterations":') + 14, text.indexOf('"salt":"') + 9, text.indexOf('"iv":"') + 7, text.indexOf('"sealed":"') + 12, text.length - 6];
  const flipped = places.map((at) => Buffer.from(text).fill(Buffer.from([text.charCodeAt(at) ^ 1]), at, at + 1));
  for (const bytes of [...flipped, text.slice(0, text.length / 2), text.slice(0, -1)]) {
    await choose(page, bytes);
    await expect(page.getByText(DAMAGED)).toBeVisible();
    await expect(asked(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Dismiss' }).click();
  }
  expect(await texts(page)).toEqual(before);
});

test('fault 25: what was changed on purpose, its checksum made right, is opened by no passphrase', async ({ page }) => {
  await withTeam(page, 'Backup');
  const plain = await saved(page);
  const changes = [
    { iterations: 600_001 },
    { salt: randomBytes(16).toString('base64') },
    { iv: randomBytes(12).toString('base64') },
  ];
  const files = changes.map((claimed) => sealed(plain.text, PASSPHRASE, { claimed }));
  // One bit of what is sealed, and another day for it.
  const { data, ...whole } = JSON.parse(sealed(plain.text, PASSPHRASE));
  const bytes = Buffer.from(data.sealed, 'base64');
  bytes[40] ^= 1;
  files.push(record('sealed', '', JSON.stringify({ ...data, sealed: bytes.toString('base64') }), { rev: 0, savedAt: whole.saved_at }));
  files.push(record('sealed', '', JSON.stringify(data), { rev: 0, savedAt: whole.saved_at + 1 }));
  for (const file of files) {
    await choose(page, file);
    await asked(page).fill(PASSPHRASE);
    await asked(page).press('Enter');
    await expect(page.getByText(NO_PASSPHRASE)).toBeVisible();
    await page.getByRole('button', { name: 'Choose another file' }).click();
  }
  await expect(preview(page)).toHaveCount(0);
});

test('fault 25: a billion rounds are refused at once', async ({ page }) => {
  await withTeam(page, 'Backup');
  await choose(page, sealed('{}', PASSPHRASE, { iterations: 1, claimed: { iterations: 1_000_000_000 } }));
  await expect(page.getByText(TOO_MUCH)).toBeVisible();
  await expect(asked(page)).toHaveCount(0);
});

test('fault 25: what was sealed and is no backup says so', async ({ page }) => {
  await withTeam(page, 'Backup');
  await choose(page, sealed('{"app":"another"}', PASSPHRASE));
  await asked(page).fill(PASSPHRASE);
  await asked(page).press('Enter');
  await expect(page.getByText(/^This file is no backup of this app: /)).toBeVisible();
});

test('a passphrase is hidden until it is asked to be shown, and a short one is refused with a reason', async ({ page }) => {
  await withTeam(page, 'Backup');
  const field = page.getByLabel('Passphrase, if you want one');
  await field.fill('short');
  await expect(field).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(field).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Save to a file' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Take at least 8 characters, better four words: shorter ones are guessed.' })).toBeVisible();
  await field.fill('short no more');
  await expect(page.getByRole('alert').filter({ hasText: 'Take at least' })).toHaveCount(0);
});
