import { createServer } from 'node:http';
import sirv from 'sirv';

/** A server of a folder as any static host would be, below `base`: a path that starts and ends with /. */
export function siteServer(folder, base) {
  // `dev` reads the disk on every request, so a rebuild is served without a restart.
  const files = sirv(folder, { dev: true, etag: true });
  return createServer((request, response) => {
    const notFound = () => {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Not found\n');
    };
    const [path] = request.url.split('?');
    if (`${path}/` === base) {
      response.writeHead(301, { location: base });
      response.end();
    } else if (path.startsWith(base)) {
      request.url = request.url.slice(base.length - 1);
      files(request, response, notFound);
    } else {
      notFound();
    }
  });
}
