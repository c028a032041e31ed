//! Ladders made up for tests.

use crate::domain::{Money, Multiple, Rate, WinRateDefinition};
use crate::engine::counted_deals::OwnRate;
use crate::engine::deal_figures::DealFigures;
use crate::engine::forecast::Standing;
use crate::engine::goal::{Goal, RepQuota};
use crate::engine::ladder::{Ladder, Need, Rung, RungKind};
use crate::engine::ladder_seen::LadderSeen;
use crate::engine::likely_total::LikelyTotal;
use crate::engine::pipeline_need::PipelineNeed;
use crate::engine::prior::{Basis, BetaPrior, Decided};
use crate::engine::rep_now::{FiguresFrom, NoNeed, NotTyped, RateUsed, RepNow};
use crate::engine::team_forecast::RepAhead;

/// So many times what is left.
pub fn times(times: f64) -> Need {
    Need::Coverage(Multiple::new(times).unwrap())
}

/// So much in units.
pub fn units(units: f64) -> Money {
    Money::from_units(units).unwrap()
}

/// The rungs of these needs, each changing the last one that has a number.
pub fn rungs(needs: [Need; 6]) -> [Rung; 6] {
    let kinds = [
        RungKind::FlatRule,
        RungKind::BreakEvenRaw,
        RungKind::BreakEvenTrusted,
        RungKind::Timing,
        RungKind::NewDeals,
        RungKind::WantedChance,
    ];
    let mut last: Option<f64> = None;
    let mut needs = needs.into_iter().zip(kinds);
    [(); 6].map(|()| {
        let (need, kind) = needs.next().unwrap();
        let change = need.times().zip(last).map(|(now, before)| now - before);
        last = need.times().or(last);
        Rung { kind, need, change }
    })
}

/// Dana: 3.0×, 4.5×, 4.2×, 5.0×, 4.1×, 5.8×; has 3.1×.
pub fn dana() -> LadderSeen {
    let prior = BetaPrior { alpha: 11.0, beta: 31.3, basis: Basis::Fitted };
    let rate = prior.trusted_rate(Decided { won: 11, lost: 39 });
    LadderSeen {
        ladder: Ladder {
            left: units(410_000.0),
            pipeline: units(1_271_000.0),
            have: Multiple::new(3.1),
            rungs: rungs([3.0, 4.545, 4.2, 5.0, 4.1, 5.8].map(times)),
            need: PipelineNeed::OwnMix {
                times: 5.8 / 3.1,
                deals: 18.0 * 5.8 / 3.1,
                coverage: Multiple::new(5.8).unwrap(),
            },
            need_without_the_biggest: None,
            less_than_a_deal_left: false,
        },
        rate,
        prior,
        by: WinRateDefinition::ByCount,
        wanted: Rate::clamped(0.8),
        live_deals: 18,
        biggest: Some(units(97_000.0)),
        mean_deal: Some(1_271_000.0 / 18.0),
        conversion: Rate::clamped(0.2),
        form_spread: 0.45,
        rep_spread: 0.27,
        new_wins: 1.1,
        mean_win: 67_000.0,
    }
}

/// Dana with other needs.
pub fn with(needs: [Need; 6]) -> LadderSeen {
    let mut seen = dana();
    seen.ladder.rungs = rungs(needs);
    seen
}

/// Dana as the team's page knows her: by equal deals, and by the forecast.
pub fn seen_rep() -> (RepNow, RepAhead) {
    let dana = dana();
    let now = RepNow {
        from: FiguresFrom::Deals,
        figures: DealFigures { decided: dana.rate.decided, ..DealFigures::default() },
        quota: RepQuota { quota: None, booked: Money::ZERO, without_a_deal: Money::ZERO },
        ahead: Money::ZERO,
        goal: Goal::Left(dana.ladder.left),
        rate: RateUsed::Trusted(OwnRate { rate: dana.rate, prior: dana.prior, by: dana.by }),
        not_typed: NotTyped::default(),
        need: Err(NoNeed::NoDealSize),
        withheld: false,
    };
    let ahead = RepAhead {
        standing: Standing::Open { left: dana.ladder.left, chance: Rate::clamped(0.2) },
        live: dana.live_deals,
        pipeline: dana.ladder.pipeline,
        need: Some(dana.ladder.need),
        in_deals: false,
        from_deals: 254_000.0,
        new_wins: 2.0,
        mean_win: 30_000.0,
        total: LikelyTotal { mean: 254_000.0, low: 120_000.0, high: 400_000.0 },
    };
    (now, ahead)
}
