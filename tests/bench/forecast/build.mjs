// Builds benches/browser as WebAssembly into target/bench/forecast: as the app's reader is built,
// which forecasts, or with the engine at another level of optimisation.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As `[profile.reader]` of Cargo.toml has it. */
const READERS_LEVEL = '3';

/** @param {string} optLevel the reader's own where it is left out */
export function build(root, optLevel = READERS_LEVEL) {
  const run = (command, args) =>
    execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  const cargo = ['build', '--locked', '--quiet', '--release', '--message-format', 'json-render-diagnostics'];
  const what = ['--target', 'wasm32-unknown-unknown', '--bin', 'browser-bench', '--features', 'browser-bench'];
  const config = ['--config', `profile.release.package.ridealong.opt-level=${optLevel}`];
  const messages = run('cargo', [...cargo, ...what, ...config]);
  const made = messages
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .find(({ reason, target }) => reason === 'compiler-artifact' && target.name === 'browser-bench');
  const folder = join(root, 'target/bench/forecast');
  mkdirSync(folder, { recursive: true });
  run('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-name', 'engine', '--out-dir', folder, made.executable]);
  const wasm = join(folder, 'engine_bg.wasm');
  run('wasm-opt', [...optimisationsOfTheReader(root), wasm, '-o', wasm]);
}

/** What the reader's WebAssembly goes through after the compiler. */
function optimisationsOfTheReader(root) {
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  const link = page.split('\n').find((line) => line.includes('data-bin="reader"'));
  const attribute = (name) => link.match(new RegExp(`${name}="([^"]*)"`))[1];
  return [`-O${attribute('data-wasm-opt')}`, ...attribute('data-wasm-opt-params').split(' ')];
}
