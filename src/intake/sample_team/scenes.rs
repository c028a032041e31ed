//! What is staged in the sample team, so that it is there on every day: one quota that is in, and
//! one deal that is over half of a pipeline. The truth of both reps leaves these deals out.

use crate::domain::{Deal, Money, Outcome};
use crate::intake::sample_team::deals::{id, stage};
use crate::intake::sample_team::roster::{ONE_BIG_DEAL, QUOTA_MET, TrueRates};
use crate::intake::sample_team::timeline::Timeline;
use jiff::ToSpan;

/// The number of a staged deal: no week has so many.
const STAGED: u32 = 99;

/// The deal staged for this rep, whose other deals and quota of this quarter are given.
pub fn staged(
    place: u32,
    rep: TrueRates,
    timeline: Timeline,
    others: &[Deal],
    quota: Option<Money>,
) -> Option<Deal> {
    let deal = match rep.name {
        QUOTA_MET => framework_order(timeline, quota?)?,
        ONE_BIG_DEAL => big_deal(rep, timeline, others)?,
        _ => return None,
    };
    Some(Deal { id: Some(id(place, 0, STAGED)), rep: Some(rep.name.to_owned()), ..deal })
}

/// An order that came in on the quarter's first day and is worth all of the quota.
fn framework_order(timeline: Timeline, quota: Money) -> Option<Deal> {
    let signed = timeline.this_period().start;
    Some(Deal {
        account: Some("Driftholm Shipyard".to_owned()),
        name: Some("Driftholm Shipyard: framework order".to_owned()),
        created: Some(signed.checked_sub(91.days()).ok()?),
        closed: Some(signed),
        amount: Some(quota),
        stage: Some(stage(Outcome::Won, 0).to_owned()),
        ..Deal::new(Outcome::Won)
    })
}

/// An open deal worth half as much again as all others in play.
fn big_deal(rep: TrueRates, timeline: Timeline, others: &[Deal]) -> Option<Deal> {
    let open = others.iter().filter(|deal| deal.outcome == Outcome::Open);
    let rest: Money = open.map(|deal| deal.amount.unwrap_or_else(|| rep.mean_deal())).sum();
    let least = rep.mean_deal().hundredths().saturating_mul(4);
    let hundredths = (rest.hundredths() / 2).saturating_mul(3).max(least);
    // Up to whole thousands of the currency.
    let amount = Money::from_hundredths((hundredths / 100_000 + 1) * 100_000);
    Some(Deal {
        account: Some("Valkenmoor Freight".to_owned()),
        name: Some("Valkenmoor Freight: all twelve sites".to_owned()),
        created: Some(timeline.as_of.checked_sub(63.days()).ok()?),
        expected_close: timeline.as_of.checked_add(24.days()).ok(),
        amount: Some(amount),
        stage: Some(stage(Outcome::Open, 75).to_owned()),
        ..Deal::new(Outcome::Open)
    })
}
