// Programs that are started for a test and end with all that they started.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../tools/free-port.mjs';

const running = new Set();
const end = (pid) => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // None of it is left.
    if (error.code !== 'ESRCH') throw error;
  }
};
// Also where the tests are stopped by hand.
process.on('exit', () => running.forEach(end));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** What runs in a group of its own; `kill` ends all of the group at once, as if the power went. */
export function start(program, args, { env, stdio = ['ignore', 'ignore', 'pipe'] } = {}) {
  const child = spawn(program, args, { detached: true, stdio, env: { ...process.env, ...env } });
  let said = '';
  // Read even where nobody asks: a full pipe would hold the program up.
  child.stderr.on('data', (text) => { said = (said + text).slice(-4_000); });
  const gone = new Promise((done) => {
    child.once('error', (error) => { said += error.message; done(); });
    child.once('exit', done);
  });
  if (child.pid) running.add(child.pid);
  const kill = async () => {
    if (!running.delete(child.pid)) return;
    end(child.pid);
    await gone;
  };
  return { child, gone, kill, said: () => said };
}

/** Starts a WebDriver server and waits until it answers. */
export async function startDriver(program, argsOn, env) {
  const port = await freePort();
  const driver = start(program, argsOn(port), { env });
  const url = `http://127.0.0.1:${port}`;
  let ended = false;
  driver.gone.then(() => { ended = true; });
  for (let tries = 0; tries < 200; tries += 1) {
    if (ended) break;
    try {
      await fetch(`${url}/status`);
      return { ...driver, url };
    } catch {
      await pause(100);
    }
  }
  await driver.kill();
  throw new Error(`${program} does not answer: ${driver.said()}`);
}
