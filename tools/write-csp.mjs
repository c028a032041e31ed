// After a build: the hash of every inline script goes into the content security policy, so that
// the page runs its own loader and nothing else.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PLACE = 'INLINE-SCRIPTS';

/** The page with the hashes of its inline scripts in its policy. */
export function withScriptHashes(html) {
  const [policy, ...more] = html.match(/<meta http-equiv="?Content-Security-Policy"?[^>]*>/gi) ?? [];
  if (!policy || more.length > 0) throw new Error('index.html needs one Content-Security-Policy');
  if (!policy.includes(PLACE)) throw new Error(`the policy has no ${PLACE} to replace`);
  if (/<script|<style|<link/i.test(html.slice(0, html.indexOf(policy)))) {
    throw new Error('the policy must stand before the first script, style or link');
  }
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)];
  const hashes = scripts
    .filter(([, attributes]) => !/\ssrc\s*=/i.test(attributes))
    .map(([, , text]) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`);
  if (hashes.length === 0) throw new Error('there is no inline script: the loader is missing');
  return html.replace(policy, policy.replace(PLACE, () => [...new Set(hashes)].join(' ')));
}

/**
 * The page without the integrity of preloads by `fetch`: browsers can't use it there, and complain
 * of it in the console.
 */
export function withoutUnusedIntegrity(html) {
  return html.replace(/<link\b[^>]*\bas="?fetch"?[^>]*>/gi, (link) => link.replace(/\sintegrity="[^"]*"/i, ''));
}

/** Writes the policy into the page of the build in a folder. */
export function writePolicy(folder) {
  const file = join(folder, 'index.html');
  writeFileSync(file, withoutUnusedIntegrity(withScriptHashes(readFileSync(file, 'utf8'))));
}
