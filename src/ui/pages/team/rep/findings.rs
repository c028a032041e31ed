//! What has to be known of the team's deals before a rep's figures are believed.
//!
//! One thing is said as it is; more are folded away under how many they are.

use super::super::words;
use super::RepState;
use crate::engine::rep_now::FiguresFrom;
use crate::reader::{DealRow, DealStanding};
use crate::ui::components::fold::Fold;
use crate::ui::components::sentence::{Sentence, SentenceView};
use crate::ui::format;
use crate::ui::route::{DataPlace, Route};
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// Says which deals of the rep's own are in no figure, and what is to be known of the team's deals.
/// Of figures that were typed nothing of the sort is to be known.
#[component]
pub fn TeamsFindings() -> impl IntoView {
    let (state, look) = (RepState::here(), TeamLook::here());
    let by_deals = move || {
        state.now.with(|now| now.as_ref().is_some_and(|now| now.from == FiguresFrom::Deals))
    };
    let own = Memo::new(move |_| {
        look.deals.with(|listed| {
            let listed = listed.as_ref().filter(|listed| listed.rep == state.rep)?;
            without_close_date(&state.name.get(), &listed.rows)
        })
    });
    let of_team = Memo::new(move |_| {
        look.now
            .with(|now| now.as_deref().map(|now| words::findings(now, look.whose)))
            .unwrap_or_default()
    });
    move || {
        let said = by_deals().then(|| (own.get(), of_team.get()));
        said.map(|(own, of_team)| {
            let of_team = match of_team.len() {
                0 => None,
                1 => of_team.into_iter().next().map(|one| of_the_team(one).into_any()),
                _ => Some(folded(of_team)),
            };
            view! { {own.map(finding)} {of_team} }
        })
    }
}

/// What is true of the team's deals need not be of the rep's.
fn of_the_team(sentence: Sentence) -> impl IntoView {
    view! { <p class="finding"><b>"Of the team's deals: "</b><SentenceView sentence /></p> }
}

fn finding(sentence: Sentence) -> impl IntoView {
    view! { <p class="finding"><SentenceView sentence /></p> }
}

fn folded(found: Vec<Sentence>) -> AnyView {
    let title = format!("{} things to know of the team's deals", format::count(found.len() as f64));
    view! {
        <Fold id="findings" title=move || title.clone()>
            {found.clone().into_iter().map(finding).collect_view()}
        </Fold>
    }
    .into_any()
}

/// The rep's decided deals that nobody knows the day of, where others have one.
fn without_close_date(name: &str, rows: &[DealRow]) -> Option<Sentence> {
    let deals = rows.iter().filter(|row| row.standing == DealStanding::NoCloseDate).count();
    let deals_are = format::counted(deals as u64, "deal", "deals");
    let is = if deals == 1 { "is" } else { "are" };
    (deals > 0).then(|| {
        Sentence::of(format!(
            "{deals_are} of {name} {is} won or lost without a close date and in no figure here: "
        ))
        .way("bring the close date in", Route::Data(DataPlace::Import))
        .then(".")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deals_in_no_figure_are_counted_and_nothing_is_said_of_none() {
        let said = |rows: &[DealRow]| without_close_date("Ana", rows).map(|said| said.text());
        let [won, blank] = [DealStanding::Won, DealStanding::NoCloseDate].map(DealRow::made_up);
        assert_eq!(said(std::slice::from_ref(&won)), None);
        let one = "1 deal of Ana is won or lost without a close date and in no figure here: bring the close date in.";
        assert_eq!(said(&[won, blank.clone()]).as_deref(), Some(one));
        assert!(
            said(&[blank.clone(), blank])
                .is_some_and(|said| said.starts_with("2 deals of Ana are "))
        );
    }
}
