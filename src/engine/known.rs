//! What was known of a peer group's deals on one day, and nothing after it.

use crate::domain::{Money, Outcome};
use crate::engine::day::Day;
use crate::engine::history::{CheckedDeal, DealHistory, OLDEST_DEAL_DAYS, UndatedDecision};
use crate::engine::life_table::Watched;
use crate::engine::prior::Decided;
use crate::engine::stale::{is_overdue, is_stale};
use crate::engine::tally::{WINS_FOR_OWN_AVERAGE, mean};
use crate::engine::viewpoint::{Knowledge, Viewpoint};

/// A deal decided in the look-back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecidedDeal {
    /// The day it was decided.
    pub day: Day,
    /// Won, or else lost.
    pub won: bool,
    /// Its age in days when it was decided, where its creation is known.
    pub age: Option<usize>,
    /// What it was worth, where that is known and above zero.
    pub amount: Option<Money>,
}

/// A deal still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenDeal {
    /// Its place in the list the history was made of.
    pub index: usize,
    /// Its age in days.
    pub age: usize,
    /// What it is worth.
    pub amount: Money,
    /// The amount is the rep's mean won amount (the team's below 10 wins): the deal has none.
    pub amount_assumed: bool,
    /// It was taken to be created today: the deal does not say.
    pub created_assumed: bool,
    /// Its expected close date passed over 30 days ago.
    pub overdue: bool,
}

impl OpenDeal {
    /// Whether it can't be won any more: older than any win that was watched, or expected to close
    /// over 30 days ago. Without a win that was watched (`oldest_win`) no age is too old.
    pub fn is_stale(&self, oldest_win: Option<usize>) -> bool {
        is_stale(self.overdue, Some(self.age), oldest_win)
    }
}

/// A deal as long as it was watched, with the days that it was watched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchedDeal {
    /// Whose it is.
    pub rep: usize,
    /// The day it was created.
    pub created: Day,
    /// Its ages and outcome.
    pub life: Watched,
}

/// What was known of one rep.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownRep {
    /// Deals decided in the look-back.
    pub decided: Vec<DecidedDeal>,
    /// Deals still open, stale ones among them.
    pub open: Vec<OpenDeal>,
    /// Deals created in the look-back.
    pub created: u64,
    /// Days of the look-back since the rep's first deal: all of them where that is older, so that
    /// a rep who stopped creating is seen to have stopped. At least 1 where there is a deal, but 0
    /// for a rep who neither created nor decided any in the look-back and has none open: one who
    /// has left, or did nothing for so long, teaches nothing of the others, and is taken to be like
    /// them.
    pub creating_days: usize,
}

impl KnownRep {
    /// Whether anything at all was known of the rep.
    pub fn is_seen(&self) -> bool {
        self.creating_days > 0 || !self.decided.is_empty() || !self.open.is_empty()
    }

    /// Wins and losses of the look-back.
    pub fn counts(&self) -> Decided {
        self.decided.iter().fold(Decided::default(), |sum, deal| Decided {
            won: sum.won + u64::from(deal.won),
            lost: sum.lost + u64::from(!deal.won),
        })
    }

    /// Amounts won in the look-back, where known.
    pub fn won_amounts(&self) -> impl Iterator<Item = Money> + '_ {
        self.decided.iter().filter(|deal| deal.won).filter_map(|deal| deal.amount)
    }
}

/// What was known of the whole group.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// From when it is looked at.
    pub viewpoint: Viewpoint,
    /// The first day that decisions were watched on: the later of the look-back's start and the
    /// first recorded decision. `None` where nothing was decided in the look-back.
    pub watched_from: Option<Day>,
    /// By the rep's place in the group.
    pub reps: Vec<KnownRep>,
    /// The deals that the curves rest on.
    pub watched: Vec<WatchedDeal>,
    /// Open deals left out because there is no amount to assume: nothing was ever won.
    pub open_without_amount: usize,
    /// Open deals left out because they have no created date: looked back at, nobody knows whether
    /// they were there.
    pub open_without_created: usize,
    /// Deals created after the day, of which nothing is known: left out.
    pub created_later: usize,
    /// Deals won or lost after the day: open until then.
    pub closed_later: usize,
}

