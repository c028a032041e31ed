//! A row a rep, those who need the manager first.

use super::seen_words::{self, CoverageSaid};
use super::words;
use crate::domain::{Currency, Rate, Rep};
use crate::engine::attention::Attention;
use crate::engine::rep_seen::RepSeen;
use crate::ui::derive::text;
use crate::ui::format;
use crate::ui::growing::growing;
use crate::ui::route::Whose;
use crate::ui::team::{Now, TeamLook};
use leptos::prelude::*;

/// The rows.
#[component]
pub fn RepRows() -> impl IntoView {
    let look = TeamLook::here();
    let rows = Memo::new(move |_| {
        let (Some(now), currency) =
            (look.now.get(), look.settings.with(|settings| settings.currency))
        else {
            return Vec::new();
        };
        look.reps.with(|reps| rows(&now, reps, look.whose, currency))
    });
    let drawn = growing(Signal::derive(move || rows.with(Vec::len)), 12, 8);
    let view_rows = move || {
        let drawn = drawn.get();
        rows.get().into_iter().take(drawn).map(|row| view! { <RepRow row /> }).collect_view()
    };
    let busy = text(move || {
        look.now.with(|now| now.is_none() && look.failed.with(Option::is_none)).to_string()
    });
    // The roles hold on a phone too, where a row is a card and no table for the browser.
    view! {
        <table class="rep-rows" role="table" aria-label="Reps" aria-busy=busy>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">"Rep"</th>
                    <th role="columnheader" scope="col">"Coverage " <span>"of what is needed"</span></th>
                    <th role="columnheader" scope="col">"Chance " <span>"of quota"</span></th>
                    <th role="columnheader" scope="col">"Win rate " <span>"likely range, decided"</span></th>
                    <th role="columnheader" scope="col">"Flat 3×"</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{view_rows}</tbody>
        </table>
    }
}

/// A row as it is written.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    href: String,
    left: String,
    /// What there is and what is needed; none where there is no need.
    coverage: Option<CoverageSaid>,
    chance: String,
    /// Where the bar ends; none where there is no chance.
    bar: Option<Rate>,
    short: bool,
    rate: Option<String>,
    rests_on: String,
    flat: Option<(String, bool)>,
}

fn rows(now: &Now, reps: &[Rep], whose: Whose, currency: Currency) -> Vec<Row> {
    now.order
        .iter()
        .filter_map(|(place, attention)| {
            Some(row(reps.get(*place)?, now.rep(*place)?, *attention, whose, currency))
        })
        .collect()
}

fn row(
    rep: &Rep,
    seen: RepSeen<'_>,
    attention: Attention,
    whose: Whose,
    currency: Currency,
) -> Row {
    let now = seen.now;
    Row {
        name: rep.name.clone(),
        href: whose.rep(rep.id).href(),
        left: words::left(now, currency),
        coverage: seen_words::coverage(seen),
        chance: seen_words::chance(seen),
        bar: seen.chance().filter(|_| seen.has_need()),
        short: matches!(attention, Attention::Short { .. }),
        rate: now.rate.rate().map(format::rate),
        rests_on: words::rate_rests_on(&now.rate),
        flat: seen_words::flat(seen, currency),
    }
}

#[component]
fn RepRow(row: Row) -> impl IntoView {
    let Row { name, href, left, coverage, chance, bar, short, rate, rests_on, flat } = row;
    let coverage = match coverage {
        Some(CoverageSaid::Of { has, needed }) => view! {
            <span class="has">{has}</span>
            <span class="of">" of "</span>
            <b class="needed">{needed}</b>
        }
        .into_any(),
        Some(CoverageSaid::Words(words)) => view! { <span class="of">{words}</span> }.into_any(),
        None => view! { <span class="of">"–"</span> }.into_any(),
    };
    let bar = bar.map(|chance| {
        view! {
            <span class="bar" aria-hidden="true">
                <span style:inline-size=format!("{:.1}%", chance.percent())></span>
            </span>
        }
    });
    let in_words = !chance.contains('%');
    let flat =
        flat.map(|(words, wrong)| view! { <span class="tag" class:wrong=wrong>{words}</span> });
    view! {
        <tr role="row" class:short=short>
            <th role="rowheader" scope="row">
                <a href=href>{name}</a>
                <span class="note">{left}</span>
            </th>
            <td role="cell" data-label="Coverage">
                {coverage}
            </td>
            <td role="cell" data-label="Chance" class="chance">
                {bar}
                <b class:words=in_words>{chance}</b>
            </td>
            <td role="cell" data-label="Win rate">
                <span>{rate.unwrap_or_else(|| "–".to_owned())}</span>
                <span class="note">{rests_on}</span>
            </td>
            <td role="cell" data-label="Flat 3×">
                {flat}
            </td>
        </tr>
    }
}
