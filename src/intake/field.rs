//! What a deal is made of, and the column names that say it.

use crate::intake::text::clean;
use serde::{Deserialize, Serialize};

/// Something about a deal that a column of an export may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The CRM's id.
    Id,
    /// Who owns it.
    Rep,
    /// The customer.
    Account,
    /// What the rep called it.
    Name,
    /// The day it was created.
    Created,
    /// The day it was decided, or for an open deal is expected to be: one column for both.
    Close,
    /// The day it was decided, and nothing else.
    Closed,
    /// The day it was won.
    WonOn,
    /// The day it was lost.
    LostOn,
    /// The day it is expected to be decided.
    Expected,
    /// What it is worth.
    Amount,
    /// What it brought in once won, where that has a column of its own.
    WonAmount,
    /// The currency of the amount.
    Currency,
    /// The stage it is in.
    Stage,
    /// Whether it is open, won or lost.
    Status,
    /// Whether it is decided: yes or no.
    IsClosed,
    /// Whether it is won: yes or no.
    IsWon,
    /// Its age in days.
    Age,
    /// What is sold.
    Product,
    /// A segment of the market.
    Segment,
}

/// What the cells of a field hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A text of its own for each deal.
    Text,
    /// One of a few values.
    Word,
    /// A day.
    Date,
    /// An amount.
    Amount,
    /// Yes or no.
    Flag,
    /// Days.
    Age,
}

impl Field {
    /// All of them, in the order of the mapping screen.
    pub const ALL: [Self; 20] = [
        Self::Rep,
        Self::Stage,
        Self::Status,
        Self::Amount,
        Self::Created,
        Self::Close,
        Self::Closed,
        Self::WonOn,
        Self::LostOn,
        Self::Expected,
        Self::WonAmount,
        Self::Currency,
        Self::IsClosed,
        Self::IsWon,
        Self::Age,
        Self::Id,
        Self::Account,
        Self::Name,
        Self::Product,
        Self::Segment,
    ];

