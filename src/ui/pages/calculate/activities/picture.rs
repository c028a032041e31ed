//! The chain as bars, a week.

use super::super::state::CalculatorState;
use super::answer::outermost_name;
use super::{Asked, cards, in_sentence};
use crate::charts::draw;
use crate::charts::weekly_bars::{Step, WeeklyBars};
use crate::domain::Rate;
use crate::engine::activity_numbers::Answer;
use crate::ui::components::chart_frame::{ChartFrame, ChartTable};
use crate::ui::components::when::When;
use crate::ui::derive::{flag, text};
use crate::ui::format::{mean_count, rate};
use leptos::prelude::*;

/// *What does a week have to hold?*
#[component]
pub fn WeekPicture(asked: Memo<Asked>) -> impl IntoView {
    let currency = CalculatorState::here().currency();
    let width = RwSignal::new(0.0);
    let rows = Memo::new(move |_| {
        asked.with(|asked| {
            asked.answer.as_ref().map(|answer| rows(asked, answer)).unwrap_or_default()
        })
    });
    let svg = Signal::derive(move || {
        let width = width.get();
        rows.with(|rows| {
            let steps: Vec<Step> = rows.iter().map(Row::step).collect();
            (width > 0.0 && !steps.is_empty())
                .then(|| draw::weekly_bars(&WeeklyBars::new(width, &steps)))
        })
    });
    let description = Signal::derive(move || {
        rows.with(|rows| {
            let parts: Vec<_> = rows
                .iter()
                .map(|row| format!("{} {} a week", row.name, mean_count(row.a_week)))
                .collect();
            format!("What a week has to hold, worked back from the wins: {}.", parts.join(", "))
        })
    });
    let table = Signal::derive(move || rows.with(|rows| table(rows)));
    let card = Callback::new(move |()| {
        asked.with_untracked(|asked| cards::chain(asked, currency.get_untracked()))
    });
    let below = text(move || {
        asked.with(|asked| {
            format!(
                "On average just enough. Today's {} pay off after the sales cycle: late in the period they are for the next one.",
                outermost_name(asked)
            )
        })
    });
    view! {
        <When shown=flag(move || asked.with(|asked| asked.answer.is_ok()))>
            <ChartFrame title="A week, worked back from the wins" svg width description table card>
                <p class="sub below">{below}</p>
            </ChartFrame>
        </When>
    }
}

/// A step of the chain with its numbers.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    a_week: f64,
    total: f64,
    /// How many lead on to the next step, and what that is.
    leads: Option<(Rate, String)>,
}

impl Row {
    fn step(&self) -> Step {
        let all = format!("{} in all", mean_count(self.total));
        Step {
            name: self.name.clone(),
            a_week: self.a_week,
            value: format!("{} a week", mean_count(self.a_week)),
            note: match &self.leads {
                Some((conversion, next)) => format!("{all}, {} become {next}", rate(*conversion)),
                None => all,
            },
        }
    }
}

/// The chain from the outermost activity to the wins.
fn rows(asked: &Asked, answer: &Answer) -> Vec<Row> {
    let weeks = asked.question.weeks_left as f64;
    let mut rows = vec![
        Row {
            name: "Wins".to_owned(),
            a_week: answer.wins_to_find / weeks,
            total: answer.wins_to_find,
            leads: None,
        },
        Row {
            name: "New deals".to_owned(),
            a_week: answer.deals.a_week,
            total: answer.deals.total,
            leads: asked.question.win_rate.raw().map(|win_rate| (win_rate, "wins".to_owned())),
        },
    ];
    for ((name, amount), conversion) in
        asked.names.iter().zip(&answer.activities).zip(&asked.question.conversions)
    {
        let next = rows.last().map(|row| in_sentence(&row.name)).unwrap_or_default();
        rows.push(Row {
            name: name.clone(),
            a_week: amount.a_week,
            total: amount.total,
            leads: Some((*conversion, next)),
        });
    }
    rows.reverse();
    rows
}

fn table(rows: &[Row]) -> ChartTable {
    let row = |row: &Row| {
        vec![
            row.name.clone(),
            mean_count(row.a_week),
            mean_count(row.total),
            row.leads
                .as_ref()
                .map(|(conversion, next)| format!("{} become {next}", rate(*conversion)))
                .unwrap_or_default(),
        ]
    };
    ChartTable {
        columns: ["Step", "A week", "In all", "Leads on"].map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
    }
}
