//! The curve, its data as a table, and the line below it.

use super::readout::{Readout, Said};
use super::round_rows::round_rows;
use super::{Outcome, cards};
use crate::charts::chance_curve::{ChanceCurve, Content, Mark, Marked};
use crate::charts::draw;
use crate::domain::{Currency, Multiple, Rate};
use crate::engine::coverage::{Answer, CoverageChance};
use crate::ui::components::chart_frame::{ChartFrame, ChartTable, named};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format::{
    chance, counted, mean_count, money_short, multiple, multiple_tick, rate, whole_percent,
};
use leptos::prelude::*;

/// *Chance of quota by coverage*.
#[component]
pub fn ChancePicture(
    /// What it shows.
    answer: Memo<Outcome>,
    /// The currency that amounts are in.
    currency: Signal<Currency>,
    /// How a chance is written: what is typed in is exact, what comes from data is not.
    #[prop(default = chance)]
    write_chance: WriteChance,
    /// What is said of a win rate that no deals tell, after the rate.
    #[prop(default = "taken at its word: type won and lost deals to see its likely range.")]
    stated: &'static str,
    /// Whether it shows what is only tried.
    #[prop(into, default = Signal::stored(false))]
    is_tried: Signal<bool>,
) -> impl IntoView {
    let title = text(move || {
        let tried = if is_tried.get() { "Tried: chance" } else { "Chance" };
        format!("{tried} of quota by coverage")
    });
    let width = RwSignal::new(0.0);
    let model = Memo::new(move |_| {
        let width = width.get();
        answer.with(|answer| match answer {
            Ok(answer) if width > 0.0 => Some(model(width, answer, write_chance)),
            _ => None,
        })
    });
    let description = Signal::derive(move || {
        let describe = |answer: &Answer| description(answer, write_chance);
        answer.with(|answer| answer.as_ref().map(describe).unwrap_or_default())
    });
    let below = Signal::derive(move || {
        let below = |answer: &Answer| below(answer, stated);
        answer.with(|answer| answer.as_ref().map(below).unwrap_or_default())
    });
    let table = Signal::derive(move || {
        answer.with(|answer| {
            let table = |answer| table(answer, currency.get(), write_chance);
            answer.as_ref().map(table).unwrap_or_default()
        })
    });
    let card = Callback::new(move |()| {
        answer.with_untracked(|answer| {
            answer.as_ref().ok().map(|answer| cards::curve(answer, currency.get_untracked()))
        })
    });
    let say = Callback::new(move |coverage: Multiple| {
        answer.with(|answer| {
            let answer = answer.as_ref().ok()?;
            Some(said_of(answer, coverage, currency.get(), write_chance))
        })
    });
    let drawn = move |draw: fn(&ChanceCurve) -> String| {
        Signal::derive(move || model.with(|model| model.as_ref().map(draw)))
    };
    view! {
        <When shown=flag(move || answer.with(Result::is_ok))>
            <ChartFrame
                title
                svg=drawn(draw::chance_curve)
                ground=drawn(draw::chance_curve_ground)
                width
                description
                table
                card
                overlay=move || view! { <Readout model say /> }
            >
                <p class="sub below">{below}</p>
            </ChartFrame>
        </When>
    }
}

/// A chance in words.
pub type WriteChance = fn(Rate) -> String;

