//! What is told of one rep: by the forecast where the rep's deals tell it, else by equal deals.

use crate::domain::{Money, Multiple, Rate};
use crate::engine::by_range::ByRange;
use crate::engine::counted_deals::OwnRate;
use crate::engine::flat_rule::FlatRule;
use crate::engine::forecast::Standing;
use crate::engine::pipeline_need::PipelineNeed;
use crate::engine::rep_now::{FEWEST_DECIDED, RateUsed, RepNow};
use crate::engine::team_forecast::RepAhead;

/// A rep as the team's and the rep's own page show them.
#[derive(Clone, Copy, Debug)]
pub struct RepSeen<'a> {
    /// By equal deals, and what it rests on.
    pub now: &'a RepNow,
    /// By the forecast; `None` where that does not tell.
    pub ahead: Option<Ahead<'a>>,
}

/// A forecast that tells a chance.
#[derive(Clone, Copy, Debug)]
pub struct Ahead<'a> {
    /// All of it.
    pub rep: &'a RepAhead,
    /// What deals must still bring.
    pub left: Money,
    /// The chance that they do.
    pub chance: Rate,
    /// The pipeline needed for the wanted chance.
    pub need: PipelineNeed,
}

impl Ahead<'_> {
    /// What there is over what is left.
    pub fn has(&self) -> Multiple {
        Multiple::of(self.rep.pipeline, self.left).unwrap_or_default()
    }

    /// What is needed over what is left, 0 where nothing open is; `None` where no pipeline does it.
    pub fn needed(&self) -> Option<Multiple> {
        match self.need {
            PipelineNeed::NoneNeeded => Some(Multiple::default()),
            PipelineNeed::OwnMix { coverage, .. } | PipelineNeed::CreatedToday { coverage, .. } => {
                Some(coverage)
            }
            PipelineNeed::CannotBeDone => None,
        }
    }
}

impl<'a> RepSeen<'a> {
    /// With a forecast, where there is one. Of fewer decided deals of the rep's own than a chance
    /// takes ([`FEWEST_DECIDED`]) none is told, and the need stays a range. Won and lost deals are
    /// what counts there, whatever the team's win rate counts: the forecast rests on these.
    pub fn new(now: &'a RepNow, ahead: Option<&'a RepAhead>) -> Self {
        let told = ahead.filter(|_| now.figures.decided.count() >= FEWEST_DECIDED);
        let ahead = told.and_then(|rep| match (rep.standing, rep.need) {
            (Standing::Open { left, chance }, Some(need)) => {
                Some(Ahead { rep, left, chance, need })
            }
            _ => None,
        });
        Self { now, ahead }
    }

    /// The chance of quota; `None` as in [`RepNow::chance`].
    pub fn chance(&self) -> Option<Rate> {
        self.ahead.map_or_else(|| self.now.chance(), |ahead| Some(ahead.chance))
    }

    /// Whether there is a need to speak of: something is left, and something tells what it takes.
    pub fn has_need(&self) -> bool {
        self.ahead.is_some() || self.now.need.is_ok()
    }

    /// Whether no pipeline gives the wanted chance in the days left.
    pub fn is_out_of_reach(&self) -> bool {
        self.ahead.is_some_and(|ahead| ahead.needed().is_none())
    }

    /// As in [`RepNow::by_range`]; `None` where a forecast tells more.
    pub fn by_range(&self) -> Option<ByRange> {
        self.now.by_range().filter(|_| self.ahead.is_none())
    }

    /// What is left less what is expected of the deals, below zero where these are expected to bring
    /// more: at the high end of the win rate where the rep's deals are too few to tell. `None` where
    /// there is nothing to expect.
    pub fn expected_short(&self) -> Option<Money> {
        let short = if let Some(ahead) = self.ahead {
            ahead.left.units() - ahead.rep.from_deals
        } else {
            let question = self.now.need.as_ref().ok()?.question();
            let rate = match self.now.rate {
                RateUsed::Trusted(own) if self.now.is_told_as_range() => {
                    own.rate.likely.map(|likely| likely.high)
                }
                _ => self.now.rate.rate(),
            };
            question.left_to_quota.units() - question.pipeline.units() * rate?.share()
        };
        Money::from_units(short)
    }

