//! Everything that a peer group's deals say, as known on one day: what forecasts are made from.

use crate::domain::FiscalCalendar;
use crate::engine::ability::Ability;
use crate::engine::calendar::CalendarRatios;
use crate::engine::creation::CreationRates;
use crate::engine::gamma_prior::Gamma;
use crate::engine::known::{Known, KnownRep};
use crate::engine::life_table::LifeTable;
use crate::engine::new_deals::WinSizes;
use crate::engine::pace::paces;
use crate::engine::prior::Decided;
use crate::engine::win_sizes::win_sizes;

/// How much of the model is used: each level adds to the one before, so that a replay can show
/// what each is worth. Forecasts use all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Curves by age alone, every deal watched from its creation.
    Curves,
    /// Deals join the curves at the age they had when watching began, and whole periods run
    /// better or worse.
    EntryAndForm,
    /// Some reps' deals are decided faster.
    Pace,
    /// Deals close at period ends: the whole model.
    #[default]
    Calendar,
}

/// The fitted group.
#[derive(Clone, Debug)]
pub struct GroupModel {
    pub(crate) known: Known,
    pub(crate) depth: Depth,
    pub(crate) table: LifeTable,
    pub(crate) calendar: CalendarRatios,
    pub(crate) creation: Gamma,
    pub(crate) reps: Vec<RepModel>,
}

/// What the model says of one rep.
#[derive(Clone, Debug)]
pub struct RepModel {
    /// The pace of the rep's decisions beside the group's, as a posterior.
    pub pace: Gamma,
    /// How much of what is decided the rep wins, beside the group.
    pub ability: Ability,
    /// Deals that the rep creates a day, as a posterior.
    pub creation: Gamma,
    /// What the rep's wins are worth.
    pub sizes: WinSizes,
}

impl RepModel {
    /// The variance of ln f that comes from not knowing the rep's pace and ability for sure:
    ///
    /// ln(1 + 1 / (k + O)) + ln(1 + 1 / (alpha + won) - 1 / (alpha + beta + n)),
    ///
    /// for each the log-normal with the posterior's squared coefficient of variation (Johnson,
    /// Kotz and Balakrishnan, *Continuous Univariate Distributions*, 1994, chapter 14). At usual
    /// numbers these logs are as good as what they are taken of. Where next to nothing was won
    /// that grows without bound, and as the variance of ln f would make f next to 0 in nearly
    /// every period.
    pub fn log_variance(&self) -> f64 {
        (1.0 / self.pace.shape).ln_1p() + self.ability.relative_variance().ln_1p()
    }
}

impl GroupModel {
    /// Fits curves, calendar, paces, abilities and creation rates to what was known.
    pub fn fit(known: Known, fiscal: FiscalCalendar, depth: Depth) -> Self {
        let mut known = known;
        if depth < Depth::EntryAndForm {
            for deal in &mut known.watched {
                deal.life.entry_age = 0;
            }
        }
        let table = LifeTable::new(known.watched.iter().map(|deal| deal.life));
        let calendar = if depth >= Depth::Calendar {
            CalendarRatios::fit(&known, &table, fiscal)
        } else {
            CalendarRatios::even(fiscal)
        };
        let paces = if depth >= Depth::Pace {
            paces(&known, &table)
        } else {
            vec![Gamma::CERTAINLY_ONE; known.reps.len()]
        };
        let counts: Vec<Decided> = known.reps.iter().map(KnownRep::counts).collect();
        let creation = CreationRates::of(&known);
        let reps = Ability::of_group(&counts)
            .into_iter()
            .zip(paces)
            .zip(&creation.by_rep)
            .enumerate()
            .map(|(place, ((ability, pace), creation))| RepModel {
                pace,
                ability,
                creation: *creation,
                sizes: win_sizes(&known, place),
            })
            .collect();
        Self { known, depth, table, calendar, creation: creation.group, reps }
    }

    /// What was known.
    pub const fn known(&self) -> &Known {
        &self.known
    }

    /// How much of the model is used.
    pub const fn depth(&self) -> Depth {
        self.depth
    }

    /// The curves.
    pub const fn life_table(&self) -> &LifeTable {
        &self.table
    }

    /// The calendar's ratios.
    pub const fn calendar(&self) -> CalendarRatios {
        self.calendar
    }

    /// What the model says of each rep, by place.
    pub fn reps(&self) -> &[RepModel] {
        &self.reps
    }
}
