// The forecast of a whole team in the browser, beside plain JavaScript that answers every chance
// by 10,000 Monte Carlo trials: one page, one run, in turn. Chance of quota, the pipeline needed
// for 80%, and the curve of 11 points, of every rep. The engine is built as the reader is;
// `OPT_LEVEL=z make bench ARGS=forecast-speed` says what another level would give.
import { build } from './forecast/build.mjs';
import { openSite } from './forecast/site.mjs';

const REPS = 30;
const OPEN_DEALS = 30;
const ROUNDS = 7;
/** Times that the peer gives each chance, to see how far it lies off. */
const TRIES = 5;
/** Other sizes: reps, and about so many open deals each. */
const SIZES = [[10, 30], [30, 30], [90, 30], [30, 5], [30, 10], [30, 100]];

export const figures = [
  { name: 'team_recompute_vs_js_monte_carlo', unit: 'ratio', target: 1, better: 'lower' },
  { name: 'chance_error_vs_js_monte_carlo', unit: 'ratio', target: 0.05, better: 'lower' },
];

export async function run({ browser, root }) {
  const optLevel = process.env.OPT_LEVEL;
  build(root, optLevel);
  const context = await browser.newContext();
  try {
    const { ask } = await openSite(context, root, './page.mjs');

    console.log(`\nThe engine at ${optLevel ? `opt-level ${optLevel}` : "the reader's own opt-level"}, ${REPS} reps`);
    const differ = await ask('largestDifference', REPS, OPEN_DEALS);
    console.log(`largest difference from the peer: of a chance ${differ.chance.toFixed(3)}, of a need ${percent(differ.need)}`);
    // Four standard errors of 10,000 trials, twice over.
    if (!(differ.chance < 0.04)) throw new Error('The two answer different questions.');
    const errors = await ask('errors', REPS, OPEN_DEALS, TRIES);
    console.log(
      `mean absolute error of a chance (now and along the curve) beside exact ones: ours ${errors.ours.toExponential(1)}` +
        ` (largest ${errors.oursMost.toExponential(1)}), the peer's ${errors.peer.toExponential(1)}`,
    );
    console.log(
      `exact chance at the coverage called needed, off the wanted one: ours ${errors.oursNeed.toExponential(1)},` +
        ` the peer's ${errors.peerNeed.toExponential(1)}`,
    );
    const team = await ask('compare', REPS, OPEN_DEALS, ROUNDS);
    await printGrowth(ask);
    return {
      team_recompute_vs_js_monte_carlo: team.ours / team.peer,
      chance_error_vs_js_monte_carlo: errors.ours / errors.peer,
    };
  } finally {
    await context.close();
  }
}

async function printGrowth(ask) {
  console.log('milliseconds for the chance, need and curve of every rep, and to fit and forecast the team anew');
  console.log('  reps   live deals each   WebAssembly   JavaScript    ratio   fit and forecast');
  for (const [reps, deals] of SIZES) {
    const { live, ours, peer } = await ask('compare', reps, deals, 1);
    const fit = await ask('fit', reps, deals);
    const cells = [
      String(reps).padStart(6),
      live.toFixed(0).padStart(18),
      ours.toFixed(0).padStart(14),
      peer.toFixed(0).padStart(13),
      (ours / peer).toFixed(2).padStart(9),
      fit.toFixed(0).padStart(19),
    ];
    console.log(cells.join(''));
  }
}

function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}
