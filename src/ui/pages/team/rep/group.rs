//! Whom a rep's win rate is learned together with.

use crate::domain::{PeersBy, Rep};
use crate::engine::rep_now::{RateUsed, RepNow};
use crate::ui::format;

/// The reps that a rep is compared with, the rep among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which: "of the team", "of group West".
    which: String,
    /// How many of them have decided deals.
    deciding: usize,
}

impl Group {
    /// The group of the rep at a place; `now` has what every rep comes to.
    pub fn of(place: usize, reps: &[Rep], now: &[RepNow], by: PeersBy) -> Option<Self> {
        let own = reps.get(place)?.peer_group(by);
        let deciding = reps
            .iter()
            .zip(now)
            .filter(|(rep, now)| rep.peer_group(by) == own && has_decided(now))
            .count();
        Some(Self { which: which(by, own), deciding })
    }

    /// "12 reps of the team with decided deals"
    pub fn with_decided(&self) -> String {
        let reps = format::counted(self.deciding as u64, "rep", "reps");
        format!("{reps} {} with decided deals", self.which)
    }

    /// "the usual rep of group West": whose win rate a fitted prior expects, which is not that of
    /// all deals together, for who decides more does not count more.
    pub fn usual_rep(&self) -> String {
        format!("the usual rep {}", self.which)
    }
}

const fn has_decided(rep: &RepNow) -> bool {
    matches!(rep.rate, RateUsed::Trusted(own) if own.rate.decided.count() > 0)
}

fn which(by: PeersBy, own: Option<&str>) -> String {
    let what = match by {
        PeersBy::Everyone => return "of the team".to_owned(),
        PeersBy::Group => "group",
        PeersBy::Manager => "manager",
        PeersBy::Region => "region",
        PeersBy::Role => "role",
    };
    own.map_or_else(|| format!("without a {what}"), |own| format!("of {what} {own}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_named_as_the_settings_name_it() {
        assert_eq!(which(PeersBy::Everyone, None), "of the team");
        assert_eq!(which(PeersBy::Group, Some("West")), "of group West");
        assert_eq!(which(PeersBy::Manager, None), "without a manager");
        assert_eq!(which(PeersBy::Role, Some("AE")), "of role AE");
    }

    #[test]
    fn how_many_have_decided_deals_is_counted() {
        let group = |deciding| Group { which: "of region West".to_owned(), deciding };
        assert_eq!(group(5).with_decided(), "5 reps of region West with decided deals");
        assert_eq!(group(1).with_decided(), "1 rep of region West with decided deals");
        assert_eq!(group(5).usual_rep(), "the usual rep of region West");
    }
}
