// After a build, in this order: the service worker has the hash of index.html, which the policy changes.
// Only index.html may change here: the integrity hashes of the other files are written already.
import { writePolicy } from './write-csp.mjs';
import { writeServiceWorker } from './write-service-worker.mjs';

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) {
  console.error('tools/finish-build.mjs is a step of `make build`; run that instead.');
  process.exit(1);
}
writePolicy(folder);
writeServiceWorker(folder);
