// Runs in the page: the engine (WebAssembly) and the plain peer answer the same questions in turn.
import * as engine from './engine.js';
import { exactChance } from './exact.mjs';
import { answer, chance, prepare } from './monte-carlo.mjs';

await engine.default();

/** Milliseconds of both, the median of so many rounds after one to warm up. */
export function compare(reps, openDeals, rounds) {
  const team = new engine.Team(reps, openDeals);
  const questions = JSON.parse(team.questions());
  const ours = [];
  const peers = [];
  for (let round = 0; round <= rounds; round += 1) {
    ours.push(milliseconds(() => team.recompute()));
    peers.push(milliseconds(() => questions.map((question) => answer(prepare(question)))));
  }
  const live = questions.reduce((sum, { amounts }) => sum + amounts.length, 0) / questions.length;
  team.free();
  return { live, ours: median(ours.slice(1)), peer: median(peers.slice(1)) };
}

/** Milliseconds to take in a team's history, fit it and forecast every rep. */
export function fit(reps, openDeals) {
  return milliseconds(() => new engine.Team(reps, openDeals).free());
}

/** Mean absolute errors of both beside exact chances; the peer's over so many tries. */
export function errors(reps, openDeals, tries) {
  const team = new engine.Team(reps, openDeals);
  const questions = JSON.parse(team.questions());
  const exact = questions.map(exactChance);
  const off = [...team.chances()].map((ours, rep) => Math.abs(ours - exact[rep]));
  const peers = questions.flatMap((question, rep) => {
    const prepared = prepare(question);
    return Array.from({ length: tries }, () => Math.abs(chance(prepared, 1) - exact[rep]));
  });
  team.free();
  return { ours: mean(off), oursMost: Math.max(...off), peer: mean(peers) };
}

/** Where the two differ most, as a check that they answer the same: a chance, a need, 11 chances. */
export function largestDifference(reps, openDeals) {
  const team = new engine.Team(reps, openDeals);
  const ours = team.recompute();
  const peers = JSON.parse(team.questions()).flatMap((question) => answer(prepare(question)));
  team.free();
  if (ours.length !== peers.length) throw new Error(`${ours.length} answers and ${peers.length}`);
  const isNeed = (place) => place % 13 === 1;
  const chances = peers.map((peer, place) => (isNeed(place) ? 0 : Math.abs(peer - ours[place])));
  const needs = peers.map((peer, place) => (isNeed(place) ? Math.abs(peer / ours[place] - 1) : 0));
  return { chance: Math.max(...chances), need: Math.max(...needs) };
}

function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
