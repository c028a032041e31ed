//! With whom to ride: the deals where a visit may move the chance of quota most.

use super::super::card_lines::{CardLines, Line};
use super::about::About;
use super::follows_cards as cards;
use crate::engine::leverage::Leverage;
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::format;
use leptos::prelude::*;

/// Deals that are named.
const NAMED: usize = 3;

/// The line, for the first look at the page. Nothing without a live deal, or unless something is
/// left to bring.
#[component]
pub fn RideAlong() -> impl IntoView {
    let lines = About::lines(|about| ride(about).into_iter().collect());
    view! {
        <When shown=flag(move || lines.with(|lines| !lines.is_empty()))>
            <section class="sources ride" aria-label="Ride along">
                <CardLines lines />
            </section>
        </When>
    }
}

fn ride(about: &About<'_>) -> Option<Line> {
    let verdict = about.full.verdict.as_ref()?;
    let what = "With whom to ride";
    // Named are those whose win can be seen to lift the chance.
    let now = format::chance_from_data(verdict.chance);
    let lifts = |deal: &&Leverage| format::chance_from_data(deal.if_won) != now;
    let mut movers = verdict.movers.iter().filter(lifts).take(NAMED);
    let Some(first) = movers.next() else {
        // Of deals there are, none stands out.
        let Some(first) = verdict.movers.first() else {
            return Some(Line {
                what,
                amount: "No open deal".to_owned(),
                from:
                    "nothing that is open can still be won in this period: ride to find new ones."
                        .to_owned(),
                card: cards::none_open(),
            });
        };
        let only = verdict.movers.len() == 1;
        let from = if verdict.chance >= about.wanted {
            format!(
                "the chance of quota is {now} whichever deal is won next: others may need you more."
            )
        } else if only {
            format!(
                "the only deal that can still be won in this period, and even so the chance of quota stays {now}: ride to find new ones."
            )
        } else {
            format!(
                "none of the open deals alone moves the chance of quota from {now}: ride where several can be helped along."
            )
        };
        return Some(Line {
            what,
            amount: if only { about.deal(first) } else { "No one deal".to_owned() },
            from,
            card: cards::ride(first, &about.deal(first), about.money(first.amount), verdict),
        });
    };
    let likely = |deal: &Leverage| format::chance(deal.chance_won);
    let to = |deal: &Leverage| format::chance_from_data(deal.if_won);
    let others: Vec<String> = movers
        .map(|deal| format!("{} ({} likely, to {})", about.deal(deal), likely(deal), to(deal)))
        .collect();
    let then =
        if others.is_empty() { String::new() } else { format!(" Then {}.", others.join(" and ")) };
    let late = about.row(first).and_then(|row| row.day).filter(|day| *day >= about.period_end);
    let late = late.map_or_else(String::new, |day| {
        format!(" Its close date is {}, after this period: ask.", format::date(day))
    });
    let assumed = about.row(first).is_some_and(|row| row.amount_assumed);
    let assumed = if assumed { " Its amount is assumed: the file has none." } else { "" };
    Some(Line {
        what,
        amount: about.deal(first),
        from: format!(
            "{}, {} likely in time: won, it takes the chance of quota from {now} to {}.{assumed}{late}{then}",
            about.money(first.amount),
            likely(first),
            to(first)
        ),
        card: cards::ride(first, &about.deal(first), about.money(first.amount), verdict),
    })
}