    /// What to call it in a sentence, behind "the".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Rep => "owner",
            Self::Account => "account",
            Self::Name => "deal name",
            Self::Created => "created date",
            Self::Close => "close date",
            Self::Closed => "date it was decided",
            Self::WonOn => "date it was won",
            Self::LostOn => "date it was lost",
            Self::Expected => "expected close date",
            Self::Amount => "amount",
            Self::WonAmount => "amount it brought in",
            Self::Currency => "currency",
            Self::Stage => "stage",
            Self::Status => "status",
            Self::IsClosed => "yes or no to \"is it closed\"",
            Self::IsWon => "yes or no to \"is it won\"",
            Self::Age => "age in days",
            Self::Product => "product",
            Self::Segment => "segment",
        }
    }

    /// What its cells hold.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Id | Self::Name => Kind::Text,
            Self::Rep
            | Self::Account
            | Self::Currency
            | Self::Stage
            | Self::Status
            | Self::Product
            | Self::Segment => Kind::Word,
            Self::Created
            | Self::Close
            | Self::Closed
            | Self::WonOn
            | Self::LostOn
            | Self::Expected => Kind::Date,
            Self::Amount | Self::WonAmount => Kind::Amount,
            Self::IsClosed | Self::IsWon => Kind::Flag,
            Self::Age => Kind::Age,
        }
    }

    /// The names that exports give such a column, the surest first, as [`plain`] writes them.
    /// Collected from the exports of Salesforce, `HubSpot`, Pipedrive, Dynamics 365 and Zoho.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub const fn known_names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &[
                "opportunity id",
                "deal id",
                "record id",
                "id",
                "opportunity number",
                "deal number",
                "case safe id",
            ],
            Self::Rep => &[
                "opportunity owner",
                "deal owner",
                "owner name",
                "owner full name",
                "owner",
                "sales agent",
                "sales rep",
                "sales representative",
                "sales person",
                "salesperson",
                "rep",
                "rep name",
                "account executive",
                "seller",
                "assigned to",
                "responsible",
            ],
            Self::Account => &[
                "account name",
                "account",
                "company name",
                "company",
                "customer name",
                "customer",
                "potential customer",
                "organization",
                "organisation",
                "associated company",
                "client",
                "client name",
            ],
            Self::Name => &[
                "opportunity name",
                "deal name",
                "deal title",
                "title",
                "topic",
                "name",
                "opportunity",
                "deal",
                "subject",
            ],
            Self::Created => &[
                "created date",
                "create date",
                "created on",
                "deal created",
                "date created",
                "creation date",
                "created at",
                "created time",
                "created",
                "engage date",
                "opportunity created date",
                "open date",
                "opened",
            ],
            Self::Close => &["close date", "closing date"],
            Self::Closed => &[
                "actual close date",
                "deal closed on",
                "closed date",
                "closed on",
                "date closed",
                "closed at",
                "closed time",
                "closed",
                "decided",
            ],
            Self::WonOn => &["won time", "won date", "won on", "date won"],
            Self::LostOn => &["lost time", "lost date", "lost on", "date lost"],
            Self::Expected => &[
                "expected close date",
                "est close date",
                "estimated close date",
                "expected closing date",
                "expected close",
                "forecast close date",
            ],
            Self::Amount => &[
                "amount",
                "deal amount",
                "opportunity amount",
                "value",
                "deal value",
                "close value",
                "est revenue",
                "estimated revenue",
                "contract value",
                "total amount",
                "total contract value",
                "tcv",
                "acv",
            ],
            Self::WonAmount => &["actual revenue", "actual amount", "won amount", "won value"],
            Self::Currency => &[
                "currency",
                "currency code",
                "currency iso code",
                "currency of value",
                "deal currency",
                "deal currency code",
                "amount currency",
            ],
            Self::Stage => &[
                "stage",
                "deal stage",
                "stage name",
                "opportunity stage",
                "sales stage",
                "pipeline stage",
            ],
            Self::Status => &["status", "deal status", "opportunity status", "outcome", "result"],
            Self::IsClosed => &["is closed", "closed"],
            Self::IsWon => &["is won", "won", "is closed won"],
            Self::Age => &["age", "deal age", "opportunity age", "age days", "age in days"],
            Self::Product => &["product", "product name", "associated product"],
            Self::Segment => &["segment", "market segment", "customer segment"],
        }
    }

    /// Whether exports give this name to a column of any field.
    pub fn is_known_name(header: &str) -> bool {
        let name = plain(header);
        Self::ALL.into_iter().any(|field| field.known_names().contains(&name.as_str()))
    }
}

/// A column name in small letters and single spaces: `StageName`, `stage_name` and `Stage Name`
/// are one; so are `Deal - Title` and `Title`, for some exports put the table's name first.
pub fn plain(header: &str) -> String {
    let header = clean(header);
    let header = ["Deal - ", "Opportunity - ", "Opportunity: ", "Deal: "]
        .into_iter()
        .find_map(|table| header.strip_prefix(table))
        .unwrap_or(&header);
    let mut words = String::with_capacity(header.len() + 4);
    let mut before = ' ';
    for character in header.chars() {
        let starts_word = before.is_lowercase() && character.is_uppercase();
        let parts = !character.is_alphanumeric();
        if (starts_word || parts) && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        if !parts {
            words.extend(character.to_lowercase());
        }
        before = character;
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        for header in
            ["StageName", "stage_name", " Stage  Name ", "Stage-Name", "\u{feff}Stage Name"]
        {
            assert_eq!(plain(header), "stage name", "{header:?}");
        }
        assert_eq!(plain("Deal - Title"), "title");
        assert_eq!(plain("Est. close date"), "est close date");
    }

    #[test]
    fn the_names_of_neighbours_are_not_known() {
        assert!(Field::is_known_name("Deal owner"));
        for header in ["Owner Role", "Deal - Creator", "Last Activity Date", "Fiscal Period"] {
            assert!(!Field::is_known_name(header), "{header}");
        }
    }

    #[test]
    fn no_name_is_known_in_another_spelling() {
        for field in Field::ALL {
            for name in field.known_names() {
                assert_eq!(plain(name), *name, "{field:?}");
            }
        }
    }
}
