//! The coverage that is really needed, with equal deals (the Coverage calculator).
//!
//! Flat 3x asks the same of everybody. What a rep needs follows from their own win rate, the
//! size of their deals and how sure they want to be: the wins that quota takes, and the deals
//! whose chance of that many wins reaches the wanted one.

use crate::domain::{Interval, Money, Multiple, Rate};
use crate::engine::chance::{WinRate, chance_equal_deals, deals_needed};
use crate::engine::chance_by_deals::chances_by_deals;
use crate::engine::win_rate::{LIKELY, beta_interval, wilson_interval};

/// The most wins worked out; more than this from one rep in one period is a slip of the pen,
/// and summing so many terms would hold the page up.
pub const MOST_WINS: u64 = 10_000;

/// Where the win rate comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WinRateSource {
    /// Decided deals, so a rate with a range.
    Counts {
        /// Deals won.
        won: u64,
        /// Deals lost.
        lost: u64,
    },
    /// A rate taken at its word.
    Stated(Rate),
    /// What a rep's decided deals and the peers let be trusted: Beta(alpha, beta), the posterior
    /// of [`crate::engine::prior`].
    Trusted {
        /// Wins, with the peers' share.
        alpha: f64,
        /// Losses, with the peers' share.
        beta: f64,
        /// The rep's own decided deals.
        decided: u64,
        /// Whether peers have a part in it.
        peers: bool,
    },
}

impl WinRateSource {
    /// The rate as observed, stated or trusted; `None` where nothing was decided.
    pub fn raw(self) -> Option<Rate> {
        match self {
            Self::Counts { won, lost } => Rate::of_counts(won, won.saturating_add(lost)),
            Self::Stated(rate) => Some(rate),
            Self::Trusted { alpha, beta, .. } => Some(WinRate::Learned { alpha, beta }.mean()),
        }
    }

    /// The range that the rate likely lies in, and the decided deals that it rests on; `None` for
    /// a stated rate.
    pub fn likely(self) -> Option<(Interval, u64)> {
        match self {
            Self::Counts { won, lost } => {
                let decided = won.saturating_add(lost);
                Some((wilson_interval(won, decided, LIKELY)?, decided))
            }
            Self::Stated(_) => None,
            Self::Trusted { alpha, beta, decided, .. } => {
                Some((beta_interval(alpha, beta, LIKELY)?, decided))
            }
        }
    }

    /// What chances are computed from.
    pub fn win_rate(self) -> WinRate {
        match self {
            Self::Counts { won, lost } => WinRate::from_counts(won, lost),
            Self::Stated(rate) => WinRate::Stated(rate),
            Self::Trusted { alpha, beta, .. } => WinRate::Learned { alpha, beta },
        }
    }
}

/// What the calculator is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// Quota less what is booked.
    pub left_to_quota: Money,
    /// What a won deal brings on average.
    pub average_deal: Money,
    /// The rep's win rate.
    pub win_rate: WinRateSource,
    /// Open pipeline now.
    pub pipeline: Money,
    /// The chance of quota to be reached, below 1.
    pub wanted: Rate,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// Nothing is left to quota.
    QuotaMet,
    /// An average deal of nothing never adds up to a quota.
    NoDealSize,
    /// No deal was decided.
    NothingDecided,
    /// Deals were decided and none was won.
    NothingWon,
    /// The stated win rate is 0.
    WinRateZero,
    /// Quota takes more wins than [`MOST_WINS`].
    TooManyWins {
        /// The wins that it takes.
        wins: u64,
    },
    /// Certainty, or deals without number.
    OutOfReach,
}

/// A number of deals in play and what they amount to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// Deals in play.
    pub deals: u64,
    /// Their worth at the average deal.
    pub pipeline: Money,
    /// That worth over what is left to quota.
    pub coverage: Multiple,
}

/// A coverage and the chance of quota that it gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverageChance {
    /// The coverage.
    pub coverage: Multiple,
    /// Its chance of quota.
    pub chance: Rate,
}

/// What the calculator answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Wins that quota takes: what is left over the average deal, rounded up.
    pub wins: u64,
    /// The fewest deals for the wanted chance.
    pub need: Need,
    /// The chance that those deals really give: the wanted one or, as deals are whole, a little
    /// more.
    pub need_chance: Rate,
    /// Flat 3x.
    pub flat_rule: CoverageChance,
    /// 1 / win rate: enough on average.
    pub break_even: CoverageChance,
    /// The pipeline that there is.
    pub have: CoverageChance,
    /// Needed pipeline less what there is: below 0 where there is more than needed.
    pub short: Money,
    /// The win rate that was used.
    pub raw_rate: Rate,
    /// Its likely range (8 in 10) and the decided deals it rests on; `None` for a stated rate.
    pub likely: Option<LikelyNeed>,
    question: Question,
}

