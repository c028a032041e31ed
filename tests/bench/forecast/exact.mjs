// Exact chances, slowly: all totals that can occur, told apart dollar by dollar.

/** A rep's chance: at each form the new wins' totals (Panjer's recursion), then deal by deal. */
export function exactChance({ left, amounts, forms, dispersion, sizes }) {
  const cells = Math.ceil(left);
  const bySize = new Map();
  for (const size of sizes) bySize.set(size, (bySize.get(size) ?? 0) + 1 / sizes.length);
  const moves = [...bySize].filter(([size]) => size < cells).sort(([one], [other]) => one - other);
  let reached = 0;
  for (const { weight, chances, newWins } of forms) {
    const below = newTotals(cells, moves, newWins, dispersion);
    amounts.forEach((amount, deal) => {
      const chance = chances[deal];
      for (let cell = cells - 1; cell >= 0; cell -= 1) {
        const moved = cell >= amount ? chance * below[cell - amount] : 0;
        below[cell] = (1 - chance) * below[cell] + moved;
      }
    });
    reached += weight * (1 - below.reduce((sum, chance) => sum + chance, 0));
  }
  return reached;
}

function newTotals(cells, moves, mean, r) {
  const totals = new Float64Array(cells);
  const a = mean / (r + mean);
  const b = (r - 1) * a;
  totals[0] = (r / (r + mean)) ** r;
  for (let total = 1; total < cells; total += 1) {
    let sum = 0;
    for (const [size, share] of moves) {
      if (size > total) break;
      sum += (a + (b * size) / total) * share * totals[total - size];
    }
    totals[total] = sum;
  }
  return totals;
}
