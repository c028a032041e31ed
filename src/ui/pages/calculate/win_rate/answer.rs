//! The rate, its likely range and what both imply.

use super::super::answer_frame::{AnswerFrame, BigFigure};
use super::super::reasons;
use super::{Found, cards};
use crate::domain::{Multiple, Rate};
use crate::engine::rate_precision::NoRateByValue;
use crate::ui::components::figure::Figure;
use crate::ui::derive::text;
use crate::ui::format::{count, counted, editable, multiple, rate};
use leptos::prelude::*;

/// The answer, or what would give one.
#[component]
pub fn AnswerView(found: Memo<Option<Found>>) -> impl IntoView {
    let aloud = text(move || found.with(|found| found.as_ref().map(aloud).unwrap_or_default()));
    let why_not = Signal::derive(move || found.with(Option::is_none).then(reasons::no_rate));
    view! {
        <AnswerFrame aloud why_not>
            <Headline found />
            <Comparisons found />
        </AnswerFrame>
    }
}

#[component]
fn Headline(found: Memo<Option<Found>>) -> impl IntoView {
    let with = move |write: fn(&Found) -> String| {
        text(move || found.with(|found| found.as_ref().map(write).unwrap_or_default()))
    };
    let card = Callback::new(move |()| found.get_untracked().as_ref().map(cards::rate_card));
    view! {
        <output class="answer" aria-live="off">
            <BigFigure
                written=with(|found| rate(found.precision.rate))
                value=with(|found| found.precision.rate.share().to_string())
                name=with(|found| format!("Win rate {}", rate(found.precision.rate)))
                card
            />
            <p>
                "likely " <b>{with(range)}</b>
                {with(|found| {
                    // In one piece: no line is to hold its last word alone.
                    let decided = decided(found.precision.decided).replace(' ', "\u{a0}");
                    format!(" (8 in 10), on {decided}.")
                })}
            </p>
        </output>
    }
}

#[component]
fn Comparisons(found: Memo<Option<Found>>) -> impl IntoView {
    let with = move |write: fn(&Found) -> String| {
        Signal::derive(move || found.with(|found| found.as_ref().map(write).unwrap_or_default()))
    };
    let card = move |make: fn(&Found) -> _| {
        Callback::new(move |()| found.with_untracked(|found| found.as_ref().map(make)))
    };
    view! {
        <div class="trio">
            <Figure
                label="Break-even coverage".to_owned()
                text=with(|found| coverage(found.precision.break_even))
                value=with(|found| exact(found.precision.break_even.map(Multiple::times)))
                note=with(|found| {
                    let Found { precision, .. } = found;
                    let high = coverage(precision.break_even_at_high);
                    let low = coverage(precision.break_even_at_low);
                    if high == low {
                        format!("{high} at both of the range's ends")
                    } else {
                        format!("{high} to {low} at the range's ends")
                    }
                })
                card=card(cards::break_even)
            />
            <Figure
                label="By value".to_owned()
                text=with(|found| found.precision.by_value.map_or_else(|_| "not available".to_owned(), rate))
                value=with(|found| exact(found.precision.by_value.ok().map(Rate::share)))
                note=with(|found| match found.precision.by_value {
                    Ok(_) => "of what was decided, in money".to_owned(),
                    Err(NoRateByValue::NoLostAmount) => "the lost deals' worth is not known".to_owned(),
                    Err(NoRateByValue::NoWonAmount) => "the won deals' worth is not known".to_owned(),
                })
                card=card(cards::by_value)
            />
            <Figure
                label="Until it is tight".to_owned()
                text=with(|found| match found.precision.more_until_tight() {
                    Some(0) => "tight already".to_owned(),
                    Some(more) => format!("{} more", count(more as f64)),
                    None => "no number".to_owned(),
                })
                value=with(|found| exact(found.precision.more_until_tight().map(|more| more as f64)))
                note=with(|found| {
                    let within = points(found.within);
                    match found.precision.more_until_tight() {
                        Some(0) => format!("within give or take {within}"),
                        _ => format!("decided deals, for give or take {within}"),
                    }
                })
                card=card(cards::tight)
            />
        </div>
    }
}

fn exact(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// "4.0×", or "no number".
pub fn coverage(coverage: Option<Multiple>) -> String {
    coverage.map_or_else(|| "no number".to_owned(), multiple)
}

/// "18% to 34%"
pub fn range(found: &Found) -> String {
    let likely = found.precision.likely;
    format!("{} to {}", rate(likely.low), rate(likely.high))
}

/// "48 decided deals"
pub fn decided(deals: u64) -> String {
    counted(deals, "decided deal", "decided deals")
}

/// "2.5 points"
pub fn points(within: f64) -> String {
    format!("{} points", editable(within * 100.0))
}

fn aloud(found: &Found) -> String {
    format!(
        "Win rate {}, likely {}, on {}.",
        rate(found.precision.rate),
        range(found),
        decided(found.precision.decided)
    )
}
