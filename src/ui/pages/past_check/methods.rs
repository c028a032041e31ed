//! Every method with its scores, the best first.

use super::words;
use crate::engine::grade::Method;
use crate::engine::past_check::PastCheck;
use crate::engine::scores::ChanceScores;
use crate::ui::components::data_table::DataTable;
use crate::ui::format;
use crate::ui::team::PastFound;
use leptos::prelude::*;
use std::sync::Arc;

/// The table.
#[component]
pub fn Methods(
    /// The past.
    found: Arc<PastFound>,
) -> impl IntoView {
    let ranked = ranked(&found.check);
    let rows = Signal::stored(ranked.len());
    let row = move |at: usize| -> Vec<AnyView> {
        let Some((method, scores)) = ranked.get(at).copied() else { return Vec::new() };
        let name = view! {
            {words::row_name(method)}
            <span class="note">{words::goes_by(method)}</span>
        };
        vec![
            name.into_any(),
            format::score(scores.brier).into_any(),
            format::score(scores.log_loss).into_any(),
            format::count(scores.trials as f64).into_any(),
        ]
    };
    let columns = ["Method", "Brier score", "Log loss", "Chances"].map(str::to_owned).to_vec();
    view! {
        <section class="methods" aria-labelledby="methods-title">
            <h2 id="methods-title">"How far did each miss?"</h2>
            <p class="sub">
                "Lower is better. The Brier score is the mean square of chance − outcome: 0 is always right, 0.25 is saying one half every time. The log loss punishes a confident miss more; a certainty counts as 99%."
            </p>
            <DataTable name="The methods and their scores" columns rows row=Box::new(row) />
        </section>
    }
}

/// The lowest Brier score first.
fn ranked(check: &PastCheck) -> Vec<(Method, ChanceScores)> {
    let mut methods = check.methods.clone();
    methods.sort_by(|(_, one), (_, other)| one.brier.total_cmp(&other.brier));
    methods
}

#[cfg(test)]
mod tests {
    use super::super::made_up::check;
    use super::*;

    #[test]
    fn the_method_that_missed_least_comes_first_whichever_it_is() {
        use Method::{BaseRate, BreakEven, FlatRule, Ridealong, RunRate};
        let order: Vec<Method> = ranked(&check()).into_iter().map(|(method, _)| method).collect();
        assert_eq!(order, [Ridealong, RunRate, BreakEven, BaseRate, FlatRule]);
    }
}
