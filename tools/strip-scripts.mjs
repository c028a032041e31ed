// Before a build: the page's own scripts without comments and indentation, into target/page/. A comment
// takes its own line in them, and no text goes over a line's end.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const out = join(root, 'target/page');

mkdirSync(out, { recursive: true });
for (const name of ['rescue.js', 'offline.js']) {
  const lines = readFileSync(join(root, 'assets/page', name), 'utf8').split('\n').map((line) => line.trim());
  writeFileSync(join(out, name), `${lines.filter((line) => line && !line.startsWith('//')).join('\n')}\n`);
}
