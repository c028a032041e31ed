// After a build: its service worker, with the hash of every file that it is to keep.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SERVICE_WORKER = 'service-worker.js';

const source = join(import.meta.dirname, '../assets/page', SERVICE_WORKER);
const sha256 = (content) => createHash('sha256').update(content);

/**
 * Writes the service worker of the build in a folder. Its bytes differ where those of any file do:
 * by that a browser finds a new version.
 */
export function writeServiceWorker(folder) {
  const paths = readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path !== SERVICE_WORKER && statSync(join(folder, path)).isFile())
    .sort();
  const files = JSON.stringify(
    Object.fromEntries(paths.map((path) => [path, sha256(readFileSync(join(folder, path))).digest('base64')])),
  );
  const worker = readFileSync(source, 'utf8');
  const build = sha256(files + worker).digest('hex').slice(0, 16);
  writeFileSync(join(folder, SERVICE_WORKER), `const BUILD = '${build}';\nconst FILES = ${files};\n${worker}`);
}
