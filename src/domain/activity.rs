//! What a rep did.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How often a rep did something in a week.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Activity {
    /// Who, as the deals write the name.
    pub rep: String,
    /// What.
    pub kind: ActivityKind,
    /// The Monday of the week.
    #[serde(with = "crate::domain::day")]
    pub week: Date,
    /// How often.
    pub count: u32,
}

/// What a sales floor counts, from the first contact on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActivityKind {
    /// A call dialled, whoever answered.
    Call,
    /// A conversation with somebody who can decide or knows who does.
    Conversation,
    /// A meeting held, in person or not.
    Meeting,
    /// A proposal or quote sent.
    Proposal,
}

impl ActivityKind {
    /// All of them, each of which leads to the next.
    pub const ALL: [Self; 4] = [Self::Call, Self::Conversation, Self::Meeting, Self::Proposal];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_activity_is_kept_in_plain_words_and_reads_back() {
        let activity = Activity {
            rep: "Dana Okafor".to_owned(),
            kind: ActivityKind::Meeting,
            week: jiff::civil::date(2026, 1, 5),
            count: 7,
        };
        let text = serde_json::to_string(&activity).unwrap();
        assert_eq!(text, r#"{"rep":"Dana Okafor","kind":"meeting","week":"2026-01-05","count":7}"#);
        assert_eq!(serde_json::from_str::<Activity>(&text).unwrap(), activity);
    }
}
