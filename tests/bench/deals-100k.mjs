// An export of 100,000 deals as a large team's CRM writes it, always the same.

/** 40 reps, 20% open, random 18-character ids, 5,000 account names, all inside the look-back. */
export function deals100k(today = new Date('2026-01-15T00:00:00Z')) {
  let state = 7;
  // Mulberry32: small, and good enough to leave no pattern for the packing to find.
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound) => Math.floor(random() * bound);
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const day = (offset) => new Date(today.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  const open = ['Prospecting', 'Qualification', 'Proposal/Price Quote', 'Negotiation/Review'];
  const rows = ['Opportunity ID,Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Created Date,Close Date'];
  for (let at = 0; at < 100_000; at += 1) {
    const id = Array.from({ length: 18 }, () => letters[below(62)]).join('');
    const account = `Account ${below(5_000)} Ltd`;
    const chance = random();
    const stage = chance < 0.2 ? open[below(4)] : chance < 0.6 ? 'Closed Won' : 'Closed Lost';
    const created = -20 - below(330);
    const closed = chance < 0.2 ? 1 + below(120) : Math.min(-1, created + 5 + below(120));
    const amount = (1_000 + below(9_000_000) / 100).toFixed(2);
    rows.push(`${id},Rep Number ${at % 40},${account},${account} - ${below(1_000)},${stage},${amount},${day(created)},${day(closed)}`);
  }
  return `${rows.join('\n')}\n`;
}
