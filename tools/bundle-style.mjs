// Before a build: style/index.css with everything it imports becomes one file, target/style/app.css.
// `url(fonts/...)` is left as it is written: the bundle lies beside the folder fonts/ in dist/.
import { bundle } from 'lightningcss';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const entry = join(root, 'style/index.css');
const out = join(root, 'target/style/app.css');

// Browsers that have what the app stands on: cascade layers, container queries, <dialog>.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const targets = {
  chrome: version(111),
  edge: version(111),
  firefox: version(113),
  safari: version(16, 4),
  ios_saf: version(16, 4),
};

try {
  const { code, warnings } = bundle({ filename: entry, minify: true, targets });
  for (const warning of warnings) console.warn(`style: ${warning.message}`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, code);
} catch (error) {
  const place = error.fileName ? `${error.fileName}:${error.loc?.line}: ` : '';
  console.error(`The style can't be bundled: ${place}${error.message}`);
  process.exit(1);
}
