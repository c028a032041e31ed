//! What flat 3x gets wrong in this team, in sentences that add up to the rows.

use crate::domain::{Currency, Money, Rep};
use crate::engine::flat_rule::FlatRule;
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::format;
use crate::ui::team::{Now, TeamLook};
use leptos::prelude::*;

/// The sentences.
#[component]
pub fn FlatRuleView() -> impl IntoView {
    let look = TeamLook::here();
    let said = Memo::new(move |_| {
        let currency = look.settings.with(|settings| settings.currency);
        look.now
            .with(|now| {
                let now = now.as_deref()?;
                Some(look.reps.with(|reps| sentences(now, reps, currency)))
            })
            .unwrap_or_default()
    });
    view! {
        <When shown=flag(move || said.with(|said| !said.is_empty()))>
            <section class="said flat-said">
                <h2 class="visually-hidden">"What flat 3× gets wrong"</h2>
                <ul>
                    {move || {
                        said.get().into_iter().map(|said| view! { <li>{said}</li> }).collect_view()
                    }}
                </ul>
            </section>
        </When>
    }
}

/// A sentence for those whom 3x asks too little of, one for too much, one for the rest.
fn sentences(now: &Now, reps: &[Rep], currency: Currency) -> Vec<String> {
    let mut little: Vec<Wrong<'_>> = Vec::new();
    let mut much: Vec<Wrong<'_>> = Vec::new();
    let mut right: Vec<&str> = Vec::new();
    let mut beyond = 0;
    for (rep, seen) in reps.iter().zip(now.seen()) {
        beyond += u64::from(seen.is_out_of_reach());
        match seen.flat_rule() {
            Some(FlatRule::TooLittle { by, at_least }) => {
                little.push(Wrong { name: &rep.name, by, at_least });
            }
            Some(FlatRule::TooMuch { by, at_least }) => {
                much.push(Wrong { name: &rep.name, by, at_least });
            }
            Some(FlatRule::MayBeRight) => right.push(&rep.name),
            None => {}
        }
    }
    let missing = asked_wrongly(little, currency).map(|(reps, worst, sum)| {
        format!("Flat 3× asks too little of {reps}: {sum} of pipeline that they need would be missing{worst}.")
    });
    let wasted = asked_wrongly(much, currency).map(|(reps, worst, sum)| {
        format!("Flat 3× asks too much of {reps}: {sum} of pipeline that they do not need{worst}.")
    });
    let may_be = right.first().map(|first| {
        let reps = if right.len() == 1 {
            (*first).to_owned()
        } else {
            format::counted(right.len() as u64, "rep", "reps")
        };
        format!(
            "For {reps} flat 3× may be right: within its likely range, the win rate asks for as much."
        )
    });
    let no_pipeline = (beyond > 0).then(|| {
        format!(
            "For {} not even 500 open deals give the wanted chance, by 3× or more: help the open deals along.",
            format::counted(beyond, "rep", "reps")
        )
    });
    [missing, wasted, may_be, no_pipeline].into_iter().flatten().collect()
}

/// By how much a rep is asked wrongly.
#[derive(Clone, Copy)]
struct Wrong<'a> {
    name: &'a str,
    by: Money,
    /// At least so much: the rep's need is a range.
    at_least: bool,
}

/// "5 reps", ", at least $410K of it for Dana Okafor alone", "at least $1.2M"; `None` of nobody.
fn asked_wrongly(mut reps: Vec<Wrong<'_>>, currency: Currency) -> Option<(String, String, String)> {
    reps.sort_by(|one, other| other.by.cmp(&one.by).then(one.name.cmp(other.name)));
    let worst = *reps.first()?;
    let write = |amount, at_least| {
        let at_least = if at_least { "at least " } else { "" };
        format!("{at_least}{}", format::money_short(amount, currency))
    };
    let sum: Money = reps.iter().map(|wrong| wrong.by).sum();
    // The rows' own amounts are added up, so where one is a least amount so is the sum.
    let sum = write(sum, reps.iter().any(|wrong| wrong.at_least));
    if reps.len() == 1 {
        return Some((worst.name.to_owned(), String::new(), sum));
    }
    let who = format::counted(reps.len() as u64, "rep", "reps");
    let alone = write(worst.by, worst.at_least);
    Some((who, format!(", {alone} of it for {} alone", worst.name), sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(amount: f64) -> Money {
        Money::from_units(amount).unwrap()
    }

    #[test]
    fn the_largest_mistake_is_named_and_all_are_added_up() {
        let said = |at_least| {
            let bo = Wrong { name: "Bo", by: units(10_000.0), at_least };
            let ana = Wrong { name: "Ana", by: units(30_000.0), at_least: false };
            asked_wrongly(vec![bo, ana], Currency::Usd).unwrap()
        };
        let (who, worst, sum) = said(false);
        assert_eq!((who.as_str(), sum.as_str()), ("2 reps", "USD 40K"));
        assert_eq!(worst, ", USD 30K of it for Ana alone");
        assert_eq!(said(true).2, "at least USD 40K");
        assert_eq!(said(true).1, worst);
        assert_eq!(asked_wrongly(Vec::new(), Currency::Usd), None);
    }

    #[test]
    fn one_rep_alone_is_named() {
        let bo = Wrong { name: "Bo", by: units(10_000.0), at_least: true };
        let (who, worst, sum) = asked_wrongly(vec![bo], Currency::Usd).unwrap();
        assert_eq!((who.as_str(), worst.as_str(), sum.as_str()), ("Bo", "", "at least USD 10K"));
    }
}