impl DealHistory {
    /// What was known on one day: the decided deals of the look-back, what was then open, and the
    /// deals watched meanwhile. See [`Viewpoint`] for what a replay may not know.
    pub fn known(&self, viewpoint: Viewpoint) -> Known {
        let (today, unseen) = (viewpoint.today(), viewpoint.unseen());
        let look_back = viewpoint.look_back_from();
        let mut known = Known {
            viewpoint,
            watched_from: None,
            reps: vec![KnownRep::default(); self.reps()],
            watched: Vec::new(),
            open_without_amount: 0,
            open_without_created: 0,
            created_later: 0,
            closed_later: 0,
        };
        let seen: Vec<SeenDeal> = self
            .deals()
            .iter()
            .filter_map(|deal| SeenDeal::of(deal, viewpoint, &mut known))
            .collect();
        let decided = || seen.iter().filter_map(|deal| deal.decided.map(|(day, _)| day));
        let recently = decided().any(|day| look_back <= day);
        known.watched_from = decided().min().map(|first| first.max(look_back)).filter(|_| recently);

        for deal in &seen {
            let Some(rep) = known.reps.get_mut(deal.rep) else { continue };
            if let Some((day, won)) = deal.decided
                && look_back <= day
            {
                let age = deal.created.map(|created| day.since(created));
                rep.decided.push(DecidedDeal { day, won, age, amount: deal.amount });
            }
            if let Some(created) = deal.created {
                rep.created += u64::from(look_back <= created);
                let days = unseen.since(created.max(look_back));
                rep.creating_days = rep.creating_days.max(days).max(1);
            }
            if let (Some(from), Some(created)) = (known.watched_from, deal.created)
                && deal.decided.is_none_or(|(day, _)| from <= day)
            {
                known.watched.push(deal.watched(created, from, unseen));
            }
        }
        known.add_open_deals(&seen, today, self.undated());
        known.forget_the_departed();
        known
    }
}

impl Known {
    fn forget_the_departed(&mut self) {
        for rep in &mut self.reps {
            if rep.created == 0 && rep.decided.is_empty() && rep.open.is_empty() {
                rep.creating_days = 0;
            }
        }
    }

    fn add_open_deals(&mut self, seen: &[SeenDeal], today: Day, undated: &[UndatedDecision]) {
        let won: Vec<Vec<Money>> = self
            .reps
            .iter()
            .enumerate()
            .map(|(place, rep)| {
                let undated = undated.iter().filter(|deal| deal.rep == place && deal.won);
                rep.won_amounts().chain(undated.filter_map(|deal| deal.amount)).collect()
            })
            .collect();
        let mean_of = |won: &[Money]| mean(won.iter().copied().sum(), won.len() as u64);
        let team_mean = mean_of(&won.concat());
        let assumed: Vec<Option<Money>> = won
            .iter()
            .map(|won| {
                let enough = won.len() as u64 >= WINS_FOR_OWN_AVERAGE;
                if enough { mean_of(won) } else { team_mean }
            })
            .collect();
        for deal in seen.iter().filter(|deal| deal.decided.is_none()) {
            let Some(rep) = self.reps.get_mut(deal.rep) else { continue };
            let Some(amount) = deal.amount.or(assumed.get(deal.rep).copied().flatten()) else {
                self.open_without_amount += 1;
                continue;
            };
            rep.open.push(OpenDeal {
                index: deal.index,
                age: deal.created.map_or(0, |created| today.since(created)),
                amount,
                amount_assumed: deal.amount.is_none(),
                created_assumed: deal.created.is_none(),
                overdue: deal.expected_close.is_some_and(|day| is_overdue((today - day).into())),
            });
        }
    }
}

/// A deal with everything that was not known then taken away.
#[derive(Clone, Copy, Debug)]
struct SeenDeal {
    rep: usize,
    index: usize,
    created: Option<Day>,
    decided: Option<(Day, bool)>,
    expected_close: Option<Day>,
    amount: Option<Money>,
}

