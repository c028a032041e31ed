// Serves dist/ as any static host would: node tools/serve.mjs [--port 8080] [--base /some/where]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { siteServer } from './site-server.mjs';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8080' }, base: { type: 'string', default: '/' } },
});
const port = Number(values.port);
const base = `/${values.base}/`.replace(/\/+/g, '/');
const dist = join(import.meta.dirname, '../dist');

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (!Number.isInteger(port) || port < 1 || port > 65535) stop(`${values.port} is not a port.`);
if (!existsSync(join(dist, 'index.html'))) stop('There is no build in dist/ yet: run `make build`.');

const server = siteServer(dist, base);
server.on('error', (error) => {
  if (error.code === 'EADDRINUSE') {
    stop(`Port ${port} is taken: stop what runs there, or take another with \`make serve PORT=${port + 1}\`.`);
  }
  stop(`The server could not start: ${error.message}`);
});
server.listen(port, () => {
  console.log(`Ridealong is on http://localhost:${port}${base === '/' ? '' : base} (Ctrl-C stops it)`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
