// A line a test with the browser's name, what went wrong below it, and at the end how many passed,
// failed and were skipped.
import { inspect } from 'node:util';

export default async function* report(events) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  let browser = '';
  for await (const { type, data } of events) {
    if (type === 'test:start' && data.nesting === 0) browser = data.name;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { name, nesting, skip, details } = data;
    // A browser as a whole only fails by itself where it could not be started.
    if (nesting === 0 && (type === 'test:pass' || details.error?.failureType === 'subtestsFailed')) continue;
    const how = type === 'test:fail' ? 'failed' : skip === undefined ? 'passed' : 'skipped';
    count[how] += 1;
    const seconds = how === 'skipped' ? '' : ` (${(details.duration_ms / 1_000).toFixed(1)} s)`;
    yield `${how.padEnd(7)}  ${browser}: ${name}${seconds}\n`;
    if (how === 'skipped') yield `         because ${skip}\n`;
    if (how === 'failed') yield `${inspect(details.error?.cause ?? details.error)}\n`;
  }
  yield `\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`;
}
