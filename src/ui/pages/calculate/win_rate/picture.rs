//! The likely range against decided deals.

use super::answer::range;
use super::{Found, cards};
use crate::charts::draw;
use crate::charts::rate_fan::{Content, RateFan};
use crate::charts::scale::round_step;
use crate::ui::components::chart_frame::{ChartFrame, ChartTable, named};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format::{count, rate, whole_percent};
use leptos::prelude::*;

/// *How many more deals until the rate is tight?*
#[component]
pub fn PrecisionPicture(found: Memo<Option<Found>>) -> impl IntoView {
    let width = RwSignal::new(0.0);
    let svg = Signal::derive(move || {
        let width = width.get();
        found.with(|found| {
            found.as_ref().filter(|_| width > 0.0).map(|found| draw::rate_fan(&model(width, found)))
        })
    });
    let description = Signal::derive(move || {
        found.with(|found| found.as_ref().map(description).unwrap_or_default())
    });
    let table =
        Signal::derive(move || found.with(|found| found.as_ref().map(table).unwrap_or_default()));
    let card =
        Callback::new(move |()| found.with_untracked(|found| found.as_ref().map(cards::tight)));
    let below = text(move || {
        found.with(|found| {
            found.as_ref().map_or_else(String::new, |found| {
                format!(
                    "The line is the win rate, {}; the shaded band is where the true one likely lies (8 in 10) if the rate stays.",
                    rate(found.precision.rate)
                )
            })
        })
    });
    view! {
        <When shown=flag(move || found.with(Option::is_some))>
            <ChartFrame
                title="How many more deals until it is tight?"
                svg
                width
                description
                table
                card
            >
                <p class="sub below">{below}</p>
            </ChartFrame>
        </When>
    }
}

fn model(width: f64, found: &Found) -> RateFan {
    let precision = &found.precision;
    RateFan::new(
        width,
        &Content {
            rate: precision.rate,
            likely_at: &|deals| precision.likely_at(deals),
            now: precision.decided,
            tight: precision.tight_at,
            now_label: format!("now, {}", count(precision.decided as f64)),
            tight_label: precision
                .tight_at
                .map(|deals| format!("tight at {}", count(deals as f64)))
                .unwrap_or_default(),
            write_count: &count,
            write_share: &whole_percent,
        },
    )
}

fn description(found: &Found) -> String {
    let now = format!(
        "The likely range of the win rate narrows as deals are decided: {} at {} deals",
        range(found),
        count(found.precision.decided as f64)
    );
    match (found.precision.tight_at, found.precision.more_until_tight()) {
        (Some(at), Some(more)) if more > 0 => {
            format!("{now}, tight at {} deals, {} more.", count(at as f64), count(more as f64))
        }
        _ => format!("{now}."),
    }
}

fn table(found: &Found) -> ChartTable {
    let precision = &found.precision;
    let end = precision.tight_at.unwrap_or(0).max(precision.decided) as f64 * 1.35;
    let step = round_step(end / 8.0).max(1.0);
    let mut rows: Vec<(f64, &str)> = (1..=8_u8)
        .map(|at| (f64::from(at) * step, ""))
        .take_while(|(deals, _)| *deals <= end)
        .collect();
    rows.push((precision.decided as f64, "now"));
    if let Some(tight) = precision.tight_at.filter(|tight| *tight > precision.decided) {
        rows.push((tight as f64, "tight"));
    }
    rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let row = |(deals, name): (f64, &str)| {
        let range = precision.likely_at(deals);
        let end = |share: Option<f64>| share.map(whole_percent).unwrap_or_default();
        vec![
            named(count(deals), name),
            end(range.map(|range| range.low.share())),
            end(range.map(|range| range.high.share())),
        ]
    };
    ChartTable {
        columns: ["Decided deals", "Likely from", "Likely to"].map(str::to_owned).to_vec(),
        rows: rows.into_iter().map(row).collect(),
    }
}
