// Sees to it that a Chromium and a matching chromedriver are there for the tests, and writes
// target/webdriver.json, from which the WebAssembly test runner takes the browser and its flags.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLAGS, findChrome, findChromedriver } from './browser.mjs';

const BY_HAND = `Install Chromium and its chromedriver of the same version, then run this again:
  Debian:           sudo apt-get install chromium chromium-driver
  another system:   set CHROME and CHROMEDRIVER to the paths of both`;

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a command with its output shown; true where it went well. */
function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}

/** The major version that a browser or driver states, or a stop with a reason. */
function majorVersion(name, path) {
  const { stdout, error } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  const major = /(\d+)\.\d+\.\d+/.exec(stdout ?? '')?.[1];
  if (!major) stop(`${name} at ${path} does not run${error ? ` (${error.message})` : ''}.\n${BY_HAND}`);
  return major;
}

if (!findChrome() || !findChromedriver()) {
  const isRoot = process.getuid?.() === 0;
  const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  const missing = [!findChrome() && 'Chromium', !findChromedriver() && 'chromedriver'].filter(Boolean);
  if (!isRoot || !hasApt) stop(`The tests need ${missing.join(' and ')}.\n${BY_HAND}`);
  console.log(`==> Installing ${missing.join(' and ')} with apt-get (about 1 minute)`);
  const installed =
    run('apt-get', ['-qq', 'update']) &&
    run('apt-get', ['-qq', '-y', 'install', '--no-install-recommends', 'chromium', 'chromium-driver']);
  // Only for speed: not every release of Debian has it.
  if (installed) run('apt-get', ['-qq', '-y', 'install', '--no-install-recommends', 'chromium-headless-shell']);
  if (!installed || !findChrome() || !findChromedriver()) {
    stop(`apt-get could not install Chromium and chromedriver.\n${BY_HAND}`);
  }
}

const chrome = findChrome();
const driver = findChromedriver();
const [browserMajor, driverMajor] = [majorVersion('Chromium', chrome), majorVersion('chromedriver', driver)];
if (browserMajor !== driverMajor) {
  stop(`${chrome} is version ${browserMajor}, ${driver} is ${driverMajor}: they must match.\n${BY_HAND}`);
}

const target = join(import.meta.dirname, '../target');
mkdirSync(target, { recursive: true });
const options = { binary: chrome, args: ['--headless', ...FLAGS] };
writeFileSync(join(target, 'webdriver.json'), JSON.stringify({ 'goog:chromeOptions': options }));
