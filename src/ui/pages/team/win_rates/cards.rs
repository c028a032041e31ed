//! The formula card behind a win rate by one definition.

use super::words;
use crate::domain::WinRateDefinition;
use crate::engine::win_rate_definitions::DefinedRate;
use crate::ui::components::formula_card::{FormulaCard, step};
use crate::ui::format;
use jiff::ToSpan;
use jiff::civil::Date;

/// The card; `None` where there is no rate.
pub fn card(definition: WinRateDefinition, rate: DefinedRate, as_of: Date) -> Option<FormulaCard> {
    let DefinedRate::Rate { rate, range, deals, break_even, created_before } = rate else {
        return None;
    };
    let won = definition.counts_deals().then(|| {
        let won = (rate.share() * deals as f64).round();
        step("Won of them", format::count(won))
    });
    let mut steps = vec![step("Deals that it rests on", format::count(deals as f64))];
    steps.extend(created_before.map(|days| {
        let day = i64::try_from(days).ok().and_then(|days| as_of.checked_sub(days.days()).ok());
        let day = day.map(|day| format!(", by {}", format::date(day))).unwrap_or_default();
        let days = format::counted(days as u64, "day", "days");
        step("Created in the time looked back on, at least", format!("{days} ago{day}"))
    }));
    steps.extend(won);
    steps.push(step("Win rate", format::rate(rate)));
    if let Some(range) = range {
        steps.push(step("Likely range, 8 in 10", words::range(range)));
    }
    steps.push(step("Coverage that breaks even", words::coverage(break_even)));
    if let Some(range) = range {
        steps.push(step("... at both ends of the range", words::coverage_range(range)));
    }
    let WorkedOut { rate: of_deals, range: how_sure, source } = worked_out(definition);
    Some(FormulaCard {
        title: format!("Win rate {}", words::name(definition)),
        words: format!("It is {}. The coverage is 1 ÷ the rate.", words::counts(definition)),
        formula: format!("{of_deals}; range: {how_sure}"),
        steps,
        source: format!("{source}; the kept deals as of {}", format::date(as_of)),
        leaves_out: format!("{} {}", words::trap(definition), words::BREAK_EVEN),
    })
}

/// How a rate and its range are worked out, and who found it.
pub struct WorkedOut {
    /// The rate.
    pub rate: &'static str,
    /// Its likely range.
    pub range: &'static str,
    /// Who found it.
    pub source: &'static str,
}

const WILSON: &str = "Wilson's interval at 80%";

/// The same of a definition.
pub const fn worked_out(definition: WinRateDefinition) -> WorkedOut {
    let (rate, range, source) = match definition {
        WinRateDefinition::ByCount => ("won ÷ (won + lost)", WILSON, "Wilson (1927)"),
        WinRateDefinition::ByValue => (
            "amounts won ÷ (amounts won + amounts lost)",
            "Wilson's interval at 80% of (sum of amounts)² ÷ sum of squared amounts deals",
            "Wilson (1927), effective number of deals by Kish (1965)",
        ),
        WinRateDefinition::StaleAsLost => ("won ÷ (won + lost + stale)", WILSON, "Wilson (1927)"),
        WinRateDefinition::CreatedCohort => (
            "won by now ÷ created, of deals created at least as long ago as 9 in 10 decided deals took",
            WILSON,
            "Wilson (1927)",
        ),
        WinRateDefinition::TimeToEvent => (
            "sum over ages of (share still open) × won ÷ at risk, open deals at risk up to their age",
            "the Beta with its mean and variance",
            "Aalen and Johansen (1978), its variance by Klein and Moeschberger (2003)",
        ),
    };
    WorkedOut { rate, range, source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Multiple, Rate};
    use crate::engine::win_rate::{LIKELY, wilson_interval};
    use jiff::civil::date;

    #[test]
    fn a_card_shows_what_the_rate_was_made_of() {
        let rate = DefinedRate::Rate {
            rate: Rate::clamped(0.25),
            range: wilson_interval(12, 48, LIKELY),
            deals: 48,
            break_even: Multiple::new(4.0),
            created_before: None,
        };
        let of = |definition| card(definition, rate, date(2018, 1, 1)).unwrap();
        let by_count = of(WinRateDefinition::ByCount);
        assert_eq!(
            by_count.steps,
            [
                step("Deals that it rests on", "48".to_owned()),
                step("Won of them", "12".to_owned()),
                step("Win rate", "25%".to_owned()),
                step("Likely range, 8 in 10", "18% to 34%".to_owned()),
                step("Coverage that breaks even", "4.0×".to_owned()),
                step("... at both ends of the range", "3.0× to 5.6×".to_owned()),
            ]
        );
        // What a share of money or of time counts are no won deals.
        for definition in [WinRateDefinition::ByValue, WinRateDefinition::TimeToEvent] {
            assert_eq!(of(definition).steps.len(), 5);
        }
        let DefinedRate::Rate { range, deals, break_even, .. } = rate else { unreachable!() };
        let rate = Rate::clamped(0.25);
        let cohort =
            DefinedRate::Rate { rate, range, deals, break_even, created_before: Some(104) };
        let of_cohort = card(WinRateDefinition::CreatedCohort, cohort, date(2018, 1, 1)).unwrap();
        let since = step(
            "Created in the time looked back on, at least",
            "104 days ago, by 2017-09-19".to_owned(),
        );
        assert_eq!(of_cohort.steps[1], since);
        let none = card(WinRateDefinition::ByCount, DefinedRate::NothingDecided, date(2018, 1, 1));
        assert_eq!(none, None);
    }
}
