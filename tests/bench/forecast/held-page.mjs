// Runs in the page: a reader that holds a team's deals is asked what Team and Rep ask of it.
import * as engine from './engine.js';

await engine.default();

const TODAY = '2026-01-15';
const CALENDAR = { length: 'quarter', first_month: 1 };
let held;
let look;

/** Reads an export, keeps its deals and holds them; how many there are. */
export function hold(csv, reps) {
  held = new engine.Held();
  const opening = { today: TODAY, reps: [], shapes: {}, look_back_months: 12, free: 4_000_000 };
  ask({ Open: opening }, csv);
  const confirm = { generation: 1, now: 1_770_000_000_000, gone: 'Keep', since: null };
  held.ask(JSON.stringify({ Confirm: confirm }));
  held.ask(JSON.stringify('Hold'));
  look = {
    reps: reps.map((rep) => [rep]),
    groups: reps.map(() => 0),
    as_of: TODAY,
    today: TODAY,
    calendar: CALENDAR,
    look_back_months: 12,
    win_rate: 'by-count',
  };
  return ask({ AddUp: look }).figures.reps.map(({ live }) => live.deals);
}

/** Milliseconds to add a team's deals up and to forecast it anew, as it was on other days. */
export function team(quotas, days) {
  return days.map((day) => {
    look = { ...look, as_of: day };
    return milliseconds(() => {
      held.ask(JSON.stringify({ AddUp: look }));
      held.ask(JSON.stringify({ TeamAhead: ahead(quotas) }));
    });
  });
}

/** Milliseconds to forecast it anew with other quotas on the same day. */
export function otherQuotas(quotas, factors) {
  return factors.map((factor) => {
    const request = JSON.stringify({ TeamAhead: ahead(quotas.map((quota) => Math.round(quota * factor))) });
    return milliseconds(() => held.ask(request));
  });
}

/** What the rep in a place will likely come to, in hundredths. */
export const expected = () =>
  ask({ TeamAhead: ahead(look.reps.map(() => null)) }).reps.map(({ total }) => Math.round(100 * total.mean));

/** Milliseconds for what is tried of one rep's deals: chance and need, a deal off each time. */
export function tried(quotas, rep, rounds) {
  const times = [];
  let last;
  for (let round = 0; round < rounds; round += 1) {
    const request = JSON.stringify({ TryDeals: { look: ahead(quotas), rep, tried: { deals: [{ deal: round, change: 'Off' }], added: 0 } } });
    let answer;
    times.push(milliseconds(() => { answer = held.ask(request); }));
    if (answer === 'null' || answer === last) throw new Error(`nothing changed with deal ${round} off: ${answer}`);
    last = answer;
  }
  return times;
}

const ahead = (quotas) => ({
  look,
  reps: quotas.map((quota) => ({ quota, booked_by_hand: null, without_a_deal: 0, group: 0, typed: null })),
  wanted: 0.8,
  of_ten: null,
});

const ask = (request, csv) => JSON.parse(held.ask(JSON.stringify(request), csv));

function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
