// The tests' own arithmetic, written apart from the app's: straight from the definitions.

/** Wilson's score interval (1927) of a rate, at 80% unless told: [low, high]. */
export function wilson(won, decided, z = 1.2815515655446004) {
  const rate = won / decided;
  const centre = rate + (z * z) / (2 * decided);
  const spread = z * Math.sqrt((rate * (1 - rate)) / decided + (z * z) / (4 * decided * decided));
  const scale = 1 + (z * z) / decided;
  return [(centre - spread) / scale, (centre + spread) / scale];
}

/** The fewest decided deals at which the interval of a rate is at most twice `within` wide. */
export function decidedUntilTight(rate, within) {
  for (let decided = 1; ; decided += 1) {
    const [low, high] = wilson(rate * decided, decided);
    if (high - low <= 2 * within) return decided;
  }
}

/**
 * The chance of at least `wins` in `deals`: deal by deal, by Pólya's urn, whose colours are
 * beta-binomial. An urn of a thousand million balls hardly learns: it is the binomial.
 */
export function chanceOfWins(deals, wins, { alpha, beta }) {
  // After each deal: the chance of every number of wins so far.
  let chances = [1];
  for (let deal = 0; deal < deals; deal += 1) {
    const next = new Array(chances.length + 1).fill(0);
    chances.forEach((chance, won) => {
      const win = (alpha + won) / (alpha + beta + deal);
      next[won + 1] += chance * win;
      next[won] += chance * (1 - win);
    });
    chances = next;
  }
  return chances.slice(wins).reduce((sum, chance) => sum + chance, 0);
}

/** A win rate learned from counts, with Jeffreys' prior. */
export const learned = (won, lost) => ({ alpha: won + 0.5, beta: lost + 0.5 });

/** A win rate taken at its word. */
export const stated = (rate) => ({ alpha: rate * 1e13, beta: (1 - rate) * 1e13 });

/** The fewest deals whose chance of enough wins is the wanted one. */
export function dealsNeeded(wins, wanted, urn) {
  let deals = wins;
  while (chanceOfWins(deals, wins, urn) < wanted) deals += 1;
  return deals;
}

/** The chance at a number of deals that is not whole: the mix of its neighbours. */
export function chanceAt(deals, wins, urn) {
  const fewer = Math.floor(deals + 1e-9);
  const part = Math.max(0, deals - fewer);
  return (1 - part) * chanceOfWins(fewer, wins, urn) + part * chanceOfWins(fewer + 1, wins, urn);
}
