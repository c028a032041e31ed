//! What one rep's deals can still bring in a window of days: the forecast's plain ingredients.

use crate::domain::Money;
use crate::domain::Period;
use crate::engine::ability::Ability;
use crate::engine::day::Day;
use crate::engine::form::{Form, FormNode};
use crate::engine::gamma_prior::Gamma;
use crate::engine::group::{Depth, GroupModel, RepModel};
use crate::engine::known::OpenDeal;
use crate::engine::landing::{Landing, landing};
use crate::engine::life_table::Hazard;
use crate::engine::new_deals::{WinCount, WinSizes};

/// Days ahead that are forecast, at most: two years and a month.
pub const FURTHEST_DAYS: i32 = 761;

/// How a deal may be decided by some day, ready for any form factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Decision {
    /// -ln(1 - D) times the rep's pace: the deal's rate of being decided.
    pub rate: f64,
    /// s', the share of it that is won.
    pub share_won: f64,
}

impl Decision {
    /// Of a deal that lands like this in the group's curves, in the hands of this rep.
    pub fn new(landing: Landing, pace: f64, ability: Ability) -> Self {
        Self {
            rate: -(-landing.decided).ln_1p() * pace,
            share_won: ability.shift(landing.share_won()),
        }
    }

    /// D' s' with D' = 1 - (1 - D)^(pace x f).
    pub fn chance_won(self, factor: f64) -> f64 {
        // None is decided before a window that is open already: every other call.
        if self.rate <= 0.0 {
            return 0.0;
        }
        // An infinite rate (all were decided) times any factor is decided for sure.
        -(-self.rate * factor).exp_m1() * self.share_won
    }
}

/// A deal that can still be won in the window.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Prospect {
    /// What winning it brings.
    pub amount: Money,
    /// How it may be decided by the window's end.
    pub by_end: Decision,
    /// ... and by the window's start, where that lies ahead.
    pub by_start: Decision,
    /// Its place in the list of deals that the history was made of; `usize::MAX` for a deal that
    /// is only supposed.
    pub index: usize,
}

impl Prospect {
    /// The chance that it is won in the window: won by its end less won by its start.
    pub fn chance(self, factor: f64) -> f64 {
        (self.by_end.chance_won(factor) - self.by_start.chance_won(factor)).clamp(0.0, 1.0)
    }

    /// The chance that it is decided by the window's end, won or lost, over the values that the
    /// period's form may have.
    pub fn decided_over(self, nodes: &[FormNode]) -> f64 {
        let decided = |factor: f64| Decision { share_won: 1.0, ..self.by_end }.chance_won(factor);
        nodes.iter().map(|node| node.weight * decided(node.factor)).sum()
    }

    /// The chance that it is won in the window, over the values that the period's form may have.
    pub fn chance_over(self, nodes: &[FormNode]) -> f64 {
        nodes.iter().map(|node| node.weight * self.chance(node.factor)).sum()
    }
}

/// What one rep can still bring in a window of days.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Live open deals, the largest first.
    pub deals: Vec<Prospect>,
    /// Open deals that are stale: older than any win that was watched, or over by their expected
    /// close. Without a win that was watched no age is too old.
    pub stale: Vec<OpenDeal>,
    /// Wins to come from deals not created yet, in form 1.
    pub new_wins: WinCount,
    /// What such a win is worth.
    pub sizes: WinSizes,
    /// How one deal of the rep, created today, may be decided.
    pub created_today: (Decision, Decision),
    /// The variance of ln f that the rep's own few deals leave; tau's comes on top.
    pub log_variance: f64,
}

impl Outlook {
    /// Expected from deals not created yet, in units.
    pub fn new_mean(&self) -> f64 {
        self.new_wins.mean * self.sizes.mean()
    }

    /// Open pipeline: the amounts of the live deals.
    pub fn pipeline(&self) -> Money {
        self.deals.iter().map(|deal| deal.amount).sum()
    }

    /// Expected from the live deals in form 1, in units.
    pub fn open_mean(&self) -> f64 {
        self.deals.iter().map(|deal| deal.amount.units() * deal.chance(1.0)).sum()
    }

