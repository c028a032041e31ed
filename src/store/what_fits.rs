//! What would fit where all of an import does not.

use crate::domain::{Deal, DealBook, Outcome};
use jiff::civil::Date;

/// The day that a deal leaves by where not all fit: none of an open one, and none of one decided on
/// a day that nobody knows. These are kept whatever the first day is.
fn leaves_by(deal: &Deal) -> Option<Date> {
    if deal.outcome == Outcome::Open { None } else { deal.closed.or(deal.created) }
}

/// The first day from which on the decided deals fit, beside those that leave by no
/// day: each is taken to cost what the deals of this import cost on average. `None`
/// where not even these fit.
///
/// `needs` and `free` are in units of storage.
pub fn fits_since(book: &DealBook, needs: usize, free: usize) -> Option<Date> {
    let deals = book.len();
    // Rounded down, and a little kept back: open deals cost more than decided ones.
    let fitting = deals as u64 * free as u64 / (needs.max(1) as u64) * 9 / 10;
    let fitting = usize::try_from(fitting).ok()?;
    let mut days: Vec<Date> = book.deals().iter().filter_map(leaves_by).collect();
    let decided = fitting.checked_sub(deals.saturating_sub(days.len()))?;
    days.sort_unstable();
    let first = days.len().checked_sub(decided).filter(|_| decided > 0)?;
    let day = *days.get(first)?;
    // Those of that very day may be too many: the day behind it is safe.
    let all_of_it = first == 0 || days.get(first - 1) != Some(&day);
    if all_of_it { Some(day) } else { day.tomorrow().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(days: &[&str], open: usize) -> DealBook {
        let decided = days.iter().map(|day| {
            let mut deal = Deal::new(Outcome::Lost);
            deal.closed = Some(day.parse().unwrap());
            deal
        });
        decided.chain((0..open).map(|_| Deal::new(Outcome::Open))).collect()
    }

    #[test]
    fn the_newest_deals_that_fit_are_offered() {
        let days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"];
        let since = |free| fits_since(&book(&days, 5), 1_000, free).map(|day| day.to_string());
        assert_eq!(since(800), Some("2026-01-04".to_owned()));
        assert_eq!(since(500), None);
        assert_eq!(since(0), None);
    }

    #[test]
    fn deals_decided_nobody_knows_when_take_their_room() {
        let mut deals = book(&["2026-01-01", "2026-01-02", "2026-01-03"], 0);
        for at in 0..3 {
            let mut undated = Deal::new(Outcome::Won);
            undated.id = Some(at.to_string());
            deals.keep(undated);
        }
        // Five of six fit, less a tenth: four, of which three stay in any case.
        assert_eq!(fits_since(&deals, 600, 500), "2026-01-03".parse().ok());
        assert_eq!(fits_since(&deals, 600, 300), None);
    }

    #[test]
    fn of_a_day_that_only_fits_in_part_none_is_offered() {
        let days = ["2026-01-01", "2026-01-02", "2026-01-02", "2026-01-02"];
        assert_eq!(fits_since(&book(&days, 0), 400, 300), "2026-01-03".parse().ok());
    }
}