/// The likely range of the win rate and the need at its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LikelyNeed {
    /// The range of the win rate.
    pub rate: Interval,
    /// Decided deals that it rests on.
    pub decided: u64,
    /// The need if the win rate is at the range's high end; `None` where no number does it.
    pub at_high: Option<Need>,
    /// The need if the win rate is at the range's low end; `None` where no number does it.
    pub at_low: Option<Need>,
}

/// Works out the coverage needed.
///
/// # Errors
/// [`NoAnswer`], with the reason.
///
/// ```
/// use ridealong::domain::{Money, Rate};
/// use ridealong::engine::coverage::{Question, WinRateSource, answer};
/// let units = |n| Money::from_units(n).unwrap();
/// let answer = answer(Question {
///     left_to_quota: units(118_000.0),
///     average_deal: units(30_000.0),
///     win_rate: WinRateSource::Counts { won: 12, lost: 36 },
///     pipeline: units(283_000.0),
///     wanted: Rate::new(0.8).unwrap(),
/// })
/// .unwrap();
/// assert_eq!((answer.wins, answer.need.deals), (4, 22));
/// ```
pub fn answer(question: Question) -> Result<Answer, NoAnswer> {
    let wins = wins_needed(question.left_to_quota, question.average_deal)?;
    let raw_rate = usable_rate(question.win_rate)?;
    let win_rate = question.win_rate.win_rate();
    let need = need(&question, wins, win_rate).ok_or(NoAnswer::OutOfReach)?;
    let break_even = Multiple::new(1.0 / raw_rate.share()).ok_or(NoAnswer::OutOfReach)?;
    let have = Multiple::of(question.pipeline, question.left_to_quota).unwrap_or_default();
    let at = |coverage| CoverageChance {
        coverage,
        chance: chance_at(&question, wins, win_rate, coverage),
    };
    Ok(Answer {
        wins,
        need,
        need_chance: chance_equal_deals(need.deals, wins, win_rate),
        flat_rule: at(Multiple::FLAT_RULE),
        break_even: at(break_even),
        have: at(have),
        short: need.pipeline - question.pipeline,
        raw_rate,
        likely: likely_need(&question, wins),
        question,
    })
}

impl Answer {
    /// The question that this answers.
    pub const fn question(&self) -> &Question {
        &self.question
    }

    /// The chance of quota at any coverage. Equal deals make steps, so a coverage between two
    /// whole numbers of deals takes the mix of its neighbours.
    pub fn chance_at(&self, coverage: Multiple) -> Rate {
        chance_at(&self.question, self.wins, self.question.win_rate.win_rate(), coverage)
    }

    /// The chance against coverage up to the curve's end as a line through points: one for every
    /// whole number of deals, between which the chance runs straight, or where these are many
    /// one for every so many deals, 120 at the most.
    pub fn curve(&self) -> Vec<(Multiple, Rate)> {
        let end = self.curve_end();
        let most = self.deals_at(end);
        let step = (most / f64::from(CURVE_POINTS)).ceil().max(1.0);
        let wholes = (0..=CURVE_POINTS).map(|at| f64::from(at) * step).take_while(|at| *at < most);
        let win_rate = self.question.win_rate.win_rate();
        // One by one where there are so many that most would be thrown away.
        let all = (step <= 16.0).then(|| chances_by_deals(whole(most), self.wins, win_rate));
        let chance = |deals: f64| match &all {
            Some(all) => all.get(whole(deals) as usize).copied().unwrap_or(Rate::ONE),
            None => chance_equal_deals(u64::from(whole(deals)), self.wins, win_rate),
        };
        let per_deal = self.question.average_deal.units() / self.question.left_to_quota.units();
        wholes
            .filter_map(|deals| Some((Multiple::new(deals * per_deal)?, chance(deals))))
            .chain([(end, self.chance_at(end))])
            .collect()
    }

    /// How many average deals a coverage amounts to.
    pub fn deals_at(&self, coverage: Multiple) -> f64 {
        deals_at(&self.question, coverage)
    }

    /// Where the curve ends: the larger of 8x and 1.4 times the need.
    pub fn curve_end(&self) -> Multiple {
        let end = (1.4 * self.need.coverage.times()).max(8.0);
        Multiple::new(end).unwrap_or(self.need.coverage)
    }
}

