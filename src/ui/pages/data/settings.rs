//! How the company counts.

use super::other_periods::OtherPeriods;
use super::quotas::MONTHS;
use crate::domain::{
    Currency, FiscalCalendar, LookBack, OfTen, PeersBy, PeriodLength, Rate, Settings,
    WinRateDefinition,
};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::quantity::{Limits, Quantity};
use crate::ui::components::select_field::{SelectField, SelectOption};
use crate::ui::pages::team::definition_words;
use crate::ui::route::Whose;
use crate::ui::team::TeamState;
use leptos::prelude::*;

pub(in crate::ui::pages) const LENGTHS: [(&str, PeriodLength, &str); 3] = [
    ("month", PeriodLength::Month, "A month"),
    ("quarter", PeriodLength::Quarter, "A quarter"),
    ("year", PeriodLength::Year, "A year"),
];
pub(in crate::ui::pages) const PEERS: [(&str, PeersBy, &str); 5] = [
    ("everyone", PeersBy::Everyone, "All reps together"),
    ("group", PeersBy::Group, "Reps of a group"),
    ("manager", PeersBy::Manager, "Reps of a manager"),
    ("region", PeersBy::Region, "Reps of a region"),
    ("role", PeersBy::Role, "Reps of a role"),
];

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <div class="settings inputs">
            <Choices />
            <OtherPeriods />
            <Figures />
            <div class="setting">
                <a class="button" href=Whose::Sample.team().href()>
                    "Look at the sample team"
                </a>
                <p class="sub">"12 made-up reps beside yours: nothing of them is kept, and yours stay as they are."</p>
            </div>
        </div>
    }
}

/// What is one of a few.
#[component]
fn Choices() -> impl IntoView {
    let state = TeamState::here();
    let settings = Memo::new(move |_| state.team.with(|team| team.settings));
    let select = move |label: &'static str,
                       id: &'static str,
                       options: Vec<SelectOption>,
                       get: fn(&Settings) -> String,
                       set: fn(&mut Settings, &str)| {
        let chosen = Signal::derive(move || settings.with(get));
        let choose = move |value: String| state.change_settings(|settings| set(settings, &value));
        let hint = hint(id);
        view! {
            <div class="setting">
                <SelectField label id options chosen on_choose=choose />
                <p class="sub">{hint}</p>
            </div>
        }
    };
    let named = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let currencies = Currency::ALL.map(|each| named(each.code(), each.code())).to_vec();
    let months = (1_i8..=12).zip(MONTHS).map(|(n, words)| named(&n.to_string(), words)).collect();
    let lengths = LENGTHS.map(|(value, _, words)| named(value, words)).to_vec();
    let peers = PEERS.map(|(value, _, words)| named(value, words)).to_vec();
    let rates = WinRateDefinition::ALL
        .map(|it| named(definition_words::value(it), definition_words::name(it)))
        .to_vec();
    let of_ten = std::iter::once(named("", "All losses are recorded"))
        .chain((0_u8..=10).map(|n| named(&n.to_string(), &n.to_string())))
        .collect();
    view! {
            {select(
                "Amounts in",
                "currency",
                currencies,
                |settings| settings.currency.code().to_owned(),
                |settings, code| {
                    settings.currency = Currency::from_code(code).unwrap_or(settings.currency);
                },
            )}
            {select(
                "A quota runs for",
                "period",
                lengths,
                |settings| {
                    let length = settings.calendar.length();
                    LENGTHS.iter().find(|(_, own, _)| *own == length).map_or("", |row| row.0).to_owned()
                },
                |settings, value| {
                    if let Some((_, length, _)) = LENGTHS.iter().find(|row| row.0 == value) {
                        settings.calendar = settings.calendar.with_length(*length);
                    }
                },
            )}
            {select(
                "The fiscal year starts in",
                "fiscal-start",
                months,
                |settings| settings.calendar.first_month().to_string(),
                |settings, value| {
                    let calendar = value
                        .parse()
                        .ok()
                        .and_then(|month| FiscalCalendar::new(settings.calendar.length(), month));
                    settings.calendar = calendar.unwrap_or(settings.calendar);
                },
            )}
            {select(
                "Compared with each other",
                "peers",
                peers,
                |settings| {
                    PEERS.iter().find(|(_, own, _)| *own == settings.peers_by).map_or("", |row| row.0).to_owned()
                },
                |settings, value| {
                    if let Some((_, peers, _)) = PEERS.iter().find(|row| row.0 == value) {
                        settings.peers_by = *peers;
                    }
                },
            )}
            {select(
                "The team's win rate",
                "win-rate",
                rates,
                |settings| definition_words::value(settings.win_rate).to_owned(),
                |settings, value| {
                    settings.win_rate = definition_words::named(value).unwrap_or(settings.win_rate);
                },
            )}
            {select(
                "Of ten quotes, so many come in",
                "of-ten",
                of_ten,
                |settings| {
                    let of_ten = settings.won_of_ten_quotes.map(|of_ten| u8::from(of_ten).to_string());
                    of_ten.unwrap_or_default()
                },
                |settings, value| {
                    settings.won_of_ten_quotes = value.parse().ok().and_then(OfTen::new);
                },
            )}
    }
}

/// What a choice is for.
fn hint(id: &str) -> &'static str {
    match id {
        "currency" => "How amounts are written. Nothing is converted.",
        "period" => "What is needed, and the chance of it, are worked out for one such period.",
        "fiscal-start" => "Quarters and years are counted from there.",
        "peers" => "A rep with few decided deals is judged by these others, more so the fewer.",
        "win-rate" => definition_words::WHAT_IT_CHANGES,
        "of-ten" => {
            "For a CRM that does not record lost deals: it counts while under 15% of the decided deals are lost."
        }
        _ => "",
    }
}

/// What is a number.
#[component]
fn Figures() -> impl IntoView {
    let state = TeamState::here();
    let settings = Memo::new(move |_| state.team.with(|team| team.settings));
    let chance = Signal::derive(move || settings.with(|settings| settings.wanted_chance.percent()));
    let months_back =
        Signal::derive(move || settings.with(|settings| f64::from(settings.look_back.months())));
    let look_back = move |months: f64| {
        let whole = (1..=60_u8).rev().find(|whole| f64::from(*whole) <= months);
        if let Some(look_back) = whole.and_then(LookBack::months_back) {
            state.change_settings(|settings| settings.look_back = look_back);
        }
    };
    view! {
            <div class="setting">
            <NumberField
                label="Chance of quota you want"
                id="wanted"
                quantity=Quantity::Percent
                limits=Limits { least: 1.0, most: 99.0 }
                value=chance
                on_change=move |percent: f64| {
                    state.change_settings(|settings| settings.wanted_chance = Rate::clamped(percent / 100.0));
                }
            />
            <p class="sub">"What a rep needs is the pipeline that reaches the quota with this chance."</p>
            </div>
            <div class="setting">
            <NumberField
                label="Look back, months of decided deals"
                id="look-back"
                quantity=Quantity::Count
                limits=Limits { least: 1.0, most: 60.0 }
                value=months_back
                on_change=look_back
            />
            <p class="sub">"Win rates rest on the deals decided in this time before the day that the team is looked at from."</p>
            </div>
    }
}
