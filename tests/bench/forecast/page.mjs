// Runs in the page: the engine (WebAssembly) and the plain peer answer the same questions in turn.
import * as engine from './engine.js';
import { exactChances } from './exact.mjs';
import { answer, chance, coverageNeeded, pointsOfCurve, prepare } from './monte-carlo.mjs';

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

/** What one rep's answers are made of: a chance, a need, a curve of 11 chances. */
const ANSWERS = 13;

/**
 * Mean absolute errors, beside exact chances, of all the chances that `compare` times: the chance
 * now and those of the curve; the peer's over so many tries. And how far the exact chance at the
 * coverage that each calls needed lies from the wanted one.
 */
export function errors(reps, openDeals, tries) {
  const team = new engine.Team(reps, openDeals);
  const questions = JSON.parse(team.questions());
  const answers = team.recompute();
  team.free();
  const off = { ours: [], peer: [], oursNeed: [], peerNeed: [] };
  questions.forEach((question, rep) => {
    const [now, need, ...curve] = answers.slice(rep * ANSWERS, (rep + 1) * ANSWERS);
    const prepared = prepare(question);
    const times = [1, ...pointsOfCurve(prepared, need)];
    const perCopy = prepared.pipeline / prepared.left;
    const needs = [need, coverageNeeded(prepared)].map((coverage) => Math.max(0, coverage) / perCopy);
    const exact = exactChances(question, [...times, ...needs]);
    [now, ...curve].forEach((ours, place) => off.ours.push(Math.abs(ours - exact[place])));
    for (let round = 0; round < tries; round += 1) {
      times.forEach((value, place) => off.peer.push(Math.abs(chance(prepared, value) - exact[place])));
    }
    const [ours, peer] = exact.slice(times.length).map((given) => Math.abs(given - question.wanted));
    if (need > 0) off.oursNeed.push(ours);
    if (needs[1] > 0) off.peerNeed.push(peer);
  });
  return {
    ours: mean(off.ours),
    oursMost: Math.max(...off.ours),
    peer: mean(off.peer),
    oursNeed: mean(off.oursNeed),
    peerNeed: mean(off.peerNeed),
  };
}

/** Where the two differ most, as a check that they answer the same: a chance, a need, 11 chances. */
export function largestDifference(reps, openDeals) {
  const team = new engine.Team(reps, openDeals);
  const ours = team.recompute();
  const peers = JSON.parse(team.questions()).flatMap((question) => answer(prepare(question)));
  team.free();
  if (ours.length !== peers.length) throw new Error(`${ours.length} answers and ${peers.length}`);
  const isNeed = (place) => place % ANSWERS === 1;
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
