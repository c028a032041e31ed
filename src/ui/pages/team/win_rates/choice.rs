//! Which definition is the team's.

use super::words;
use crate::domain::WinRateDefinition;
use crate::engine::win_rate_definitions::DefinedRate;
use crate::ui::components::select_field::{SelectField, SelectOption};
use crate::ui::components::when::When;
use crate::ui::derive::flag;
use crate::ui::team::TeamLook;
use leptos::prelude::*;

/// The choice, with the definitions that give the team no rate said to be so.
#[component]
pub fn TeamsChoice(
    /// The rates of the whole team.
    rates: Memo<Option<Vec<DefinedRate>>>,
) -> impl IntoView {
    let look = TeamLook::here();
    let there = flag(move || rates.with(Option::is_some));
    let chosen =
        Signal::derive(move || words::value(look.settings.with(|it| it.win_rate)).to_owned());
    let choose = move |value: String| {
        if let Some(chosen) = words::named(&value) {
            look.change_settings(|settings| settings.win_rate = chosen);
        }
    };
    let options = move || rates.with(|rates| options(rates.as_deref().unwrap_or_default()));
    view! {
        <When shown=there>
            <section class="teams-rate" aria-labelledby="choice-title">
                <h2 id="choice-title">"The team's win rate"</h2>
                <SelectField
                    label="The team goes by"
                    id="team-win-rate"
                    options=options()
                    chosen
                    on_choose=choose
                />
                <p class="sub">{words::WHAT_IT_CHANGES}</p>
            </section>
        </When>
    }
}

/// Every definition, in order.
fn options(rates: &[DefinedRate]) -> Vec<SelectOption> {
    let option = |(place, definition): (usize, WinRateDefinition)| {
        let gives = rates.get(place).is_some_and(|rate| matches!(rate, DefinedRate::Rate { .. }));
        let name = words::name(definition);
        let words = if gives { name.to_owned() } else { format!("{name}: no rate here") };
        (words::value(definition).to_owned(), words)
    };
    WinRateDefinition::ALL.into_iter().enumerate().map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Multiple, Rate};

    #[test]
    fn what_gives_no_rate_can_be_chosen_but_is_said_to_give_none() {
        let rate = DefinedRate::Rate {
            rate: Rate::clamped(0.5),
            range: None,
            deals: 2,
            break_even: Multiple::new(2.0),
            created_before: None,
        };
        let said = options(&[rate, DefinedRate::LostWithoutAmount, rate, rate, rate]);
        let words: Vec<&str> = said.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words[..2], ["(a) By count", "(b) By value: no rate here"]);
        for ((value, _), definition) in said.iter().zip(WinRateDefinition::ALL) {
            assert_eq!(words::named(value), Some(definition));
        }
        assert_eq!(words::named("by-luck"), None);
    }
}
