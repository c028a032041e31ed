//! The deals that are held, arranged by rep and looked at from a day.

use crate::domain::{Deal, Period, WinRateDefinition};
use crate::engine::as_of::AsOf;
use crate::engine::counted_deals::TeamCounted;
use crate::engine::deal_figures::TeamFigures;
use crate::engine::history::{DealHistory, DealRecord};
use crate::engine::viewpoint::Viewpoint;
use crate::reader::holding::{AddUp, Holding};
use std::collections::HashMap;
use std::rc::Rc;

/// The deals of a team's reps, whatever day they are looked at from.
#[derive(Debug)]
pub(super) struct Arranged {
    /// The names of each rep.
    pub(super) reps: Vec<Vec<String>>,
    /// The place of the rep, or of nobody behind them, and of the deal among those held.
    pub(super) deals: Vec<(usize, usize)>,
    /// The deals as the engine takes them in, in the same order.
    pub(super) records: Vec<DealRecord>,
    /// All of them, nobody's as those of one rep more.
    history: DealHistory,
}

impl Arranged {
    pub(super) fn new(held: &[Deal], reps: &[Vec<String>]) -> Self {
        let (named, unowned) = (places(reps), reps.len());
        let place = |deal: &Deal| match deal.rep.as_deref() {
            Some(rep) => named.get(rep).copied(),
            None => Some(unowned),
        };
        let (mut deals, mut records) = (Vec::new(), Vec::new());
        for (nth, deal) in held.iter().enumerate() {
            if let Some(place) = place(deal) {
                deals.push((place, nth));
                records.push(DealRecord::of(deal, place));
            }
        }
        let history = DealHistory::new(unowned + 1, &records);
        Self { reps: reps.to_vec(), deals, records, history }
    }

    /// Deals without an owner.
    pub(super) fn unowned_deals(&self) -> usize {
        self.deals.iter().filter(|(place, _)| *place == self.reps.len()).count()
    }

    /// The deals of a rep: the place of each here, and among those held.
    pub(super) fn deals_of(&self, rep: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let is_rep = rep < self.reps.len();
        let own = move |(_, (place, _)): &(usize, &(usize, usize))| is_rep && *place == rep;
        self.deals.iter().enumerate().filter(own).map(|(index, (_, nth))| (index, *nth))
    }
}

/// The team's deals from the day asked.
pub(super) struct Look {
    pub(super) arranged: Rc<Arranged>,
    pub(super) viewpoint: Viewpoint,
    pub(super) period: Period,
    pub(super) proposed: AsOf,
    win_rate: WinRateDefinition,
    groups: Vec<usize>,
}

impl Look {
    pub(super) fn new(holding: &Holding, ask: &AddUp) -> Self {
        let last_seen = AsOf::last_seen(&holding.deals, ask.today);
        let proposed = AsOf::proposed(last_seen, ask.today, ask.calendar);
        let as_of = ask.as_of.unwrap_or(proposed.day());
        let is_earlier = last_seen.is_some_and(|last| as_of < last);
        let viewpoint = if is_earlier { Viewpoint::earlier(as_of) } else { Viewpoint::live(as_of) };
        Self {
            arranged: holding.arranged(&ask.reps),
            viewpoint: Viewpoint { look_back_months: ask.look_back_months.into(), ..viewpoint },
            period: ask.calendar.period_of(as_of),
            proposed,
            win_rate: ask.win_rate,
            groups: ask.groups.clone(),
        }
    }

    /// All of the team's deals, nobody's behind those of the reps.
    pub(super) fn history(&self) -> &DealHistory {
        &self.arranged.history
    }

    /// What the deals come to, by rep.
    pub(super) fn figures(&self) -> TeamFigures {
        let figures = TeamFigures::of(self.history(), self.viewpoint, self.period, &self.groups)
            .with_unowned(self.arranged.reps.len());
        // What is known is worked out once more only where the definition asks for it.
        let counted = (self.win_rate != WinRateDefinition::ByCount)
            .then(|| self.history().known(self.viewpoint))
            .and_then(|known| TeamCounted::new(self.win_rate, &figures, &known));
        TeamFigures { counted, ..figures }
    }
}

/// Whom a name means, as in [`crate::domain::Rep::place_by_name`]: the rep who is called so or else
/// the first who is also known by it. A rep's own name is the first of the rep's names.
fn places(reps: &[Vec<String>]) -> HashMap<&str, usize> {
    let named = |names: fn(&[String]) -> &[String]| {
        reps.iter()
            .enumerate()
            .rev()
            .flat_map(move |(place, all)| names(all).iter().map(move |name| (name.as_str(), place)))
    };
    let others = named(|all| all.get(1..).unwrap_or_default());
    // What comes later takes the place of what came before.
    others.chain(named(|all| all.get(..1).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Rep;

    #[test]
    fn a_name_means_whom_it_means_everywhere() {
        let known = |name: &str, others: &[&str]| {
            let mut rep = Rep::named(name);
            rep.also_known_as = others.iter().map(|&other| other.to_owned()).collect();
            rep
        };
        let reps = [known("Dana", &["D.", "Tom"]), known("Tom", &["T.", "D."])];
        let names: Vec<Vec<String>> = reps
            .iter()
            .map(|rep| std::iter::once(&rep.name).chain(&rep.also_known_as).cloned().collect())
            .collect();
        let places = places(&names);
        for name in ["Dana", "Tom", "D.", "T.", "Nobody"] {
            assert_eq!(places.get(name).copied(), Rep::place_by_name(&reps, name), "{name}");
        }
    }
}
