//! The columns of the grid in which a team is typed.

use crate::intake::field::{Field, plain};
use serde::{Deserialize, Serialize};

/// A column of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GridColumn {
    /// Who.
    Rep,
    /// What the rep is to bring in, in the period.
    Quota,
    /// What is in already.
    Booked,
    /// What the open deals are worth together.
    Pipeline,
    /// How many deals were won.
    Won,
    /// How many deals were lost.
    Lost,
    /// What a won deal brings on average.
    AverageDeal,
}

impl GridColumn {
    /// All of them, in the order of the grid.
    pub const ALL: [Self; 7] = [
        Self::Rep,
        Self::Quota,
        Self::Booked,
        Self::Pipeline,
        Self::Won,
        Self::Lost,
        Self::AverageDeal,
    ];

    /// As the grid calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rep => "rep",
            Self::Quota => "quota",
            Self::Booked => "booked so far",
            Self::Pipeline => "pipeline",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::AverageDeal => "average deal",
        }
    }

    /// Whether it holds money.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Quota | Self::Booked | Self::Pipeline | Self::AverageDeal)
    }

    /// The column that a spreadsheet calls so, in any case and punctuation.
    pub fn named(name: &str) -> Option<Self> {
        let name = plain(name);
        Self::ALL.into_iter().find(|column| {
            let of_deals =
                *column == Self::Rep && Field::Rep.known_names().contains(&name.as_str());
            of_deals || column.names().contains(&name.as_str())
        })
    }

    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Rep => &["name", "full name", "reps", "sales reps", "team member"],
            Self::Quota => &[
                "quota",
                "target",
                "goal",
                "plan",
                "sales quota",
                "sales target",
                "quarterly quota",
                "monthly quota",
                "quota amount",
            ],
            Self::Booked => &[
                "booked so far",
                "booked",
                "bookings",
                "booked to date",
                "closed so far",
                "won so far",
                "won amount",
                "closed won amount",
                "actual",
                "achieved",
                "attained",
                "revenue",
            ],
            Self::Pipeline => &[
                "pipeline",
                "open pipeline",
                "pipeline amount",
                "pipeline value",
                "open amount",
                "total pipeline",
            ],
            Self::Won => &["won", "wins", "deals won", "won deals", "closed won"],
            Self::Lost => &["lost", "losses", "deals lost", "lost deals", "closed lost"],
            Self::AverageDeal => &[
                "average deal",
                "average deal size",
                "average won deal",
                "avg deal",
                "avg deal size",
                "avg won deal",
                "average deal value",
                "average",
                "deal size",
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_known_by_what_the_grid_calls_it() {
        for column in GridColumn::ALL {
            assert_eq!(GridColumn::named(column.label()), Some(column));
        }
    }

    #[test]
    fn spreadsheets_write_names_in_their_own_way() {
        assert_eq!(GridColumn::named("Sales Rep"), Some(GridColumn::Rep));
        assert_eq!(GridColumn::named("Avg. deal size"), Some(GridColumn::AverageDeal));
        assert_eq!(GridColumn::named("Booked (so far)"), Some(GridColumn::Booked));
        assert_eq!(GridColumn::named("Deals won"), Some(GridColumn::Won));
        assert_eq!(GridColumn::named("Region"), None);
        assert_eq!(GridColumn::named(""), None);
    }
}