    /// What flat 3x gets wrong; `None` where there is no need to hold it against.
    pub fn flat_rule(&self) -> Option<FlatRule> {
        let Some(ahead) = self.ahead else { return self.now.flat_rule() };
        let RateUsed::Trusted(OwnRate { rate, .. }) = self.now.rate else { return None };
        Some(FlatRule::against(ahead.needed()?, ahead.left, rate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::counted_deals::own_rate;
    use crate::engine::deal_figures::DealFigures;
    use crate::engine::goal::{Goal, RepQuota};
    use crate::engine::likely_total::LikelyTotal;
    use crate::engine::made_up::units;
    use crate::engine::prior::{Decided, beta_prior};
    use crate::engine::rep_now::{FiguresFrom, NoNeed, NotTyped};

    fn now(won: u64, lost: u64) -> RepNow {
        let decided = Decided { won, lost };
        let prior = beta_prior(&[decided; 5]);
        RepNow {
            from: FiguresFrom::Deals,
            figures: DealFigures { decided, ..DealFigures::default() },
            quota: RepQuota { quota: None, booked: Money::ZERO, without_a_deal: Money::ZERO },
            ahead: Money::ZERO,
            goal: Goal::Left(units(100)),
            rate: RateUsed::Trusted(own_rate(prior, decided)),
            not_typed: NotTyped::default(),
            need: Err(NoNeed::NoDealSize),
            withheld: false,
        }
    }

    fn ahead(need: PipelineNeed) -> RepAhead {
        RepAhead {
            standing: Standing::Open { left: units(100), chance: Rate::clamped(0.4) },
            live: 3,
            pipeline: units(250),
            need: Some(need),
            in_deals: false,
            from_deals: 60.0,
            new_wins: 1.0,
            mean_win: 20.0,
            total: LikelyTotal { mean: 60.0, low: 20.0, high: 110.0 },
        }
    }

    fn times(times: f64) -> PipelineNeed {
        let coverage = Multiple::new(times).unwrap();
        PipelineNeed::OwnMix { times: 1.0, deals: 3.0, coverage }
    }

    #[test]
    fn a_forecast_is_told_where_enough_was_decided() {
        let (many, few, ahead) = (now(20, 30), now(2, 3), ahead(times(5.0)));
        let seen = RepSeen::new(&many, Some(&ahead));
        assert_eq!((seen.chance(), seen.has_need()), (Some(Rate::clamped(0.4)), true));
        assert_eq!(seen.expected_short(), Some(units(40)));
        let told = seen.ahead.unwrap();
        assert_eq!((told.has().times(), told.needed().unwrap().times()), (2.5, 5.0));
        let too_few = RepSeen::new(&few, Some(&ahead));
        assert!(too_few.ahead.is_none() && too_few.chance().is_none() && !too_few.has_need());
        assert!(RepSeen::new(&many, None).ahead.is_none());
    }

    #[test]
    fn flat_three_is_held_against_the_forecast_and_its_range() {
        let many = now(200, 300);
        let weighed = |need| RepSeen::new(&many, Some(&ahead(need))).flat_rule();
        let little = Some(FlatRule::TooLittle { by: units(200), at_least: false });
        assert_eq!(weighed(times(5.0)), little);
        let much = Some(FlatRule::TooMuch { by: units(100), at_least: false });
        assert_eq!(weighed(times(2.0)), much);
        assert_eq!(weighed(times(3.05)), Some(FlatRule::MayBeRight));
        let all = Some(FlatRule::TooMuch { by: units(300), at_least: false });
        assert_eq!(weighed(PipelineNeed::NoneNeeded), all);
        assert_eq!(weighed(PipelineNeed::CannotBeDone), None);
    }
}
