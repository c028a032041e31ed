// A page with the engine and the scripts of this folder, at no real address: every file comes from here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SITE = 'http://forecast.test/';

/** Opens it; asks a script what it exports: `ask(question, ...args)`. */
export async function openSite(context, root, script) {
  const page = await context.newPage();
  await page.route(`${SITE}**`, (route) => route.fulfill(file(root, new URL(route.request().url()).pathname)));
  await page.goto(SITE);
  const ask = (question, ...args) =>
    page.evaluate(async ([script, question, args]) => (await import(script))[question](...args), [script, question, args]);
  return { page, ask };
}

/** A file of the page: its scripts lie here, the engine's builds under target/. */
function file(root, path) {
  if (path === '/') return { contentType: 'text/html', body: '<!doctype html><title>Forecast</title>' };
  const types = { mjs: 'text/javascript', js: 'text/javascript', wasm: 'application/wasm' };
  const contentType = types[path.split('.').pop()];
  const folder = path.endsWith('.mjs') ? import.meta.dirname : join(root, 'target/bench/forecast');
  return contentType ? { contentType, body: readFileSync(join(folder, path)) } : { status: 404 };
}
