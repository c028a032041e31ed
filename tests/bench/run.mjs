// Runs every *.bench.mjs of this folder, one after the other, on the release build in dist/:
//   node tests/bench/run.mjs [part of a file's name ...]
//
// A bench exports `figures`, a list of { name, unit, target, better: 'lower' | 'higher' |
// 'between' }, and `run({ browser, url, root })`, which returns the value of each figure by name.
// A target 'between' is a list of two; a figure that ours is only compared with has the target
// null. A figure that can't be had here is returned as { skipped: 'why' }. A native bench is such
// a file too: it starts `cargo bench` in `root` and returns what that measured.
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchOptions } from '../../tools/browser.mjs';
import { freePort } from '../../tools/free-port.mjs';

const root = join(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);

const port = await freePort();
const server = spawn(process.execPath, [join(root, 'tools/serve.mjs'), '--port', String(port)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const summary = {};
let failed = false;
try {
  await new Promise((ready, fail) => {
    server.stdout.once('data', ready);
    server.once('exit', () => fail(new Error('The site is not served; see above.')));
  });
  for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.mjs'))) {
    if (wanted.length > 0 && !wanted.some((part) => file.includes(part))) continue;
    await runBench(file);
  }
} finally {
  server.kill();
}
const folder = join(root, 'target/bench');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
console.log(`\n${Object.keys(summary).length} figures are in target/bench/summary.json`);
process.exitCode = failed ? 1 : 0;

/** Runs one file in a browser of its own, so that no bench warms up the next. */
async function runBench(file) {
  const bench = await import(join(import.meta.dirname, file));
  const browser = await chromium.launch(launchOptions());
  let values = {};
  try {
    values = await bench.run({ browser, url: `http://localhost:${port}/`, root });
  } catch (error) {
    failed = true;
    values = Object.fromEntries(bench.figures.map(({ name }) => [name, { failed: error.message }]));
  } finally {
    await browser.close();
  }
  for (const figure of bench.figures) report(figure, values[figure.name]);
}

function report({ name, unit, target, better }, value) {
  const label = name.padEnd(44);
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const why = value?.failed ? `failed: ${value.failed}` : `skipped: ${value?.skipped ?? 'no value'}`;
    console.log(`${label} ${why}`);
    return;
  }
  const { goal, met } = judge(value, target, better, unit);
  const verdict = met === undefined ? '' : met ? 'met' : 'MISSED';
  console.log(`${label} ${written(value).padStart(10)} ${unit.padEnd(6)} ${goal.padEnd(24)} ${verdict}`.trimEnd());
  summary[name] = { value, unit, target, better };
}

function judge(value, target, better, unit) {
  if (target === null) return { goal: 'for comparison' };
  switch (better) {
    case 'lower':
      return { goal: `at most ${target} ${unit}`, met: value <= target };
    case 'higher':
      return { goal: `at least ${target} ${unit}`, met: value >= target };
    case 'between':
      return { goal: `${target[0]} to ${target[1]} ${unit}`, met: target[0] <= value && value <= target[1] };
    default:
      throw new Error(`a figure is better 'lower', 'higher' or 'between', not '${better}'`);
  }
}

/** To a hundredth, and below 1 to three digits that count. */
function written(value) {
  return Math.abs(value) < 1 && value !== 0 ? value.toPrecision(3) : value.toFixed(2);
}
