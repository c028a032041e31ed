//! Which of the kept deals a deal of a file is.

use crate::domain::{Deal, DealBook, DealKey, Rep, RepId, Workspace};
use rustc_hash::FxHashMap;

/// Finds kept deals again, each once.
pub(super) struct FoundAgain {
    /// The places of the deals not found yet, the first one last.
    places: FxHashMap<DealKey, Vec<usize>>,
    /// Kept deals with an id, by what they would be recognised by without one; none where two are
    /// alike.
    by_row: FxHashMap<DealKey, Option<DealKey>>,
}

impl FoundAgain {
    /// Among the kept deals of a team.
    pub(super) fn among(kept: &DealBook, team: &Workspace) -> Self {
        let mut places: FxHashMap<DealKey, Vec<usize>> = FxHashMap::default();
        for (place, key) in kept.keys().iter().enumerate().rev() {
            places.entry(*key).or_default().push(place);
        }
        let mut by_row: FxHashMap<DealKey, Option<DealKey>> = FxHashMap::default();
        let has_row = |deal: &Deal| deal.account.is_some() || deal.name.is_some();
        for (key, deal) in kept.iter().filter(|(_, deal)| deal.id.is_some() && has_row(deal)) {
            let rep = deal.rep.as_deref();
            let rep = rep.and_then(|name| team.rep_named(name)).map(|rep| rep.id);
            let row = DealKey::of_row(deal, rep);
            by_row.entry(row).and_modify(|one| *one = None).or_insert(Some(key));
        }
        Self { places, by_row }
    }

    /// The key of a deal of this rep, and the place of the kept one that it is.
    ///
    /// By its id first. A deal that was kept without one, or comes without one now, is the one of
    /// the same rep, account, name and created date; and kept before its rep was joined with another
    /// it goes by the rep's number of then.
    pub(super) fn find(&mut self, deal: &Deal, rep: Option<&Rep>) -> (DealKey, Option<usize>) {
        let own = DealKey::of_rep(deal, rep.map(|rep| rep.id));
        if self.places.is_empty() {
            return (own, None);
        }
        let row = |rep: Option<RepId>| DealKey::of_row(deal, rep);
        let now = row(rep.map(|rep| rep.id));
        let with_id = self.by_row.get(&now).copied().flatten().filter(|_| deal.id.is_none());
        let former = rep.into_iter().flat_map(|rep| &rep.formerly);
        let former = former.map(|number| row(Some(*number)));
        let candidates = std::iter::once(own).chain([now]).chain(former).chain(with_id);
        let mut found = None;
        for key in candidates {
            found = self.places.get_mut(&key).and_then(Vec::pop).map(|place| (key, Some(place)));
            if found.is_some() {
                break;
            }
        }
        found.unwrap_or((own, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Outcome;

    fn deal(id: Option<&str>, name: &str) -> Deal {
        let mut deal = Deal::new(Outcome::Open);
        deal.id = id.map(str::to_owned);
        deal.rep = Some("Dana".to_owned());
        deal.account = Some("Acme".to_owned());
        deal.name = Some(name.to_owned());
        deal.created = "2026-01-05".parse().ok();
        deal
    }

    fn among(kept: &[Deal]) -> (FoundAgain, Rep) {
        let rep = Rep::named("Dana");
        let team = Workspace { reps: vec![rep.clone()], ..Workspace::default() };
        (FoundAgain::among(&kept.iter().cloned().collect(), &team), rep)
    }

    #[test]
    fn a_deal_that_comes_with_an_id_now_is_the_one_that_was_kept_without() {
        let (mut found, rep) = among(&[deal(None, "Pumps")]);
        let kept = DealKey::of_rep(&deal(None, "Pumps"), Some(rep.id));
        assert_eq!(found.find(&deal(Some("7"), "Pumps"), Some(&rep)), (kept, Some(0)));
        // It is found once: another with the same name is another deal.
        let other = found.find(&deal(Some("8"), "Pumps"), Some(&rep));
        assert_eq!(other, (DealKey::of_id("8"), None));
        assert_eq!(found.find(&deal(Some("9"), "Valves"), Some(&rep)).1, None);
    }

    #[test]
    fn two_that_were_kept_alike_are_both_found() {
        let (mut found, rep) = among(&[deal(None, "Pumps"), deal(None, "Pumps")]);
        let mut place = |id| found.find(&deal(id, "Pumps"), Some(&rep)).1;
        assert_eq!([place(Some("7")), place(None), place(Some("9"))], [Some(0), Some(1), None]);
    }

    #[test]
    fn a_deal_that_comes_without_its_id_is_found_unless_two_are_alike() {
        let (mut found, rep) = among(&[deal(Some("7"), "Pumps"), deal(Some("8"), "Valves")]);
        assert_eq!(found.find(&deal(None, "Pumps"), Some(&rep)), (DealKey::of_id("7"), Some(0)));
        assert_eq!(found.find(&deal(None, "Seals"), Some(&rep)).1, None);
        let (mut alike, rep) = among(&[deal(Some("7"), "Pumps"), deal(Some("8"), "Pumps")]);
        assert_eq!(alike.find(&deal(None, "Pumps"), Some(&rep)).1, None);
    }

    #[test]
    fn an_id_says_more_than_a_name() {
        let (mut found, rep) = among(&[deal(Some("7"), "Pumps")]);
        assert_eq!(found.find(&deal(Some("9"), "Pumps"), Some(&rep)), (DealKey::of_id("9"), None));
        let renamed = found.find(&deal(Some("7"), "Renamed"), Some(&rep));
        assert_eq!(renamed, (DealKey::of_id("7"), Some(0)));
    }

    #[test]
    fn with_nothing_kept_nothing_is_found() {
        let (mut found, rep) = among(&[]);
        assert_eq!(found.find(&deal(Some("7"), "Pumps"), Some(&rep)), (DealKey::of_id("7"), None));
    }
}
