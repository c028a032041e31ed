//! The coverage ladder: from the flat rule to the pipeline that this rep really needs.

use crate::domain::{Money, Multiple, Rate};
use crate::engine::pipeline_need::{PipelineNeed, Seat, pipeline_need};
use crate::engine::prior::{Decided, TrustedRate};
use serde::{Deserialize, Serialize};

/// What a rung takes into account, each more than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RungKind {
    /// 3x for everybody.
    FlatRule,
    /// 1 / w at the rep's raw win rate.
    BreakEvenRaw,
    /// 1 / w at the rate that the rep's deals and the peers let be trusted.
    BreakEvenTrusted,
    /// 1 / c: which deals can still land in time, if no new deal were created.
    Timing,
    /// (R - expected new bookings) / (c R): new deals that close inside.
    NewDeals,
    /// For the wanted chance rather than an even one.
    WantedChance,
}

/// What a rung says is needed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Need {
    /// So many times what is left.
    Coverage(Multiple),
    /// Rung 2: nothing was decided, so there is no win rate.
    NothingDecided,
    /// Rung 2: nothing was won, so no pipeline would break even.
    NothingWon,
    /// Rungs 2 and 3: under 15% of the team's decided deals are lost, so losses are not recorded
    /// and won / (won + lost) is no win rate.
    LossesNotRecorded,
    /// Rungs 4 and 5: no deal can land in time.
    NothingCanLand,
    /// Rung 5: new deals bring what is left on average. Not the same as safe.
    NoneOnAverage,
    /// Rung 6: new deals alone give the wanted chance.
    NoPipelineNeeded,
    /// Rung 6: no pipeline can do it in the days left.
    NoPipelineCanDoIt,
}

impl Need {
    /// As a number of times what is left, 0 where none is needed; `None` where there is no number.
    pub fn times(self) -> Option<f64> {
        match self {
            Self::Coverage(multiple) => Some(multiple.times()),
            Self::NoneOnAverage | Self::NoPipelineNeeded => Some(0.0),
            _ => None,
        }
    }
}

/// One rung.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rung {
    /// What it takes into account.
    pub kind: RungKind,
    /// What it says is needed.
    pub need: Need,
    /// How much more or less, in multiples, than the last rung before it that has a number;
    /// `None` on the first and where there is no number.
    pub change: Option<f64>,
}

/// The six rungs of one rep, and what they are measured against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ladder {
    /// R: what is left for deals to bring.
    pub left: Money,
    /// P: the live open pipeline.
    pub pipeline: Money,
    /// P / R.
    pub have: Option<Multiple>,
    /// From the flat rule to the wanted chance.
    pub rungs: [Rung; 6],
    /// Rung 6 in full.
    pub need: PipelineNeed,
    /// Where one deal is over half of the pipeline: rung 6 for the mix without it.
    pub need_without_the_biggest: Option<PipelineNeed>,
    /// R is below the mean deal, where a multiple misleads (two deals may be 12x): the headline is
    /// the number of deals.
    pub less_than_a_deal_left: bool,
}

/// The share of losses among decided deals below which losses can't have been recorded.
const LEAST_SHARE_LOST: f64 = 0.15;

/// Whether a team records its losses: at least 15% of its decided deals are lost. True where
/// nothing was decided.
pub fn losses_are_recorded(group: impl IntoIterator<Item = Decided>) -> bool {
    let (won, lost) = group.into_iter().fold((0_u64, 0_u64), |(won, lost), rep| {
        (won.saturating_add(rep.won), lost.saturating_add(rep.lost))
    });
    Rate::of_counts(lost, won.saturating_add(lost))
        .is_none_or(|lost| lost.share() >= LEAST_SHARE_LOST)
}

/// The ladder of a rep with something left to bring.
///
/// Rungs 4 and 5 are means, c over the rep's live deals (over a deal created today where there are
/// none): half the time they are not enough. Only rung 6 is about a chance.
pub fn ladder(seat: Seat<'_>, rate: TrustedRate, losses_recorded: bool, wanted: f64) -> Ladder {
    let outlook = seat.outlook;
    let pipeline = outlook.pipeline();
    let need = pipeline_need(seat, wanted);
    let conversion = conversion(seat);
    let new_share = outlook.new_mean() / seat.left.units();
    let of_rate = |rate: Rate| inverse(rate.share(), 1.0).unwrap_or(Need::NothingWon);
    let recorded = |need: Need| if losses_recorded { need } else { Need::LossesNotRecorded };
    let needs = [
        (RungKind::FlatRule, Need::Coverage(Multiple::FLAT_RULE)),
        (RungKind::BreakEvenRaw, recorded(rate.raw.map_or(Need::NothingDecided, of_rate))),
        (RungKind::BreakEvenTrusted, recorded(of_rate(rate.trusted))),
        (RungKind::Timing, inverse(conversion, 1.0).unwrap_or(Need::NothingCanLand)),
        (
            RungKind::NewDeals,
            if new_share >= 1.0 {
                Need::NoneOnAverage
            } else {
                inverse(conversion, 1.0 - new_share).unwrap_or(Need::NothingCanLand)
            },
        ),
        (RungKind::WantedChance, in_short(need)),
    ];
    let mut last = None;
    let rungs = needs.map(|(kind, need)| {
        let times = need.times();
        let change = times.zip(last).map(|(now, before): (f64, f64)| now - before);
        last = times.or(last);
        Rung { kind, need, change }
    });
    Ladder {
        left: seat.left,
        pipeline,
        have: Multiple::of(pipeline, seat.left),
        rungs,
        need,
        need_without_the_biggest: need_without_the_biggest(seat, wanted),
        less_than_a_deal_left: less_than_a_deal_left(seat),
    }
}

