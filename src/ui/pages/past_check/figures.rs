//! Three figures: how much better the chances were, and how often each method's ranges held.

use super::{cards, words};
use crate::engine::scores::RangeScores;
use crate::ui::components::figure::Figure;
use crate::ui::components::formula_card::FormulaCard;
use crate::ui::format;
use crate::ui::team::PastFound;
use leptos::prelude::*;
use std::sync::Arc;

/// The figures.
#[component]
pub fn Figures(
    /// The past.
    found: Arc<PastFound>,
) -> impl IntoView {
    let check = &found.check;
    let against = check.against.map(|(best, difference)| {
        let value = difference.mean;
        let error = difference.standard_error;
        let fates = words::fates(difference.fates, found.length);
        let note = error.map_or_else(
            || format!("over {fates}"),
            |error| format!("standard error {}, over {fates}", format::score(error)),
        );
        Shown {
            label: format!("Brier score less that of {}", words::name(best)),
            text: format::score(value),
            value,
            note,
            card: cards::difference(&found, best, difference),
        }
    });
    let (ours, theirs) = (check.ranges, check.run_rate_ranges);
    let ours_shown = ours.map(|ranges| {
        let words = "How often what a rep won in a period lay in the 80% range that Ridealong would have shown. 80% is right: more means ranges that are too wide, less ranges that are too narrow.";
        let title = "Ridealong's 80% ranges held";
        of_ranges(title, ranges, cards::ranges(title, words, ranges, theirs))
    });
    let theirs_shown = theirs.map(|ranges| {
        let words = "The same of the run-rate: what is booked and what was won a day in the look-back × the days left, with the spread that such a forecast usually has, a standard deviation of 0.4 in the logarithm.";
        let title = "Run-rate's 80% ranges held";
        of_ranges(title, ranges, cards::ranges(title, words, ranges, ours))
    });
    let figures = [against, ours_shown, theirs_shown].into_iter().flatten();
    view! { <div class="trio">{figures.map(Shown::view).collect_view()}</div> }
}

/// A figure as it is shown.
struct Shown {
    label: String,
    text: String,
    value: f64,
    note: String,
    card: FormulaCard,
}

impl Shown {
    fn view(self) -> impl IntoView {
        let Self { label, text, value, note, card } = self;
        let card = Callback::new(move |()| Some(card.clone()));
        view! { <Figure label text value=value.to_string() note card /> }
    }
}

fn of_ranges(title: &str, ranges: RangeScores, card: FormulaCard) -> Shown {
    Shown {
        label: title.to_owned(),
        text: format::whole_percent(ranges.held),
        value: ranges.held,
        note: format!(
            "of {}; {} is right",
            format::counted(ranges.ranges as u64, "range", "ranges"),
            format::whole_percent(0.8)
        ),
        card,
    }
}
