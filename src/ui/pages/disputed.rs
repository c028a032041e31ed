//! What two sides changed differently, a sentence each.

use super::said_value::{part_words, value_words};
use crate::domain::{Currency, Period};
use crate::store::Disputed;
use crate::ui::format;

/// What the two sides are called: where something stands, and where somebody changed it.
#[derive(Clone, Copy, Debug)]
pub struct Sides {
    kept: &'static str,
    kept_at: &'static str,
    theirs: &'static str,
    theirs_at: &'static str,
}

/// What is here, and what a file has.
pub const IN_A_FILE: Sides = Sides {
    kept: "here",
    kept_at: "here",
    theirs: "in the file",
    theirs_at: "where the file comes from",
};

/// What another tab saved, and what is on the screen.
pub const IN_ANOTHER_TAB: Sides = Sides {
    kept: "in the other tab",
    kept_at: "in the other tab",
    theirs: "here",
    theirs_at: "here",
};

/// "Quota from Jan 1 to Mar 31, 2018: $66,000 here, $70,000 in the file."
pub fn said(disputed: &Disputed, sides: Sides, currency: Currency) -> String {
    let Disputed { path, kept, theirs } = disputed;
    if path.is_empty() {
        return match (kept, theirs) {
            (None, _) => format!("Removed {}, and changed {}.", sides.kept_at, sides.theirs_at),
            (_, None) => format!("Removed {}, and changed {}.", sides.theirs_at, sides.kept_at),
            _ => format!("Not the same {} and {}.", sides.kept, sides.theirs),
        };
    }
    let part = part_words(path);
    let period = path.get(1).and_then(|item| serde_json::from_str::<Period>(item).ok());
    let period = period.map(|period| {
        let last = period.last_day();
        format!(" from {} to {}", format::date(period.start), format::date(last))
    });
    let period = period.unwrap_or_default();
    let words = |value| value_words(path, value, currency);
    match (words(kept.as_ref()), words(theirs.as_ref())) {
        (Some(one), Some(other)) if one != other => {
            format!("{part}{period}: {one} {}, {other} {}.", sides.kept, sides.theirs)
        }
        _ => format!("{part}{period}: not the same {} and {}.", sides.kept, sides.theirs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[track_caller]
    fn case(path: &[&str], kept: Value, theirs: Value, expected: &str) {
        let there = |value: Value| Some(value).filter(|value| !value.is_null());
        let path = path.iter().map(|part| (*part).to_owned()).collect();
        let disputed = Disputed { path, kept: there(kept), theirs: there(theirs) };
        assert_eq!(said(&disputed, IN_A_FILE, Currency::default()), expected);
    }

    #[test]
    fn what_differs_is_said_with_what_each_side_says() {
        let period = r#"{"end":"2018-04-01","start":"2018-01-01"}"#;
        case(
            &["quotas", period, "amount"],
            json!(6_600_000),
            json!(7_000_000),
            "Quota from 2018-01-01 to 2018-03-31: USD 66000 here, USD 70000 in the file.",
        );
        // A quota that one side took back.
        case(
            &["quotas", period],
            Value::Null,
            json!({ "period": {}, "amount": 7_000_000, "source": "set" }),
            "Quota from 2018-01-01 to 2018-03-31: none here, USD 70000 in the file.",
        );
        case(
            &["quotas", period, "source"],
            json!("set"),
            json!("stand_in"),
            "Source of the quota from 2018-01-01 to 2018-03-31: set for this period here, a stand-in in the file.",
        );
        case(&["role"], json!("AE"), Value::Null, "Role: AE here, none in the file.");
        case(&["typed", "won"], json!(7), json!(9), "Typed deals won: 7 here, 9 in the file.");
        case(
            &["started"],
            json!("2018-01-01"),
            json!("2017-01-01"),
            "Started on: 2018-01-01 here, 2017-01-01 in the file.",
        );
    }

    #[test]
    fn between_two_tabs_it_is_said_of_these() {
        let path = vec!["manager".to_owned()];
        let disputed = Disputed { path, kept: Some(json!("Kim")), theirs: Some(json!("Lee")) };
        let words = said(&disputed, IN_ANOTHER_TAB, Currency::default());
        assert_eq!(words, "Manager: Kim in the other tab, Lee here.");
        let gone = Disputed { path: Vec::new(), kept: None, theirs: Some(json!({})) };
        let words = said(&gone, IN_ANOTHER_TAB, Currency::default());
        assert_eq!(words, "Removed in the other tab, and changed here.");
    }

    #[test]
    fn of_settings_it_is_said_in_the_words_of_their_page() {
        case(
            &["wanted_chance"],
            json!(0.8),
            json!(0.9),
            "Chance of quota you want: 80% here, 90% in the file.",
        );
        case(
            &["look_back"],
            json!(12),
            json!(6),
            "Look back: 12 months here, 6 months in the file.",
        );
        case(
            &["calendar", "length"],
            json!("quarter"),
            json!("month"),
            "A quota runs for: a quarter here, a month in the file.",
        );
        case(
            &["calendar", "first_month"],
            json!(1),
            json!(2),
            "The fiscal year starts in: January here, February in the file.",
        );
        case(
            &["peers_by"],
            json!("everyone"),
            json!("group"),
            "Compared with each other: all reps together here, reps of a group in the file.",
        );
        case(
            &["win_rate"],
            json!("by-count"),
            json!("by-value"),
            "The team's win rate: (a) By count here, (b) By value in the file.",
        );
    }

    #[test]
    fn what_has_no_words_or_says_the_same_is_only_named() {
        case(
            &["formerly"],
            json!([]),
            json!(["1"]),
            "Who they were before: not the same here and in the file.",
        );
        case(&["look_back"], json!("x"), json!(6), "Look back: not the same here and in the file.");
        case(
            &[],
            Value::Null,
            json!({ "name": "Dana" }),
            "Removed here, and changed where the file comes from.",
        );
        case(
            &[],
            json!({ "name": "Dana" }),
            Value::Null,
            "Removed where the file comes from, and changed here.",
        );
    }
}
