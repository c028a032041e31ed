// Finds what drives Firefox and WebKitGTK, and `node tools/other-browsers.mjs install [firefox] [webkit]` sees
// to it that all of it is there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Talks WebDriver to Firefox; Debian has no package of it, crates.io has its source. */
const GECKODRIVER = '0.37.1';
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ridealong', `geckodriver-${GECKODRIVER}`);

const PACKAGES = ['firefox-esr', 'webkit2gtk-driver', 'gir1.2-webkit2-4.1', 'python3-gi', 'xvfb'];
const BY_HAND = `Install these, then run this again:
  Debian:           sudo apt-get install ${PACKAGES.join(' ')}
  any system:       cargo install --locked geckodriver --version ${GECKODRIVER}
What lies elsewhere is named by FIREFOX and GECKODRIVER; WebKitGTK is there on Linux alone:
\`make test-browsers ARGS=firefox\` does without it.`;

const allOnPath = (name) => (process.env.PATH ?? '').split(delimiter).filter(Boolean).map((folder) => join(folder, name)).filter(existsSync);
const onPath = (...names) => names.flatMap(allOnPath)[0];

export const findFirefox = () => process.env.FIREFOX || onPath('firefox-esr', 'firefox');
// Not one of another version that may be on PATH, where the pinned one is there.
export const findGeckodriver = () => process.env.GECKODRIVER || [join(CACHE, 'bin/geckodriver')].find(existsSync) || onPath('geckodriver');
export const findWebkitDriver = () => onPath('WebKitWebDriver');
export const findXvfb = () => onPath('Xvfb');

/** A Python that finds the libraries of which the window is made: Debian's own, where there are others. */
export function findPython() {
  const check = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2";
  return allOnPath('python3').find((python) => spawnSync(python, ['-c', check], { stdio: 'ignore' }).status === 0);
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a command with its output shown; true where it went well. */
function run(command, args, env = {}) {
  const options = { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } };
  return spawnSync(command, args, options).status === 0;
}

function missing(wanted) {
  const firefox = wanted.includes('firefox') && !findFirefox() && 'Firefox';
  const webkit = wanted.includes('webkit') && !(findWebkitDriver() && findXvfb() && findPython()) && 'WebKitGTK';
  return [firefox, webkit].filter(Boolean);
}

function install(wanted) {
  if (missing(wanted).length > 0) {
    const isRoot = process.getuid?.() === 0;
    const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
    if (!isRoot || !hasApt) stop(`These tests need ${missing(wanted).join(' and ')}.\n${BY_HAND}`);
    console.log(`==> Installing ${missing(wanted).join(' and ')} with apt-get (about 2 minutes)`);
    const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['-qq', 'update'], quietly);
    run('apt-get', ['-qq', '-y', 'install', '--no-install-recommends', ...PACKAGES], quietly);
    if (missing(wanted).length > 0) stop(`apt-get could not install ${missing(wanted).join(' and ')}.\n${BY_HAND}`);
  }
  if (wanted.includes('firefox') && !findGeckodriver()) {
    console.log(`==> Installing geckodriver ${GECKODRIVER} (once; about 1 minute on 2 cores)`);
    // It only passes commands on: unoptimized it serves as well and compiles faster.
    const quickly = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0', CARGO_PROFILE_RELEASE_LTO: 'off', CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '64' };
    run('cargo', ['install', '--locked', '--quiet', 'geckodriver', '--version', GECKODRIVER, '--root', CACHE], quickly);
    if (!findGeckodriver()) stop(`geckodriver ${GECKODRIVER} could not be installed; the lines above say why.\n${BY_HAND}`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href && process.argv[2] === 'install') {
  const browsers = ['firefox', 'webkit'];
  const named = browsers.filter((browser) => process.argv.slice(3).includes(browser));
  install(named.length > 0 ? named : browsers);
}
