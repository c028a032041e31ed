//! How old the deals were at most that a group won: what is older is stale.

use crate::engine::known::{Known, OpenDeal};
use crate::engine::life_table::LifeTable;
use std::collections::BTreeMap;

/// The age of the oldest win of each peer group, in days; `None` where it won none that was watched.
#[derive(Clone, Debug)]
pub struct OldestWins {
    /// By the place of the rep.
    groups: Vec<usize>,
    by_group: BTreeMap<usize, Option<usize>>,
    of_all: Option<usize>,
}

impl OldestWins {
    /// Of what is known. `groups` has a number for each rep by place; whoever has none is held
    /// against everybody.
    pub fn new(known: &Known, groups: &[usize]) -> Self {
        let oldest = |is_in: &dyn Fn(usize) -> bool| {
            let of_group = known.watched.iter().filter(|deal| is_in(deal.rep));
            LifeTable::new(of_group.map(|deal| deal.life)).oldest_win()
        };
        let mut by_group = BTreeMap::new();
        for group in groups {
            by_group.entry(*group).or_insert_with(|| oldest(&|rep| groups.get(rep) == Some(group)));
        }
        Self { groups: groups.to_vec(), by_group, of_all: oldest(&|_| true) }
    }

    /// Whether an open deal of the rep in this place can't be won any more, as far as the deals of
    /// the rep's group show.
    pub fn is_stale(&self, rep: usize, deal: &OpenDeal) -> bool {
        let of_group = self.groups.get(rep).and_then(|group| self.by_group.get(group));
        deal.is_stale(of_group.copied().unwrap_or(self.of_all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::DealHistory;
    use crate::engine::made_up::deal;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::date;

    #[test]
    fn a_deal_is_stale_by_what_the_group_of_its_rep_won() {
        let today = date(2024, 6, 30);
        // The first group wins within 20 days, the second within 90; each rep has a deal of 40 days.
        let won = |rep, days| deal(rep, date(2024, 2, 1), Some((days, true)));
        let open = |rep| deal(rep, date(2024, 5, 21), None);
        let deals = [won(0, 20), won(1, 90), open(0), open(1), open(2)];
        let known = DealHistory::new(3, &deals).known(Viewpoint::live(today));
        let stale = |groups: &[usize]| -> Vec<bool> {
            let oldest = OldestWins::new(&known, groups);
            (0..3).map(|rep| oldest.is_stale(rep, &known.reps[rep].open[0])).collect()
        };
        assert_eq!(stale(&[7, 8, 7]), [true, false, true]);
        assert_eq!(stale(&[7, 7, 7]), [false; 3]);
        // Of a group that won nothing, no age is too old; whoever has none is held against all.
        assert_eq!(stale(&[7, 8, 9]), [true, false, false]);
        assert_eq!(stale(&[7]), [true, false, false]);
    }
}
