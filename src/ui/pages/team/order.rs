//! In which order the rows stand, and why.

use crate::engine::attention::Attention;
use crate::ui::components::formula_card::{CardDesk, FormulaCard, step};
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::format;
use crate::ui::team::{Now, TeamLook};
use leptos::prelude::*;

/// Says what comes first; the rest is on its card. Nothing where there is nothing to order.
#[component]
pub fn OrderOfRows() -> impl IntoView {
    let look = TeamLook::here();
    let desk = expect_context::<CardDesk>();
    let several =
        flag(move || look.now.with(|now| now.as_ref().is_some_and(|now| now.order.len() > 1)));
    let open = move |_| {
        let wanted = look.settings.with_untracked(|settings| settings.wanted_chance);
        let wanted = format::whole_percent(wanted.share());
        if let Some(now) = look.now.get_untracked() {
            desk.open(card(&now, &wanted));
        }
    };
    view! {
        <When shown=several>
            // The dot goes along with its words to the next line.
            <span class="together">" · "
            <button class="card-words" type="button" aria-haspopup="dialog" on:click=open>
                "most money short first"
            </button></span>
        </When>
    }
}

fn card(now: &Now, wanted: &str) -> FormulaCard {
    let count = |is: fn(&Attention) -> bool| {
        format::count(now.order.iter().filter(|(_, attention)| is(attention)).count() as f64)
    };
    FormulaCard {
        title: "The order of the reps".to_owned(),
        words: format!(
            "Whoever is below the {wanted} chance comes first, and who is expected to be short of the most money at the top. Then come those of whom the numbers can't tell it, then those without a quota, and last those who are on course or at quota. Those alike stand by name."
        ),
        formula: "money short = what is left − what the deals bring on average; where a rep's own deals are too few to tell, who lacks the least that may be needed is short, and who has the most is on course".to_owned(),
        steps: vec![
            step("Below it, most money short first", count(|it| matches!(it, Attention::Short { .. }))),
            step("The numbers can't tell", count(|it| *it == Attention::CannotTell)),
            step("Without a quota", count(|it| *it == Attention::NoQuota)),
            step("On course or at quota", count(|it| *it == Attention::OnCourse)),
        ],
        source: format!("a rule of Ridealong's own, on each rep's need as of {}", format::date(now.as_of)),
        leaves_out: "How long ago you saw a rep: sessions are not recorded here yet.".to_owned(),
    }
}