impl SeenDeal {
    fn of(deal: &CheckedDeal, viewpoint: Viewpoint, known: &mut Known) -> Option<Self> {
        let (today, unseen) = (viewpoint.today(), viewpoint.unseen());
        if deal.created.is_some_and(|day| unseen <= day) {
            known.created_later += 1;
            return None;
        }
        let decided = deal.decided.filter(|(day, _)| *day < unseen);
        // Looked back at, nobody knows from when on it was open.
        if deal.created.is_none() && decided.is_none() && viewpoint.knowledge != Knowledge::Live {
            known.open_without_created += 1;
            return None;
        }
        let closes_later = decided.is_none() && deal.decided.is_some();
        known.closed_later += usize::from(closes_later);
        // Whether the export shows the deal as it was while it was open.
        let as_it_was = match viewpoint.knowledge {
            Knowledge::Live => true,
            Knowledge::Earlier => !closes_later,
            Knowledge::Replay => false,
        };
        let while_open = deal.amount.filter(|_| as_it_was).or(deal.amount_while_open);
        let too_old = |day: &Day| decided.is_none() && today - *day > OLDEST_DEAL_DAYS;
        Some(Self {
            rep: deal.rep,
            index: deal.index,
            created: deal
                .created
                .map(|day| if too_old(&day) { today + -OLDEST_DEAL_DAYS } else { day }),
            decided,
            expected_close: deal.expected_close.filter(|_| as_it_was),
            amount: if decided.is_some() { deal.amount } else { while_open },
        })
    }