/// The points on the curve, the need first: its label gets the best place.
fn points(answer: &Answer) -> [(Mark, &'static str, CoverageChance); 4] {
    let need = CoverageChance { coverage: answer.need.coverage, chance: answer.need_chance };
    [
        (Mark::Need, "needed", need),
        (Mark::Have, "has now", answer.have),
        (Mark::BreakEven, "break-even", answer.break_even),
        (Mark::FlatRule, "flat", answer.flat_rule),
    ]
}

fn model(width: f64, answer: &Answer, write_chance: WriteChance) -> ChanceCurve {
    let marked = points(answer).map(|(mark, name, at)| Marked {
        mark,
        coverage: at.coverage,
        chance: at.chance,
        name: match mark {
            Mark::FlatRule => "flat 3×".to_owned(),
            _ => format!("{name} {}", multiple(at.coverage)),
        },
        value: write_chance(at.chance),
    });
    ChanceCurve::new(
        width,
        &Content {
            curve: answer.curve(),
            end: answer.curve_end(),
            wanted: answer.question().wanted,
            marked: marked.to_vec(),
            write_coverage: &multiple_tick,
            write_chance: &whole_percent,
        },
    )
}

fn description(answer: &Answer, write_chance: WriteChance) -> String {
    let points: Vec<_> = points(answer)
        .iter()
        .map(|(_, name, at)| {
            format!("{name} {}: {}", multiple(at.coverage), write_chance(at.chance))
        })
        .collect();
    let end = answer.curve_end();
    format!(
        "Chance of quota against coverage, from nothing at 0× to {} at {}. {}.",
        write_chance(answer.chance_at(end)),
        multiple(end),
        points.join(", ")
    )
}

/// "Win rate 25%, likely 18% to 34% (8 in 10) on 48 decided deals: with those ends, 3.8× to 7.6×."
fn below(answer: &Answer, stated: &str) -> String {
    let raw = rate(answer.raw_rate);
    let Some(likely) = answer.likely else {
        return format!("Win rate {raw}, {stated}");
    };
    let range = format!(
        "Win rate {raw}, likely {} to {} (8 in 10) on {}",
        rate(likely.rate.low),
        rate(likely.rate.high),
        counted(likely.decided, "decided deal", "decided deals")
    );
    match (likely.at_high, likely.at_low) {
        (Some(high), Some(low)) => {
            let (high, low) = (multiple(high.coverage), multiple(low.coverage));
            if high == low {
                format!("{range}: {high} at both ends.")
            } else {
                format!("{range}: with those ends, {high} to {low}.")
            }
        }
        (Some(high), None) => format!(
            "{range}: with those ends, {} to more than can be named.",
            multiple(high.coverage)
        ),
        _ => format!("{range}."),
    }
}

/// What the readout says of a coverage.
fn said_of(
    answer: &Answer,
    coverage: Multiple,
    currency: Currency,
    write_chance: WriteChance,
) -> Said {
    let chance = answer.chance_at(coverage);
    let worth = coverage.pipeline(answer.question().left_to_quota);
    Said {
        chance,
        headline: format!("{}: {}", multiple(coverage), write_chance(chance)),
        detail: format!(
            "{} deals, {}",
            mean_count(answer.deals_at(coverage)),
            money_short(worth, currency)
        ),
    }
}

/// A row every round coverage, and the four points by name.
fn table(answer: &Answer, currency: Currency, write_chance: WriteChance) -> ChartTable {
    let marked = points(answer).map(|(mark, name, at)| {
        (at.coverage, if mark == Mark::FlatRule { "flat rule" } else { name })
    });
    let rows = round_rows(1, answer.curve_end().times(), &marked, multiple);
    let row = |(coverage, name): (Multiple, &str)| {
        let worth = coverage.pipeline(answer.question().left_to_quota);
        vec![
            named(multiple(coverage), name),
            mean_count(answer.deals_at(coverage)),
            money_short(worth, currency),
            write_chance(answer.chance_at(coverage)),
        ]
    };
    ChartTable {
        columns: ["Coverage", "Deals", "Pipeline", "Chance"].map(str::to_owned).to_vec(),
        rows: rows.into_iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CalculatorInputs;
    use crate::engine::coverage;

    fn usual() -> Answer {
        coverage::answer(super::super::question(&CalculatorInputs::default())).unwrap()
    }

    #[test]
    fn the_line_below_says_what_the_win_rate_rests_on() {
        assert_eq!(
            below(&usual(), ""),
            "Win rate 25%, likely 18% to 34% (8 in 10) on 48 decided deals: with those ends, 3.8× to 7.6×."
        );
    }

    #[test]
    fn the_table_has_the_pictures_points_in_order() {
        let table = table(&usual(), Currency::Usd, chance);
        let names: Vec<_> = table
            .rows
            .iter()
            .filter_map(|row| row[0].split_once(", "))
            .map(|(_, name)| name)
            .collect();
        assert_eq!(names, ["has now", "flat rule", "break-even", "needed"]);
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}
