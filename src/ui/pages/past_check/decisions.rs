//! By decisions: whom each rule would have sent the manager to.

use crate::domain::{Period, PeriodLength};
use crate::engine::grade::Pointed;
use crate::engine::past_check::QuotasTried;
use crate::engine::visits::{Visits, VisitsCompared, only};
use crate::ui::components::data_table::DataTable;
use crate::ui::components::fold::Fold;
use crate::ui::format;
use crate::ui::team::PastFound;
use leptos::prelude::*;
use std::sync::Arc;

/// Periods of which one morning is told in a sentence.
const TOLD: usize = 3;

/// The visits of both rules, added up, some in sentences, all in a table.
#[component]
pub fn Decisions(
    /// The past.
    found: Arc<PastFound>,
) -> impl IntoView {
    let sentences = told(&found);
    let mornings = found.check.pointed.len();
    let row = {
        let found = found.clone();
        move |at: usize| -> Vec<AnyView> {
            let Some(morning) = found.check.pointed.get(at) else { return Vec::new() };
            let cell = |visits: &[(usize, bool)]| all_named(&found.names, visits).into_any();
            vec![
                format::date(morning.as_of).into_any(),
                cell(&morning.by_flat_rule),
                cell(&morning.by_chance),
            ]
        }
    };
    let columns = ["Morning", "Flat 3× sent you to", "The chance sent you to"].map(str::to_owned);
    view! {
        <section class="decisions" aria-labelledby="decisions-title">
            <h2 id="decisions-title">"Whom would each rule have sent you to?"</h2>
            <p>{summary(&found)}</p>
            <ul>{sentences.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}</ul>
            <Fold id="mornings" title=|| "Morning by morning">
                <DataTable
                    name="Whom each rule sent you to, morning by morning"
                    columns=columns.to_vec()
                    rows=Signal::stored(mornings)
                    row=Box::new(row.clone())
                />
            </Fold>
        </section>
    }
}

/// Both rules added up.
fn summary(found: &PastFound) -> String {
    let mornings = &found.check.pointed;
    let all = VisitsCompared::of(mornings);
    let count = |number: usize| format::count(number as f64);
    let named = || mornings.iter().map(|day| day.by_chance.len());
    let most = named().max().unwrap_or(0);
    let up_to = if named().any(|reps| reps < most) { "up to " } else { "" };
    let asked = format!(
        "On {} each rule names {up_to}{} to ride with: flat 3× by the least coverage, the chance by the least chance of quota.",
        format::counted(mornings.len() as u64, "morning", "mornings"),
        format::counted(most as u64, "rep", "reps"),
    );
    let of = |visits: Visits| format!("{} of {}", count(visits.to_missed), count(visits.made));
    let (flat, chance) = (all.only_flat_rule, all.only_chance);
    let missed = missed(found);
    if flat.made == 0 && chance.made == 0 {
        return format!(
            "{asked} They named the same reps every time: {} visits were to reps who then {missed}.",
            of(all.by_chance)
        );
    }
    let luck = if all.may_be_luck() { " A difference that small may be luck." } else { "" };
    format!(
        "{asked} Of the visits by flat 3×, {} were to reps who then {missed}; of those by the chance, {}. Where the two named different reps, it was {} and {}.{luck}",
        of(all.by_flat_rule),
        of(all.by_chance),
        of(flat),
        of(chance),
    )
}

/// What a rep missed.
fn missed(found: &PastFound) -> &'static str {
    match (found.check.quotas, found.length) {
        (QuotasTried::Kept, _) => "missed the quota",
        (QuotasTried::Quartiles, PeriodLength::Month) => {
            "missed even the lowest quota of the month"
        }
        (QuotasTried::Quartiles, PeriodLength::Quarter) => {
            "missed even the lowest quota of the quarter"
        }
        (QuotasTried::Quartiles, PeriodLength::Year) => "missed even the lowest quota of the year",
    }
}

/// The latest periods in which the rules differ, the first such morning of each in a sentence.
fn told(found: &PastFound) -> Vec<String> {
    let check = &found.check;
    let of_period = |period: &Period| {
        let mut mornings = check.pointed.iter().filter(|day| period.contains(day.as_of));
        mornings.find_map(|morning| morning_told(&found.names, morning))
    };
    check.periods.iter().rev().filter_map(of_period).take(TOLD).collect()
}

/// "On Jan 1, 2017 flat 3× sent you to Tom, who reached it, the chance to Dana, who missed."
fn morning_told(names: &[String], morning: &Pointed) -> Option<String> {
    let flat: Vec<_> = only(&morning.by_flat_rule, &morning.by_chance).collect();
    let chance: Vec<_> = only(&morning.by_chance, &morning.by_flat_rule).collect();
    if flat.is_empty() || chance.is_empty() {
        return None;
    }
    let who = |visits: &[(usize, bool)]| {
        let each: Vec<String> = visits
            .iter()
            .map(|(rep, missed)| {
                let end = if *missed { "missed" } else { "reached it" };
                format!("{}, who {end}", named(names, *rep))
            })
            .collect();
        each.join(", and ")
    };
    Some(format!(
        "On {} flat 3× sent you to {}; the chance to {}.",
        format::date(morning.as_of),
        who(&flat),
        who(&chance)
    ))
}

/// "Tom, Dana (missed)"
fn all_named(names: &[String], visits: &[(usize, bool)]) -> String {
    let each = visits.iter().map(|(rep, missed)| {
        let end = if *missed { " (missed)" } else { "" };
        format!("{}{end}", named(names, *rep))
    });
    each.collect::<Vec<_>>().join(", ")
}

fn named(names: &[String], rep: usize) -> &str {
    names.get(rep).map_or("somebody", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::super::made_up::{check, found};
    use super::*;
    use crate::engine::past_check::PastCheck;

    #[test]
    fn both_rules_are_added_up_and_told_apart() {
        assert_eq!(
            summary(&found(check())),
            "On 2 mornings each rule names up to 2 reps to ride with: flat 3× by the least coverage, the chance by the least chance of quota. Of the visits by flat 3×, 2 of 3 were to reps who then missed even the lowest quota of the quarter; of those by the chance, 3 of 3. Where the two named different reps, it was 0 of 1 and 1 of 1. A difference that small may be luck."
        );
        assert_eq!(
            told(&found(check())),
            [
                "On 2017-04-01 flat 3× sent you to Tom, who reached it; the chance to Luis, who missed."
            ]
        );
    }

    #[test]
    fn rules_that_agree_are_said_to() {
        let alike = PastCheck { pointed: check().pointed.split_off(1), ..check() };
        let kept = found(PastCheck { quotas: QuotasTried::Kept, ..alike });
        let said = summary(&kept);
        assert!(
            said.ends_with("They named the same reps every time: 1 of 1 visits were to reps who then missed the quota."),
            "{said}"
        );
        assert_eq!(told(&kept), Vec::<String>::new());
    }

    #[test]
    fn the_table_marks_who_missed() {
        let names = found(check()).names;
        assert_eq!(all_named(&names, &[(0, false), (1, true)]), "Tom, Dana (missed)");
        assert_eq!(all_named(&names, &[(7, false)]), "somebody");
    }
}
