// The plain JavaScript peer: every chance by 10,000 Monte Carlo trials.

export const TRIALS = 10_000;
const CURVE_POINTS = 11;

/** Where the curve is asked for, in times the live deals. */
export function pointsOfCurve(rep, need) {
  const top = Math.max(8, 1.4 * need);
  const coverages = Array.from({ length: CURVE_POINTS }, (_, point) => (top * point) / (CURVE_POINTS - 1));
  return coverages.map((coverage) => (coverage * rep.left) / rep.pipeline);
}

/** What the peer looks up in each trial, worked out once from a question. */
export function prepare(question) {
  return {
    ...question,
    pipeline: question.amounts.reduce((sum, amount) => sum + amount, 0),
    amounts: Float64Array.from(question.amounts),
    sizes: Float64Array.from(question.sizes),
    forms: question.forms.map(({ weight, chances, newWins }) => ({
      weight,
      chances: Float64Array.from(chances),
      winsUpTo: winsUpTo(newWins, question.dispersion),
    })),
  };
}

/** The chance of at most 0, 1, 2 ... new wins (negative binomial). */
function winsUpTo(mean, r) {
  const upTo = [];
  let chance = (r / (r + mean)) ** r;
  let sum = 0;
  for (let wins = 0; sum < 1 - 1e-9 && wins < 10_000; wins += 1) {
    sum += chance;
    upTo.push(sum);
    chance *= ((wins + r) / (wins + 1)) * (mean / (r + mean));
  }
  return Float64Array.from(upTo);
}

/** A rep's chance, need and curve, as the engine gives them. */
export function answer(rep) {
  const need = coverageNeeded(rep);
  return [chance(rep, 1), need, ...pointsOfCurve(rep, need).map((times) => chance(rep, times))];
}

/** The coverage whose chance is the wanted one: doubled until it is enough, then halved between. */
export function coverageNeeded(rep) {
  const most = Math.max(500, rep.amounts.length) / rep.amounts.length;
  let low = 0;
  let high = 1;
  while (chance(rep, high) < rep.wanted) {
    low = high;
    high *= 2;
    if (low >= most) return -1;
  }
  while (high - low > 0.01 * high) {
    const middle = (low + high) / 2;
    if (chance(rep, middle) < rep.wanted) low = middle;
    else high = middle;
  }
  return (high * rep.pipeline) / rep.left;
}

/** The share of trials in which the live deals, so many times over, and new ones reach the target. */
export function chance(rep, times) {
  const whole = Math.floor(times);
  const part = times - whole;
  const { amounts, sizes, left } = rep;
  let reached = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const form = draw(rep.forms);
    const { chances } = form;
    let total = 0;
    for (let copy = 0; copy < whole && total < left; copy += 1) {
      for (let deal = 0; deal < amounts.length; deal += 1) {
        if (Math.random() < chances[deal]) total += amounts[deal];
      }
    }
    if (part > 0 && total < left) {
      for (let deal = 0; deal < amounts.length; deal += 1) {
        if (Math.random() < part * chances[deal]) total += amounts[deal];
      }
    }
    if (total < left) {
      for (let wins = drawWins(form.winsUpTo); wins > 0; wins -= 1) {
        total += sizes[Math.floor(Math.random() * sizes.length)];
      }
    }
    if (total >= left) reached += 1;
  }
  return reached / TRIALS;
}

function draw(forms) {
  let rest = Math.random();
  for (const form of forms) {
    rest -= form.weight;
    if (rest < 0) return form;
  }
  return forms[forms.length - 1];
}

function drawWins(upTo) {
  const place = Math.random();
  let wins = 0;
  while (wins < upTo.length && upTo[wins] < place) wins += 1;
  return wins;
}
