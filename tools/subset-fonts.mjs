// Before a build: cuts the fonts down to what the stylesheet asks of them, into target/fonts/:
// for every @font-face of style/tokens.css its unicode-range and, of the weight axis, the weights
// in use. The latin file shrinks from 48 to 29 KB.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';

/** The lightest and the heaviest weight of the stylesheets. */
const WEIGHTS = { min: 400, max: 750, default: 400 };
/** Of the name table: copyright, licence, and the licence's address. */
const NAMES = [0, 13, 14];

const root = join(import.meta.dirname, '..');
const out = join(root, 'target/fonts');
const style = readFileSync(join(root, 'style/tokens.css'), 'utf8');
const faces = [...style.matchAll(/@font-face\s*{([^}]*)}/g)].map(([, face]) => face);

mkdirSync(out, { recursive: true });
for (const face of faces) {
  const [, file] = /url\("\.\/fonts\/([^"]+)"\)/.exec(face);
  const [, range] = /unicode-range:\s*([^;]+);/.exec(face);
  const font = readFileSync(join(root, 'node_modules/@fontsource-variable/inter/files', file));
  const cut = await subsetFont(font, characters(range), {
    targetFormat: 'woff2',
    variationAxes: { wght: WEIGHTS },
    preserveNameIds: NAMES,
  });
  writeFileSync(join(out, file), cut);
}

/** Every character of a range such as `U+0000-00FF, U+0131`. */
function characters(range) {
  return [...range.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)]
    .flatMap(([, from, to = from]) => {
      const first = parseInt(from, 16);
      return Array.from({ length: parseInt(to, 16) - first + 1 }, (_, at) => first + at);
    })
    .map((code) => String.fromCodePoint(code))
    .join('');
}
