// Importing 100,000 deals beside PapaParse reading the same file, and what keeping them takes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deals100k } from './deals-100k.mjs';

/** The processor is slowed this many times: a desk machine then stands for a tablet. */
const SLOWED = 6;
const RUNS = 5;
const TODAY = '2026-01-15';

export const figures = [
  { name: 'import_100k_rows_vs_papaparse', unit: '×', target: 0.33, better: 'lower' },
  { name: 'import_100k_longest_task_ms_6x', unit: 'ms', target: 50, better: 'lower' },
  { name: 'pack_100k_deals_ms', unit: 'ms', target: 500, better: 'lower' },
  { name: 'stored_chars_100k_deals', unit: 'char', target: 2_500_000, better: 'lower' },
];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function run({ browser, url, root }) {
  const csv = deals100k();
  const context = await browser.newContext({ locale: 'en-US' });
  try {
    const page = await context.newPage();
    await page.goto(`${url}#/calculate/coverage`);
    await page.locator('h1').first().waitFor();
    await page.evaluate((text) => {
      globalThis.deals = new File([text], 'deals.csv', { type: 'text/csv' });
    }, csv);
    await page.evaluate(readFileSync(join(root, 'node_modules/papaparse/papaparse.min.js'), 'utf8'));
    const ours = [];
    const theirs = [];
    let last;
    // In turns, so that both meet the same machine.
    for (let at = 0; at < RUNS; at += 1) {
      last = await page.evaluate(readAndPack, TODAY);
      ours.push(last);
      theirs.push(await page.evaluate(readWithPapaParse));
    }
    if (last.deals !== 100_000) throw new Error(`${last.deals} deals were read`);
    const longest = await longestTask(context, url, csv);
    console.log(`  ours ${ours.map(({ staged }) => Math.round(staged))} ms, PapaParse ${theirs.map(Math.round)} ms`);
    return {
      import_100k_rows_vs_papaparse: median(ours.map(({ staged }) => staged)) / median(theirs),
      import_100k_longest_task_ms_6x: longest,
      pack_100k_deals_ms: median(ours.map(({ packed }) => packed)),
      stored_chars_100k_deals: last.stored,
    };
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page: from the file handed to a started reader to the report, which is the confirm
 * screen; then to the packs, of which the characters are counted with their keys.
 */
async function readAndPack(today) {
  const reader = new Worker('./reader_loader.js', { type: 'module' });
  const replies = [];
  let heard = () => {};
  reader.onmessage = ({ data: [name, content, texts] }) => {
    replies.push({ name, content: JSON.parse(content), texts, at: performance.now() });
    heard();
  };
  const reply = async (name) => {
    for (;;) {
      const found = replies.find((reply) => reply.name === name);
      if (found) return found;
      const refused = replies.find((reply) => reply.name === 'Refused');
      if (refused) throw new Error(refused.content);
      await new Promise((done) => { heard = done; });
    }
  };
  await reply('Ready');
  const opening = { today, reps: [], shapes: {}, look_back_months: 12, free: 4_000_000 };
  const start = performance.now();
  reader.postMessage([JSON.stringify({ Open: opening }), globalThis.deals, []]);
  const staged = await reply('Staged');
  const sized = await reply('Sized');
  const confirm = { generation: 1, now: 1_770_000_000_000, gone: 'Keep', since: null };
  reader.postMessage([JSON.stringify({ Confirm: confirm }), null, []]);
  const packed = await reply('Packed');
  reader.terminate();
  const keys = packed.content.packs.map(([id]) => `ridealong:deals:1:${id}`);
  const length = (texts) => texts.reduce((sum, text) => sum + text.length, 0);
  const { won, lost, open } = staged.content.deals;
  return {
    deals: won + lost + open,
    staged: staged.at - start,
    packed: sized.at - staged.at,
    stored: length(packed.texts) + length(keys),
  };
}

/** Runs in the page: the same file as rows with headers, and nothing understood of it. */
function readWithPapaParse() {
  return new Promise((done, fail) => {
    const start = performance.now();
    globalThis.Papa.parse(globalThis.deals, {
      header: true,
      skipEmptyLines: true,
      complete: ({ data }) =>
        data.length === 100_000 ? done(performance.now() - start) : fail(new Error(`${data.length} rows`)),
      error: fail,
    });
  });
}

/**
 * The longest that the slowed page answers nothing from the file handed over to the packs written,
 * with the page's side of an import done here: every reply is parsed, a pack is written a task.
 */
async function longestTask(context, url, csv) {
  const page = await context.newPage();
  await page.goto(`${url}#/calculate/coverage`);
  await page.locator('main figure svg').first().waitFor();
  await page.evaluate((text) => {
    globalThis.deals = new File([text], 'deals.csv', { type: 'text/csv' });
  }, csv);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  return page.evaluate(importWatched, TODAY);
}

async function importWatched(today) {
  let longest = 0;
  let last = performance.now();
  let over = false;
  // A message to oneself goes behind every task that is due: the gaps are the tasks.
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) channel.port2.postMessage(null);
  };
  channel.port2.postMessage(null);
  const reader = new Worker('./reader_loader.js', { type: 'module' });
  const opening = { today, reps: [], shapes: {}, look_back_months: 12, free: 4_000_000 };
  const confirm = { generation: 1, now: 1_770_000_000_000, gone: 'Keep', since: null };
  const packs = await new Promise((done, fail) => {
    reader.onerror = () => fail(new Error('the reader failed'));
    reader.onmessage = ({ data: [name, content, texts] }) => {
      const read = JSON.parse(content);
      if (name === 'Refused') fail(new Error(read));
      if (name === 'Ready') reader.postMessage([JSON.stringify({ Open: opening }), globalThis.deals, []]);
      if (name === 'Sized') reader.postMessage([JSON.stringify({ Confirm: confirm }), null, []]);
      if (name === 'Packed') done(texts);
    };
  });
  for (const [at, text] of packs.entries()) {
    await new Promise((next) => setTimeout(next));
    localStorage.setItem(`bench:${at}`, text);
    if (localStorage.getItem(`bench:${at}`) !== text) throw new Error('a pack is not kept');
  }
  over = true;
  packs.forEach((_, at) => localStorage.removeItem(`bench:${at}`));
  return longest;
}
