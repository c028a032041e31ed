// Exact chances, slowly: all totals that can occur, told apart dollar by dollar.

/**
 * A rep's chances with the live deals so many times over, by the given times: at each form the new
 * wins' totals (Panjer's recursion), then deal by deal. Part of a copy is its deals at that part of
 * their chances.
 */
export function exactChances({ left, amounts, forms, dispersion, sizes }, times) {
  const cells = Math.ceil(left);
  const bySize = new Map();
  for (const size of sizes) bySize.set(size, (bySize.get(size) ?? 0) + 1 / sizes.length);
  const moves = [...bySize].filter(([size]) => size < cells).sort(([one], [other]) => one - other);
  const rising = times.map((value, place) => ({ value, place })).sort((one, other) => one.value - other.value);
  const reached = times.map(() => 0);
  for (const { weight, chances, newWins } of forms) {
    let copies = newTotals(cells, moves, newWins, dispersion);
    let whole = 0;
    for (const { value, place } of rising) {
      for (; whole + 1 <= value; whole += 1) copies = withDeals(copies, amounts, chances, 1);
      const below = value > whole ? withDeals(copies, amounts, chances, value - whole) : copies;
      reached[place] += weight * (1 - below.reduce((sum, chance) => sum + chance, 0));
    }
  }
  return reached;
}

function withDeals(before, amounts, chances, part) {
  const below = before.slice();
  amounts.forEach((amount, deal) => {
    const chance = part * chances[deal];
    for (let cell = below.length - 1; cell >= amount; cell -= 1) {
      below[cell] = (1 - chance) * below[cell] + chance * below[cell - amount];
    }
    for (let cell = Math.min(amount, below.length) - 1; cell >= 0; cell -= 1) below[cell] *= 1 - chance;
  });
  return below;
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