/// Whether less is left than the mean deal brings.
pub fn less_than_a_deal_left(seat: Seat<'_>) -> bool {
    mean_deal(seat).is_some_and(|mean| seat.left.units() < mean)
}

/// `share` / `rate`, where that is a number.
fn inverse(rate: f64, share: f64) -> Option<Need> {
    Multiple::new(share / rate).map(Need::Coverage)
}

fn in_short(need: PipelineNeed) -> Need {
    match need {
        PipelineNeed::NoneNeeded => Need::NoPipelineNeeded,
        PipelineNeed::OwnMix { coverage, .. } | PipelineNeed::CreatedToday { coverage, .. } => {
            Need::Coverage(coverage)
        }
        PipelineNeed::CannotBeDone => Need::NoPipelineCanDoIt,
    }
}

/// c: the share of the live pipeline that is won in the window, of a deal created today where
/// nothing is open.
pub(crate) fn conversion(seat: Seat<'_>) -> f64 {
    let created_today = || seat.outlook.chance_created_today(seat.form);
    seat.outlook.pipeline_conversion(seat.form).unwrap_or_else(created_today)
}

/// The mean live deal in units, or the mean win where there is none.
pub(crate) fn mean_deal(seat: Seat<'_>) -> Option<f64> {
    let deals = u32::try_from(seat.outlook.deals.len()).ok()?;
    let mean = if deals == 0 {
        seat.outlook.sizes.mean()
    } else {
        seat.outlook.pipeline().units() / f64::from(deals)
    };
    (mean > 0.0).then_some(mean)
}

fn need_without_the_biggest(seat: Seat<'_>, wanted: f64) -> Option<PipelineNeed> {
    let (biggest, rest) = seat.outlook.deals.split_first()?;
    let others: Money = rest.iter().map(|deal| deal.amount).sum();
    if biggest.amount <= others {
        return None;
    }
    let outlook = seat.outlook.with_deals(rest.to_vec());
    Some(pipeline_need(Seat::new(&outlook, seat.left, seat.form), wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::prior::{Basis, BetaPrior, Decided};

    const PRIOR: BetaPrior = BetaPrior { alpha: 15.0, beta: 45.0, basis: Basis::Fitted };

    fn rungs(deals: &[(i64, f64)], new_wins: f64, left: i64, won: u64, lost: u64) -> Ladder {
        let rate = PRIOR.trusted_rate(Decided { won, lost });
        ladder(seat(&outlook(deals, new_wins), units(left)), rate, true, 0.8)
    }

    #[test]
    fn each_rung_changes_the_last_one_that_has_a_number() {
        let ladder = rungs(&[(10_000, 0.25); 8], 0.0, 20_000, 0, 20);
        let times: Vec<Option<f64>> = ladder.rungs.iter().map(|rung| rung.need.times()).collect();
        assert_eq!(times[..2], [Some(3.0), None]);
        assert_eq!(ladder.rungs[1].need, Need::NothingWon);
        // Trusted 15 of 80, so 5.33x; its change is against the flat rule's 3x.
        assert!((ladder.rungs[2].change.unwrap() - (80.0 / 15.0 - 3.0)).abs() < 1e-12);
        assert!((times[3].unwrap() - 4.0).abs() < 1e-9 && (times[4].unwrap() - 4.0).abs() < 1e-9);
        assert!(times[5].unwrap() > 4.0);
        assert_eq!(ladder.have, Multiple::new(4.0));
    }

    #[test]
    fn new_deals_can_be_enough_on_average_without_being_safe() {
        let ladder = rungs(&[(10_000, 0.25)], 3.0, 20_000, 5, 15);
        assert_eq!(ladder.rungs[4].need, Need::NoneOnAverage);
        assert!(matches!(ladder.rungs[5].need, Need::Coverage(_)));
        let safe = rungs(&[(10_000, 0.25)], 9.0, 20_000, 5, 15);
        assert_eq!(safe.rungs[5].need, Need::NoPipelineNeeded);
        assert_eq!(safe.rungs[5].change, Some(0.0));
    }

    #[test]
    fn one_deal_over_half_of_the_pipeline_is_taken_out_once() {
        assert_eq!(rungs(&[(10_000, 0.25); 2], 0.0, 20_000, 5, 15).need_without_the_biggest, None);
        let ladder = rungs(&[(30_000, 0.25), (9_000, 0.4), (9_000, 0.4)], 0.0, 20_000, 5, 15);
        assert!(matches!(ladder.need_without_the_biggest, Some(PipelineNeed::OwnMix { .. })));
        let lone = rungs(&[(30_000, 0.25)], 0.0, 20_000, 5, 15);
        assert!(matches!(lone.need_without_the_biggest, Some(PipelineNeed::CreatedToday { .. })));
        assert!(lone.less_than_a_deal_left && !ladder.less_than_a_deal_left);
    }

    #[test]
    fn losses_that_are_not_recorded_make_no_rate() {
        let recorded = |won, lost| losses_are_recorded([Decided { won, lost }]);
        assert!(recorded(85, 15) && !recorded(86, 14) && recorded(0, 0));
        let rate = PRIOR.trusted_rate(Decided { won: 86, lost: 14 });
        let ladder = ladder(seat(&outlook(&[(10_000, 0.25)], 0.0), units(9_000)), rate, false, 0.8);
        assert_eq!(ladder.rungs[1].need, Need::LossesNotRecorded);
        assert_eq!(ladder.rungs[2].need, Need::LossesNotRecorded);
    }
}
