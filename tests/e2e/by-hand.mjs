// Backup files written by hand, from what CONTRIBUTING and the store's sources say of the format and
// with none of the app's code: their checksums are right, whatever they hold.
import { deflateRawSync } from 'node:zlib';

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 (IEEE 802.3) of texts, one behind the other. */
function crc32(...texts) {
  let crc = 0xffffffff;
  for (const text of texts) for (const byte of Buffer.from(text)) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

/** A record whose data is this JSON text. */
export function record(kind, id, data, { schema = 1, rev = 1, savedAt = 1_770_000_000_000 } = {}) {
  const crc = crc32(`${kind}\n${schema}\n${id}\n${rev}\n${savedAt}\n`, data);
  const of = (text) => JSON.stringify(text);
  return `{"app":"ridealong","kind":${of(kind)},"schema":${schema},"id":${of(id)},"rev":${rev},"saved_at":${savedAt},"crc32":"${crc}","data":${data}}`;
}

/** A backup of these records. */
export const backup = (records, aside = []) =>
  record('backup', '', `{"records":[${records.join(',')}],"aside":${JSON.stringify(aside)}}`, { rev: 0 });

/** A rep, with more fields. */
export const rep = (id, name, more = {}) => record('rep', id, JSON.stringify({ id, name, ...more }));

const number = (value) => {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    if (rest < 128n) return Buffer.from([...bytes, low]);
    bytes.push(low | 0x80);
  }
};
const signed = (value) => number(BigInt(value) < 0n ? -2n * BigInt(value) - 1n : 2n * BigInt(value));
const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);
const day = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
const OUTCOMES = { won: 0, lost: 1, open: 2 };

/**
 * The pack of a rep's deals, each `{ id, name, outcome, created, other, hundredths }`: `other` is
 * the day it was decided, of an open deal the day that is expected.
 */
export function pack(id, rep, deals) {
  // Every part is there but segment and stage.
  const flags = deals.map(({ outcome }) => OUTCOMES[outcome] | 4 | 8 | 16 | 64);
  const created = deals.map((deal, at) => signed(day(deal.created) - (at ? day(deals[at - 1].created) : 0)));
  const others = deals.map((deal) => signed(day(deal.other) - day(deal.created)));
  const bytes = Buffer.concat([
    Buffer.from([2]), number(deals.length), Buffer.from(flags), ...created, ...others,
    number(0), ...deals.map(({ hundredths }) => signed(hundredths)), number(0), number(0),
    ...deals.map(({ id }) => text(id)),
    ...deals.flatMap(({ name }) => [Buffer.from([0, 1]), text(name)]),
  ]);
  const packed = deflateRawSync(bytes).toString('base64').replace(/=+$/, '');
  return record('deals', id, JSON.stringify({ rep, of: 1, deals: deals.length, packed }));
}
