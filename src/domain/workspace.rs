//! Everything that is kept of a team.

use crate::domain::{Deal, DealBook, DealKey, Rep, RepId, Settings};

/// A team's data: what the store keeps and every page reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// What the team has chosen.
    pub settings: Settings,
    /// The reps, by name.
    pub reps: Vec<Rep>,
    /// The deals of all of them.
    pub deals: DealBook,
}

impl Workspace {
    /// The rep of this name, or of this other way to write it.
    pub fn rep_named(&self, name: &str) -> Option<&Rep> {
        self.reps.get(Rep::place_by_name(&self.reps, name)?)
    }

    /// The key of a deal that a file brings, by the number of the rep it is the deal of.
    pub fn key_of(&self, deal: &Deal) -> DealKey {
        let number = |name: &str| {
            self.rep_named(name).map_or_else(|| RepId::first_seen_as(name), |rep| rep.id)
        };
        DealKey::of_rep(deal, deal.rep.as_deref().map(number))
    }

    /// Adds a rep of whom only the name is known, unless there is one of that name.
    pub fn add_rep(&mut self, name: &str) -> RepId {
        if let Some(rep) = self.rep_named(name) {
            return rep.id;
        }
        let rep = Rep::new_beside(&self.reps, name);
        let id = rep.id;
        self.reps.push(rep);
        self.reps.sort_by(|one, other| one.name.cmp(&other.name));
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rep_is_added_once_whatever_the_name_is_written_like() {
        let mut workspace = Workspace::default();
        let dana = workspace.add_rep("Dana Okafor");
        workspace.reps[0].also_known_as.push("Okafor, Dana".to_owned());
        assert_eq!(workspace.add_rep("Okafor, Dana"), dana);
        assert_ne!(workspace.add_rep("Tom Reed"), dana);
        assert_eq!(workspace.reps.len(), 2);
    }

    #[test]
    fn a_deal_without_an_id_is_recognised_after_its_rep_was_renamed() {
        let mut workspace = Workspace::default();
        workspace.add_rep("Dana Okafor");
        let mut deal = Deal::new(crate::domain::Outcome::Open);
        deal.rep = Some("Dana Okafor".to_owned());
        let before = workspace.key_of(&deal);
        assert_eq!(before, DealKey::of(&deal));
        workspace.reps[0].name = "Dana Reed".to_owned();
        deal.rep = Some("Dana Reed".to_owned());
        assert_eq!(workspace.key_of(&deal), before);
    }

    #[test]
    fn a_new_rep_of_a_name_once_given_up_gets_a_number_of_their_own() {
        let mut workspace = Workspace::default();
        let first = workspace.add_rep("Dana Okafor");
        workspace.reps[0].name = "Dana Reed".to_owned();
        let second = workspace.add_rep("Dana Okafor");
        assert_ne!(first, second);
    }
}
