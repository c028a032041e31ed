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
