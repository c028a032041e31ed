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
    let mut little: Vec<(&str, Money)> = Vec::new();
    let mut much: Vec<(&str, Money)> = Vec::new();
    let mut right: Vec<&str> = Vec::new();
    for (rep, now) in reps.iter().zip(&now.team.reps) {
        match now.flat_rule() {
            Some(FlatRule::TooLittle { by }) => little.push((&rep.name, by)),
            Some(FlatRule::TooMuch { by }) => much.push((&rep.name, by)),
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
    let may_be = (!right.is_empty()).then(|| {
        let reps = format::counted(right.len() as u64, "rep", "reps");
        format!(
            "For {reps} flat 3× may be right: their deals are too few to tell it from what is needed."
        )
    });
    [missing, wasted, may_be].into_iter().flatten().collect()
}

/// "5 reps", ", most of it of Dana Okafor ($410K)", "$1.2M"; `None` of nobody.
fn asked_wrongly(
    mut reps: Vec<(&str, Money)>,
    currency: Currency,
) -> Option<(String, String, String)> {
    reps.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let (worst, by) = *reps.first()?;
    let sum: Money = reps.iter().map(|(_, by)| *by).sum();
    let who = if reps.len() == 1 {
        worst.to_owned()
    } else {
        format::counted(reps.len() as u64, "rep", "reps")
    };
    let worst = if reps.len() == 1 {
        String::new()
    } else {
        format!(", {} of it for {worst} alone", format::money_short(by, currency))
    };
    Some((who, worst, format::money_short(sum, currency)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(amount: f64) -> Money {
        Money::from_units(amount).unwrap()
    }

    #[test]
    fn the_largest_mistake_is_named_and_all_are_added_up() {
        let said =
            asked_wrongly(vec![("Bo", units(10_000.0)), ("Ana", units(30_000.0))], Currency::Usd);
        let (who, worst, sum) = said.unwrap();
        assert_eq!((who.as_str(), sum.as_str()), ("2 reps", "USD 40K"));
        assert_eq!(worst, ", USD 30K of it for Ana alone");
        assert_eq!(asked_wrongly(Vec::new(), Currency::Usd), None);
    }

    #[test]
    fn one_rep_alone_is_named() {
        let (who, worst, _) = asked_wrongly(vec![("Bo", units(10_000.0))], Currency::Usd).unwrap();
        assert_eq!((who.as_str(), worst.as_str()), ("Bo", ""));
    }
}
