//! A part of a record, and what it says, in the words of the page that it is typed on.

use crate::domain::{Currency, Money, PeersBy, PeriodLength, QuotaSource, WinRateDefinition, day};
use crate::ui::format;
use crate::ui::pages::data::quotas::MONTHS;
use crate::ui::pages::data::settings::{LENGTHS, PEERS};
use crate::ui::pages::team::definition_words;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The field, and the part of it where it has parts with names.
pub fn part_words(path: &[String]) -> String {
    let [field, .., part] = path else {
        return path.first().map(|field| field_words(field)).unwrap_or_default();
    };
    match (field.as_str(), part.as_str()) {
        ("quotas", "source") => "Source of the quota".to_owned(),
        ("typed", "pipeline") => "Typed pipeline".to_owned(),
        ("typed", "won") => "Typed deals won".to_owned(),
        ("typed", "lost") => "Typed deals lost".to_owned(),
        ("typed", "average_deal") => "Typed average won deal".to_owned(),
        ("calendar", "length") => "A quota runs for".to_owned(),
        ("calendar", "first_month") => "The fiscal year starts in".to_owned(),
        _ => field_words(field),
    }
}

fn field_words(field: &str) -> String {
    let words = match field {
        "quotas" => "Quota",
        "calls" => "Own call",
        "booked_by_hand" => "Booked by hand",
        "comes_in_without_a_deal" => "What comes in without a deal",
        "also_known_as" => "Also written as",
        "formerly" => "Who they were before",
        "started" => "Started on",
        "typed" => "Typed figures",
        "currency" => "Amounts in",
        "calendar" => "Fiscal year",
        "wanted_chance" => "Chance of quota you want",
        "peers_by" => "Compared with each other",
        "win_rate" => "The team's win rate",
        "won_of_ten_quotes" => "Of ten quotes, so many come in",
        "as_of" => "Day to look from",
        other => {
            let mut letters = other.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            return first.unwrap_or_default() + &letters.as_str().replace('_', " ");
        }
    };
    words.to_owned()
}

/// What is said there; `None` where that has no words of its own.
pub fn value_words(path: &[String], value: Option<&Value>, currency: Currency) -> Option<String> {
    let Some(value) = value else { return Some("none".to_owned()) };
    if let Some(amount) = value.get("amount") {
        return read(amount).map(|amount: Money| format::money(amount, currency));
    }
    let money = || read(value).map(|amount: Money| format::money(amount, currency));
    match path.last()?.as_str() {
        "amount" | "comes_in_without_a_deal" | "pipeline" | "average_deal" => money(),
        "won" | "lost" | "won_of_ten_quotes" => value.as_u64().map(|count| count.to_string()),
        "started" | "as_of" => day::deserialize(value).ok().map(format::date),
        "wanted_chance" => read(value).map(format::rate),
        "look_back" => value.as_u64().map(|months| format::counted(months, "month", "months")),
        "source" => read(value).map(|source: QuotaSource| source_words(source).to_owned()),
        "length" => read(value).and_then(length_words),
        "first_month" => {
            let month = value.as_u64().and_then(|month| usize::try_from(month).ok());
            month
                .and_then(|month| MONTHS.get(month.checked_sub(1)?))
                .map(|month| (*month).to_owned())
        }
        "peers_by" => read(value).and_then(peers_words),
        "win_rate" => {
            read(value).map(|it: WinRateDefinition| definition_words::name(it).to_owned())
        }
        "name" | "group" | "manager" | "region" | "role" | "currency" => {
            value.as_str().map(str::to_owned)
        }
        _ => None,
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

const fn source_words(source: QuotaSource) -> &'static str {
    match source {
        QuotaSource::Set => "set for this period",
        QuotaSource::Divided => "a part of a longer one",
        QuotaSource::StandIn => "a stand-in",
    }
}

fn length_words(length: PeriodLength) -> Option<String> {
    let row = LENGTHS.iter().find(|(_, own, _)| *own == length);
    row.map(|(_, _, words)| words.to_lowercase())
}

fn peers_words(peers: PeersBy) -> Option<String> {
    let row = PEERS.iter().find(|(_, own, _)| *own == peers);
    row.map(|(_, _, words)| words.to_lowercase())
}