    /// The chance that a deal of this rep, created today, is won in the window, over the form.
    pub fn chance_created_today(&self, form: Form) -> f64 {
        let (by_end, by_start) = self.created_today;
        Prospect { amount: Money::ZERO, by_end, by_start, index: usize::MAX }
            .chance_over(&form.nodes())
    }

    /// With other live deals.
    #[must_use]
    pub fn with_deals(&self, mut deals: Vec<Prospect>) -> Self {
        largest_first(&mut deals);
        Self {
            deals,
            stale: self.stale.clone(),
            new_wins: self.new_wins,
            sizes: self.sizes.clone(),
            created_today: self.created_today,
            log_variance: self.log_variance,
        }
    }

    /// c = sum(amount x p) / sum(amount) over the live deals, p over the form; `None` without any.
    pub fn pipeline_conversion(&self, form: Form) -> Option<f64> {
        let pipeline = self.pipeline().units();
        let mean = || -> f64 {
            let nodes = form.nodes();
            self.deals.iter().map(|deal| deal.amount.units() * deal.chance_over(&nodes)).sum()
        };
        (pipeline > 0.0).then(|| mean() / pipeline)
    }
}

/// In one order, so that the order of the file can't change the last bit of a sum; the largest
/// first, so that totals beyond the target are dropped early.
fn largest_first(deals: &mut [Prospect]) {
    deals.sort_by(|one, other| {
        other.amount.cmp(&one.amount).then_with(|| {
            other.by_end.rate.total_cmp(&one.by_end.rate).then(one.index.cmp(&other.index))
        })
    });
}

/// The days of a window, seen from today.
struct Days {
    /// The calendar's ratios from today to the window's end.
    ratios: Vec<Hazard>,
    /// Days from today to the window's start; 0 where it is open already.
    start: usize,
}

impl Days {
    fn from(&self, day: usize) -> (&[Hazard], &[Hazard]) {
        let tail = |end: usize| self.ratios.get(day..end).unwrap_or_default();
        (tail(self.ratios.len()), tail(self.start))
    }
}

impl GroupModel {
    /// What a rep's deals can bring in what is left of a period, or in one still to come. `None`
    /// for a place that is no rep's, and for a period that ends over [`FURTHEST_DAYS`] from today:
    /// no history of a year tells that.
    pub fn outlook(&self, rep: usize, period: Period) -> Option<Outlook> {
        let model = self.reps.get(rep)?;
        self.outlook_of(rep, model, period)
    }

    /// Likewise, with the rates and the pace of an average rep of the group in this seat: the
    /// seat's deals and deal sizes, the group's pace, win rate and creation rate.
    pub fn outlook_of_average_rep(&self, rep: usize, period: Period) -> Option<Outlook> {
        let own = self.reps.get(rep)?;
        let average = RepModel {
            pace: Gamma::CERTAINLY_ONE,
            ability: Ability::AVERAGE,
            creation: self.creation,
            sizes: own.sizes.clone(),
        };
        self.outlook_of(rep, &average, period)
    }

