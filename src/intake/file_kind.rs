//! What a file is about, so that any file can be dropped anywhere.

use crate::domain::FiscalCalendar;
use crate::intake::error::IntakeError;
use crate::intake::field::{Field, plain};
use crate::intake::layout::Layout;
use crate::intake::period_names::NamedPeriod;
use crate::intake::{not_text, price_list, team_csv};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// Deals: it says which are won, lost and open.
    Deals,
    /// Quotas of reps.
    Quotas,
    /// Reps with who leads them and where.
    Team,
    /// List prices of products.
    Prices,
    /// Calls, meetings and other activities.
    Activities,
}

impl FileKind {
    /// What it is taken for. A file whose column names don't tell is taken for deals, whose reading
    /// then says what it lacks.
    ///
    /// # Errors
    /// Where it is no table.
    pub fn of(text: &str) -> Result<Self, IntakeError> {
        Ok(Self::recognised(text)?.unwrap_or(Self::Deals))
    }

    /// Tells by the column names, if they do.
    ///
    /// # Errors
    /// Where it is no table.
    pub fn recognised(text: &str) -> Result<Option<Self>, IntakeError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        not_text::check(text)?;
        let layout = Layout::of_named(text)?;
        let names: Vec<String> = layout.names.iter().map(|name| plain(name)).collect();
        let has = |known: &[&str]| names.iter().any(|name| known.contains(&name.as_str()));
        let has_field = |field: Field| has(field.known_names());
        let says_outcome = [Field::Stage, Field::Status, Field::IsWon, Field::WonOn].map(has_field);
        if says_outcome.contains(&true) {
            return Ok(Some(Self::Deals));
        }
        let rep = has_field(Field::Rep) || has(&["name"]);
        let quota = has(&["quota", "target", "annual quota", "goal"])
            || layout.names.iter().any(|name| names_period(name));
        Ok(if rep && quota {
            Some(Self::Quotas)
        } else if rep && (has(&team_csv::MANAGER) || has(&team_csv::REGION)) {
            Some(Self::Team)
        } else if has(&price_list::PRODUCT) && has(&price_list::PRICE) {
            Some(Self::Prices)
        } else if has(&ACTIVITY) {
            Some(Self::Activities)
        } else {
            None
        })
    }
}

/// Column names that only activities have.
const ACTIVITY: [&str; 8] = [
    "activity date",
    "activity type",
    "activity subject",
    "activity due date",
    "call outcome",
    "call direction",
    "call title",
    "task subtype",
];

fn names_period(name: &str) -> bool {
    // Which period it is does not matter here.
    NamedPeriod::read(name, FiscalCalendar::default(), Date::constant(2000, 1, 1)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, kind: FileKind) {
        assert_eq!(FileKind::of(text), Ok(kind), "{text:?}");
    }

    #[test]
    fn files_are_told_by_their_columns() {
        case("opportunity_id,sales_agent,product,deal_stage,close_value\n", FileKind::Deals);
        case("sales_agent,manager,regional_office\n", FileKind::Team);
        case("product,series,sales_price\n", FileKind::Prices);
        case("Rep\tQ1 2026\tQ2 2026\n", FileKind::Quotas);
        case("Rep,Region,Quota\n", FileKind::Quotas);
        case("a,b\n", FileKind::Deals);
        assert_eq!(FileKind::recognised("a,b\n"), Ok(None));
    }
}