/// Points of the curve at the most, but for its end.
const CURVE_POINTS: u32 = 120;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not below 0, and a cast from float stops at the largest integer"
)]
const fn whole(deals: f64) -> u32 {
    deals as u32
}

/// Wins that quota takes: what is left over the average deal, rounded up.
///
/// # Errors
/// [`NoAnswer::QuotaMet`], [`NoAnswer::NoDealSize`] or [`NoAnswer::TooManyWins`].
pub fn wins_needed(left_to_quota: Money, average_deal: Money) -> Result<u64, NoAnswer> {
    if !left_to_quota.is_positive() {
        return Err(NoAnswer::QuotaMet);
    }
    if !average_deal.is_positive() {
        return Err(NoAnswer::NoDealSize);
    }
    let wins = left_to_quota
        .hundredths()
        .unsigned_abs()
        .div_ceil(average_deal.hundredths().unsigned_abs());
    if wins > MOST_WINS { Err(NoAnswer::TooManyWins { wins }) } else { Ok(wins) }
}

/// The observed or stated rate, where it is above 0.
///
/// # Errors
/// [`NoAnswer::NothingDecided`], [`NoAnswer::NothingWon`] or [`NoAnswer::WinRateZero`].
pub fn usable_rate(source: WinRateSource) -> Result<Rate, NoAnswer> {
    let rate = source.raw().ok_or(NoAnswer::NothingDecided)?;
    match source {
        _ if rate > Rate::ZERO => Ok(rate),
        WinRateSource::Counts { .. } | WinRateSource::Trusted { .. } => Err(NoAnswer::NothingWon),
        WinRateSource::Stated(_) => Err(NoAnswer::WinRateZero),
    }
}

fn need(question: &Question, wins: u64, win_rate: WinRate) -> Option<Need> {
    let deals = deals_needed(wins, question.wanted.share(), win_rate)?;
    let pipeline = Money::from_units(deals as f64 * question.average_deal.units())?;
    let coverage = Multiple::of(pipeline, question.left_to_quota)?;
    Some(Need { deals, pipeline, coverage })
}

fn likely_need(question: &Question, wins: u64) -> Option<LikelyNeed> {
    let (rate, decided) = question.win_rate.likely()?;
    Some(LikelyNeed {
        rate,
        decided,
        at_high: need(question, wins, WinRate::Stated(rate.high)),
        at_low: need(question, wins, WinRate::Stated(rate.low)),
    })
}

