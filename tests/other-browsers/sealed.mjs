// Fault 25: a file with a passphrase. The cryptography is the browser's own: what one seals Node's
// opens, and the other way round.
import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { deepEqual, equal } from 'node:assert/strict';
import { record } from '../e2e/by-hand.mjs';
import { stored, unchanged } from './kept.mjs';
import { restore, withTeam } from './team.mjs';

const PASSPHRASE = 'Zoë rides on Tuesdays';
const FIELD = 'Passphrase of the file';

const authenticated = (savedAt, { kdf, iterations, salt, cipher, iv }) =>
  Buffer.from(`ridealong sealed\n${savedAt}\n${kdf}\n${iterations}\n${salt}\n${cipher}\n${iv}\n`);
const keyOf = ({ salt, iterations }) => pbkdf2Sync(PASSPHRASE.normalize('NFC'), Buffer.from(salt, 'base64'), iterations, 32, 'sha256');

function opened(text) {
  const { saved_at: savedAt, data } = JSON.parse(text);
  const sealed = Buffer.from(data.sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(data), Buffer.from(data.iv, 'base64'));
  decipher.setAAD(authenticated(savedAt, data));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
}

function sealed(plain, { iterations = 600_000, claimed = {} } = {}) {
  const savedAt = 1_770_000_000_000;
  const data = { kdf: 'PBKDF2-SHA-256', iterations, salt: randomBytes(16).toString('base64'), cipher: 'AES-256-GCM', iv: randomBytes(12).toString('base64') };
  const cipher = createCipheriv('aes-256-gcm', keyOf(data), Buffer.from(data.iv, 'base64'));
  cipher.setAAD(authenticated(savedAt, data));
  const bytes = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return record('sealed', '', JSON.stringify({ ...data, ...claimed, sealed: bytes.toString('base64') }), { rev: 0, savedAt });
}

async function saved(page, passphrase) {
  if (passphrase) await page.type('Passphrase, if you want one', passphrase);
  return (await page.downloaded(() => page.press('button', 'Save to a file'))).text;
}

export default [
  {
    name: 'fault 25: what this browser seals Node opens, and what Node seals this browser opens; a wrong passphrase changes nothing',
    async test({ page, site }) {
      await withTeam(page, site, 'Backup');
      const before = await stored(page);
      const plain = await saved(page);
      const locked = await saved(page, PASSPHRASE);
      equal(locked.includes('Dana'), false);
      deepEqual(JSON.parse(opened(locked)).data, JSON.parse(plain).data);
      await restore(page, sealed(plain));
      await page.type(FIELD, 'something else', { leave: false });
      await page.press('button', 'Open it');
      await page.says('This passphrase does not open the file');
      await page.type(FIELD, PASSPHRASE, { leave: false });
      await page.press('button', 'Open it');
      await page.says('It changes nothing');
      deepEqual(Object.keys(await stored(page)).filter((key) => !(key in before) && key.startsWith('ridealong:')), []);
    },
  },
  {
    name: 'fault 25: a byte flipped, a file cut short and a billion rounds are each said before a passphrase is asked for',
    async test({ page, site }) {
      await withTeam(page, site, 'Backup');
      const text = sealed('{}');
      const before = await stored(page);
      const damaged = 'This file was cut or changed on its way';
      const at = text.indexOf('"sealed":"') + 12;
      const flipped = Buffer.from(text);
      flipped[at] ^= 1;
      const files = [
        [flipped, damaged], [text.slice(0, text.length / 2), damaged],
        [sealed('{}', { iterations: 1, claimed: { iterations: 1_000_000_000 } }), 'This file asks for so much work that it would never open'],
      ];
      for (const [bytes, sentence] of files) {
        await restore(page, bytes);
        await page.says(sentence);
        equal((await page.text()).includes(FIELD), false);
        await page.press('button', 'Dismiss');
        await page.saysNoMore(sentence);
      }
      await unchanged(page, before);
    },
  },
];