    fn watched(&self, created: Day, from: Day, unseen: Day) -> WatchedDeal {
        let (until, outcome) = match self.decided {
            Some((day, true)) => (day, Outcome::Won),
            Some((day, false)) => (day, Outcome::Lost),
            None => (unseen, Outcome::Open),
        };
        let life = Watched { entry_age: from.since(created), age: until.since(created), outcome };
        WatchedDeal { rep: self.rep, created, life }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::DealRecord;
    use crate::engine::made_up::{deal, units};
    use jiff::civil::{Date, date};

    const DAY: Date = date(2024, 4, 1);

    fn replayed(deals: &[DealRecord]) -> Known {
        DealHistory::new(1, deals).known(Viewpoint::replay(DAY))
    }

    fn live(deals: &[DealRecord]) -> Known {
        DealHistory::new(1, deals).known(Viewpoint::live(DAY))
    }

    #[test]
    fn a_deal_decided_later_was_open_and_its_final_amount_is_not_known() {
        let won = deal(0, date(2024, 1, 1), Some((10, true)));
        let later =
            DealRecord { amount: Some(units(77)), ..deal(0, date(2024, 3, 1), Some((60, true))) };
        let known = replayed(&[won, later]);
        let open = &known.reps[0].open;
        assert_eq!((open.len(), open[0].age, open[0].amount_assumed), (1, 31, true));
        assert_eq!(open[0].amount, units(10_000));
        let listed = DealRecord { amount_while_open: Some(units(500)), ..later };
        assert_eq!(replayed(&[won, listed]).reps[0].open[0].amount, units(500));
    }

    #[test]
    fn an_earlier_day_knows_nothing_of_how_a_deal_ended() {
        let won = deal(0, date(2024, 1, 1), Some((10, true)));
        let expected_close = Some(date(2024, 2, 1));
        let later = DealRecord {
            amount: Some(units(77)),
            expected_close,
            ..deal(0, date(2024, 3, 1), Some((60, true)))
        };
        let still = DealRecord {
            amount: Some(units(55)),
            expected_close,
            ..deal(0, date(2024, 3, 2), None)
        };
        let undated =
            [DealRecord { created: None, ..still }, DealRecord { created: None, ..later }];
        let all = [won, later, still, undated[0], undated[1]];
        let known = DealHistory::new(1, &all).known(Viewpoint::earlier(DAY));
        let open: Vec<_> = known.reps[0]
            .open
            .iter()
            .map(|deal| (deal.age, deal.amount, deal.amount_assumed, deal.overdue))
            .collect();
        assert_eq!(open, [(31, units(10_000), true, false), (30, units(55), false, true)]);
        assert_eq!((known.closed_later, known.open_without_created), (1, 2));
    }

    #[test]
    fn a_deal_that_a_live_list_closes_tomorrow_is_open_with_its_amount_today() {
        let tomorrow =
            DealRecord { amount: Some(units(77)), ..deal(0, date(2024, 3, 1), Some((32, true))) };
        let undated = DealRecord { created: None, ..tomorrow };
        let known = live(&[tomorrow, undated]);
        let mut open: Vec<_> =
            known.reps[0].open.iter().map(|deal| (deal.age, deal.amount)).collect();
        open.sort_unstable();
        assert_eq!((open, known.closed_later), (vec![(0, units(77)), (31, units(77))], 2));
    }

    #[test]
    fn what_happens_on_the_day_is_known_live_and_not_in_a_replay() {
        let deals = [deal(0, date(2024, 3, 1), Some((31, true))), deal(0, DAY, None)];
        let of = |known: &Known| (known.reps[0].decided.len(), known.reps[0].open.len());
        assert_eq!(of(&live(&deals)), (1, 1));
        // Nothing was ever won in the replay, so there is no amount to assume for the open one.
        assert_eq!(of(&replayed(&deals)), (0, 0));
        assert_eq!(replayed(&deals).open_without_amount, 1);
    }

    #[test]
    fn watching_starts_with_the_first_decision_or_the_look_back() {
        let first = deal(0, date(2024, 1, 1), Some((9, false)));
        let open = deal(0, date(2023, 12, 1), None);
        let known = live(&[first, open]);
        assert_eq!(known.watched_from, Some(date(2024, 1, 10).into()));
        let entries: Vec<usize> = known.watched.iter().map(|deal| deal.life.entry_age).collect();
        assert_eq!(entries, [40, 9]);
        let ancient = deal(0, date(2020, 1, 1), Some((9, true)));
        let known = live(&[ancient, first, open]);
        assert_eq!(known.watched_from, Some(date(2023, 4, 1).into()));
        assert_eq!((known.watched.len(), known.reps[0].counts().won), (2, 0));
    }

    #[test]
    fn decisions_older_than_the_look_back_tell_no_timing_of_today() {
        let ancient = deal(0, date(2020, 1, 1), Some((9, true)));
        let known = live(&[ancient, deal(0, date(2024, 3, 1), None)]);
        assert_eq!((known.watched_from, known.watched.len()), (None, 0));
    }

    #[test]
    fn a_rep_who_stopped_creating_is_seen_to_have_stopped() {
        let known = live(&[deal(0, date(2022, 1, 1), Some((9, true))), deal(0, DAY, None)]);
        // All of the look-back, and today.
        assert_eq!((known.reps[0].created, known.reps[0].creating_days), (1, 367));
        let departed = live(&[deal(0, date(2022, 1, 1), Some((9, true)))]);
        assert!(departed.reps[0].creating_days == 0 && !departed.reps[0].is_seen());
        let newcomer = live(&[deal(0, date(2024, 3, 23), None)]);
        assert_eq!((newcomer.reps[0].created, newcomer.reps[0].creating_days), (1, 10));
    }

    #[test]
    fn an_open_deal_without_a_day_is_created_today_live_and_left_out_of_a_replay() {
        let undated = DealRecord { created: None, ..deal(0, DAY, None) };
        let known = live(&[undated]);
        assert_eq!((known.reps[0].open[0].age, known.reps[0].open[0].created_assumed), (0, true));
        assert_eq!(known.reps[0].created, 0);
        assert_eq!(replayed(&[undated]).reps[0].open, []);
    }

    #[test]
    fn ten_wins_make_a_mean_of_ones_own() {
        let win = |rep, amount| DealRecord {
            amount: Some(units(amount)),
            ..deal(rep, date(2024, 1, 1), Some((9, true)))
        };
        let blank = |rep| DealRecord { amount: None, ..deal(rep, date(2024, 3, 1), None) };
        let mut deals = vec![win(0, 100); 10];
        deals.extend([win(1, 1_700), win(1, 1_700), blank(0), blank(1)]);
        let known = DealHistory::new(2, &deals).known(Viewpoint::live(DAY));
        let assumed: Vec<Money> = known.reps.iter().map(|rep| rep.open[0].amount).collect();
        // The team's mean is (10 x 100 + 2 x 1,700) / 12, to the nearest hundredth.
        assert_eq!(assumed, [units(100), Money::from_hundredths(36_667)]);
    }
}