    fn outlook_of(&self, rep: usize, model: &RepModel, period: Period) -> Option<Outlook> {
        let today = self.known.viewpoint.as_of;
        if period.span().end - Day::from(today) > FURTHEST_DAYS {
            return None;
        }
        let days = Days {
            ratios: self.calendar.by_day(today, period.end.max(today)),
            start: period.span().start.since(today.into()),
        };
        let pace = model.pace.mean();
        let decide = |age, ratios: &[Hazard]| {
            Decision::new(landing(&self.table, age, ratios), pace, model.ability)
        };
        let decide_both = |age, day| {
            let (to_end, to_start) = days.from(day);
            (decide(age, to_end), decide(age, to_start))
        };
        let oldest_win = self.table.oldest_win();
        let open = self.known.reps.get(rep).map_or(&[][..], |rep| &rep.open);
        let is_stale = |deal: &OpenDeal| deal.is_stale(oldest_win);
        let stale: Vec<OpenDeal> = open.iter().filter(|deal| is_stale(deal)).copied().collect();
        let mut deals: Vec<Prospect> = open
            .iter()
            .filter(|deal| !is_stale(deal))
            .map(|deal| {
                let (by_end, by_start) = decide_both(deal.age, 0);
                Prospect { amount: deal.amount, by_end, by_start, index: deal.index }
            })
            .collect();
        largest_first(&mut deals);
        // Created on each day ahead from today (in live use the day itself is still ahead), and
        // won in the days then left.
        let landing_days: f64 = (0..days.ratios.len())
            .map(|day| {
                let (by_end, by_start) = decide_both(0, day);
                Prospect { amount: Money::ZERO, by_end, by_start, index: usize::MAX }.chance(1.0)
            })
            .sum();
        let new_wins = WinCount {
            mean: model.creation.mean() * landing_days,
            dispersion: Some(model.creation.shape),
        };
        Some(Outlook {
            deals,
            stale,
            new_wins,
            sizes: model.sizes.clone(),
            created_today: decide_both(0, 0),
            log_variance: if self.depth >= Depth::EntryAndForm {
                model.log_variance()
            } else {
                0.0
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FiscalCalendar;
    use crate::engine::history::DealHistory;
    use crate::engine::made_up::{deal, outlook};
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::{Date, date};

    #[test]
    fn conversion_is_what_the_pipeline_brings_on_average() {
        let outlook = outlook(&[(1_000, 0.5), (3_000, 0.1)], 0.0);
        assert!((outlook.pipeline_conversion(Form::NONE).unwrap() - 0.2).abs() < 1e-12);
        assert_eq!(outlook.with_deals(Vec::new()).pipeline_conversion(Form::NONE), None);
        let amounts: Vec<f64> = outlook.deals.iter().map(|deal| deal.amount.units()).collect();
        assert_eq!(amounts, [3_000.0, 1_000.0]);
    }

    #[test]
    fn all_decided_is_decided_for_sure_in_any_form() {
        let certain = Decision::new(Landing { won: 0.3, decided: 1.0 }, 0.7, Ability::AVERAGE);
        for factor in [1e-6, 1.0, 9.0] {
            assert!((certain.chance_won(factor) - 0.3).abs() < 1e-12);
        }
        assert!(Decision::default().chance_won(5.0).abs() < f64::EPSILON);
    }

    /// One rep's deals, each won after 40 to 59 days, and open ones of these ages.
    fn of_ages(as_of: Date, ages: &[i64]) -> GroupModel {
        let mut deals: Vec<_> = (0..80)
            .map(|nth| deal(0, date(2024, 1, 1), Some((40 + nth % 20, nth % 2 == 0))))
            .collect();
        deals.extend(
            ages.iter()
                .map(|age| deal(0, as_of.saturating_sub(jiff::Span::new().days(*age)), None)),
        );
        let known = DealHistory::new(1, &deals).known(Viewpoint::live(as_of));
        GroupModel::fit(known, FiscalCalendar::default(), Depth::Pace)
    }

    #[test]
    fn a_deal_older_than_any_win_is_stale() {
        let as_of = date(2024, 5, 1);
        let group = of_ages(as_of, &[30, 58, 90]);
        let outlook = group.outlook(0, FiscalCalendar::default().period_of(as_of)).unwrap();
        assert_eq!((outlook.deals.len(), outlook.stale.len()), (2, 1));
        assert_eq!(outlook.stale[0].age, 90);
        assert_eq!(group.outlook(1, FiscalCalendar::default().period_of(as_of)), None);
    }

    #[test]
    fn a_deal_can_be_won_in_this_period_or_the_next_but_not_in_both() {
        let fiscal = FiscalCalendar::default();
        let as_of = date(2024, 6, 20);
        let group = of_ages(as_of, &[35]);
        let this = fiscal.period_of(as_of);
        let chance = |period| group.outlook(0, period).unwrap().deals[0].chance(1.0);
        let (now, next) = (chance(this), chance(fiscal.next(this)));
        let both = Period { start: this.start, end: fiscal.next(this).end };
        assert!(now > 0.0 && next > now, "{now} and {next}");
        assert!((now + next - chance(both)).abs() < 1e-12);
    }
}
