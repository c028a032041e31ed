//! How many deals a rep has worked at once.

use crate::engine::group::GroupModel;

impl GroupModel {
    /// The most deals that a rep had open at once in the days watched, stale ones not counted: a
    /// deal counts until it is decided or older than any that was won. Asking for more is asking
    /// for more than this rep has ever done.
    pub fn most_worked_at_once(&self, rep: usize) -> usize {
        let Some(oldest) = self.life_table().oldest_win() else { return 0 };
        let mut changes: Vec<(i32, i32)> = Vec::new();
        for deal in self.known().watched.iter().filter(|deal| deal.rep == rep) {
            let (first, end) = deal.life.ages_at_risk();
            let end = end.min(oldest.saturating_add(1));
            if first < end {
                let day =
                    |age: usize| (deal.created + i32::try_from(age).unwrap_or(i32::MAX)).number();
                changes.push((day(first), 1));
                changes.push((day(end), -1));
            }
        }
        // On one day endings come first: a deal replaced by another was one deal at once.
        changes.sort_unstable();
        let (mut open, mut most) = (0, 0);
        for (_, change) in changes {
            open += change;
            most = most.max(open);
        }
        usize::try_from(most).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::FiscalCalendar;
    use crate::engine::group::{Depth, GroupModel};
    use crate::engine::history::DealHistory;
    use crate::engine::made_up::deal;
    use crate::engine::viewpoint::Viewpoint;
    use jiff::civil::date;

    #[test]
    fn a_deal_is_worked_until_it_is_decided_or_stale() {
        let deals = [
            deal(0, date(2024, 3, 1), Some((10, true))),
            deal(0, date(2024, 3, 11), Some((20, true))),
            deal(0, date(2024, 3, 20), Some((5, false))),
            // Open for ever: stale once it is older than 20 days, before the next ones come.
            deal(0, date(2024, 3, 12), None),
            deal(0, date(2024, 5, 1), None),
            deal(0, date(2024, 5, 2), None),
            deal(1, date(2024, 5, 2), None),
        ];
        let known = DealHistory::new(2, &deals).known(Viewpoint::live(date(2024, 5, 10)));
        let group = GroupModel::fit(known, FiscalCalendar::default(), Depth::Curves);
        assert_eq!([0, 1, 2].map(|rep| group.most_worked_at_once(rep)), [3, 1, 0]);
    }
}