fn deals_at(question: &Question, coverage: Multiple) -> f64 {
    let deals = coverage.times() * question.left_to_quota.units() / question.average_deal.units();
    // 22 deals written as a coverage and back are 21.999999999999996.
    let whole = deals.round();
    if (deals - whole).abs() <= 1e-9 * whole { whole } else { deals }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not below 0, and a cast from float stops at the largest integer"
)]
fn chance_at(question: &Question, wins: u64, win_rate: WinRate, coverage: Multiple) -> Rate {
    let deals = deals_at(question, coverage);
    let fewer = deals.floor() as u64;
    let below = chance_equal_deals(fewer, wins, win_rate).share();
    let part = deals.fract();
    if part == 0.0 {
        return Rate::clamped(below);
    }
    let above = chance_equal_deals(fewer.saturating_add(1), wins, win_rate).share();
    Rate::clamped(below + part * (above - below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(amount: f64) -> Money {
        Money::from_units(amount).unwrap()
    }

    fn question(left: f64, deal: f64, win_rate: WinRateSource) -> Question {
        Question {
            left_to_quota: units(left),
            average_deal: units(deal),
            win_rate,
            pipeline: units(283_000.0),
            wanted: Rate::clamped(0.8),
        }
    }

    fn stated(share: f64) -> WinRateSource {
        WinRateSource::Stated(Rate::clamped(share))
    }

    #[test]
    fn brocks_two_reps_need_very_different_coverage() {
        let coverage = |share| {
            answer(question(120_000.0, 30_000.0, stated(share))).unwrap().need.coverage.times()
        };
        // 10 deals for four wins at a half, 27 at a fifth (binomial, at least 80%).
        assert!((coverage(0.5) - 10.0 / 4.0).abs() < 1e-12, "{}", coverage(0.5));
        assert!((coverage(0.2) - 27.0 / 4.0).abs() < 1e-12, "{}", coverage(0.2));
    }

    #[test]
    fn a_dollar_over_four_deals_takes_a_fifth_win() {
        let wins = |left| answer(question(left, 30_000.0, stated(0.25))).unwrap().wins;
        assert_eq!((wins(119_999.0), wins(120_000.0), wins(120_001.0)), (4, 4, 5));
    }

    #[track_caller]
    fn no_number(left: f64, deal: f64, win_rate: WinRateSource, reason: NoAnswer) {
        assert_eq!(answer(question(left, deal, win_rate)), Err(reason));
    }

    #[test]
    fn where_there_is_no_number_there_is_a_reason() {
        no_number(0.0, 30_000.0, stated(0.25), NoAnswer::QuotaMet);
        no_number(-5.0, 30_000.0, stated(0.25), NoAnswer::QuotaMet);
        no_number(100.0, 0.0, stated(0.25), NoAnswer::NoDealSize);
        no_number(100.0, 10.0, stated(0.0), NoAnswer::WinRateZero);
        no_number(100.0, 10.0, WinRateSource::Counts { won: 0, lost: 0 }, NoAnswer::NothingDecided);
        no_number(100.0, 10.0, WinRateSource::Counts { won: 0, lost: 9 }, NoAnswer::NothingWon);
        no_number(1e9, 1.0, stated(0.25), NoAnswer::TooManyWins { wins: 1_000_000_000 });
        let mut certain = question(100.0, 10.0, stated(0.25));
        certain.wanted = Rate::ONE;
        assert_eq!(answer(certain), Err(NoAnswer::OutOfReach));
    }

    fn any_source() -> impl Strategy<Value = WinRateSource> {
        prop_oneof![
            (0.005..=1.0).prop_map(stated),
            (1_u64..400, 0_u64..400).prop_map(|(won, lost)| WinRateSource::Counts { won, lost }),
        ]
    }

    #[track_caller]
    fn runs_along_its_curve(left: f64, deal: f64, win_rate: WinRateSource) {
        let Ok(answer) = answer(question(left, deal, win_rate)) else { return };
        let curve = answer.curve();
        assert!(curve.len() >= 2 && curve.len() <= 122, "{}", curve.len());
        assert!(curve.is_sorted_by(|one, next| one.0 < next.0), "{curve:?}");
        for (coverage, chance) in &curve {
            let own = answer.chance_at(*coverage).share();
            assert!((chance.share() - own).abs() < 1e-9, "{coverage:?}: {chance:?}, not {own}");
        }
        assert_eq!(curve.last().map(|(end, _)| *end), Some(answer.curve_end()));
    }

    #[test]
    fn the_curve_goes_through_every_whole_number_of_deals_or_through_even_steps_of_them() {
        for deal in [1_000_000.0, 30_000.0, 1_500.0, 400.0, 11.0] {
            for win_rate in [
                WinRateSource::Counts { won: 12, lost: 36 },
                WinRateSource::Stated(Rate::clamped(0.2)),
                WinRateSource::Stated(Rate::ONE),
            ] {
                runs_along_its_curve(118_000.0, deal, win_rate);
            }
        }
    }

    proptest! {
        #[test]
        fn the_chance_never_falls_as_coverage_rises(
            left in 1.0..2e6, deal in 1e3..3e5, source in any_source(), lower in 0.0..20.0, step in 0.0..5.0,
        ) {
            let answer = answer(question(left, deal, source)).unwrap();
            let at = |times| answer.chance_at(Multiple::new(times).unwrap()).share();
            prop_assert!(at(lower + step) >= at(lower) - 1e-11);
        }

        #[test]
        fn the_need_is_not_below_break_even_unless_less_is_wanted(
            left in 1.0..2e6, deal in 1e3..3e5, source in any_source(), more in 0.0..0.99_f64,
        ) {
            let mut asked = question(left, deal, source);
            let break_even = answer(asked).unwrap().break_even.chance.share();
            asked.wanted = Rate::clamped(more.mul_add(1.0 - break_even, break_even));
            let answer = answer(asked).unwrap();
            prop_assert!(answer.need.coverage.times() >= answer.break_even.coverage.times() - 1e-9);
        }

        #[test]
        fn whatever_is_asked_every_figure_is_finite(
            left in -1e13..1e13, deal in 0.0..1e10, source in any_source(), pipeline in 0.0..1e13, wanted in 0.0..=1.0,
        ) {
            let mut asked = question(left, deal, source);
            asked.pipeline = units(pipeline);
            asked.wanted = Rate::clamped(wanted);
            if let Ok(answer) = answer(asked) {
                let figures = [answer.need.coverage, answer.have.coverage, answer.break_even.coverage, answer.curve_end()];
                prop_assert!(figures.iter().all(|figure| figure.times().is_finite()));
                prop_assert!(answer.chance_at(answer.need.coverage).share() >= wanted - 1e-9);
            }
        }
    }
}
