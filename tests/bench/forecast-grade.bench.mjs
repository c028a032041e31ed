// The engine graded on the past of a public data set, and its chances beside exact ones: natively,
// by benches/backtest.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const lower = (name, unit, target) => ({ name, unit, target, better: 'lower' });

export const figures = [
  lower('backtest_brier_ridealong', 'brier', 0.13),
  lower('backtest_brier_base_rate', 'brier', null),
  lower('backtest_brier_run_rate', 'brier', null),
  lower('backtest_brier_flat3x', 'brier', null),
  lower('backtest_brier_breakeven', 'brier', null),
  lower('backtest_brier_vs_best_simple', 'ratio', 1),
  { name: 'backtest_range80_held', unit: 'share', target: [0.72, 0.88], better: 'between' },
  lower('chance_error_vs_exact_max', 'chance', 0.005),
];

export async function run({ root }) {
  const folder = join(root, 'target/bench');
  const file = join(folder, 'backtest.json');
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const args = ['bench', '--locked', '--quiet', '--bench', 'backtest', '--', '--figures', file];
  const { status } = spawnSync('cargo', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('cargo bench failed; see above');
  const measured = JSON.parse(readFileSync(file, 'utf8'));
  const value = ({ name }) => [name, measured[name] ?? { skipped: 'the data set is not in ../shared/data' }];
  return Object.fromEntries(figures.map(value));
}
