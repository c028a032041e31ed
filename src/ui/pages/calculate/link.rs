//! A calculator's inputs in a link: plain `key=value`, no more than a reader can check.
//!
//! Only what was typed into the calculator travels; deals, reps and files never do.

use crate::domain::plain_text::{clean, cleaned};
use crate::domain::{CalculatorInputs, ChainStep, Currency, Money, Rate, RateFrom};
use crate::ui::components::quantity::Limits;
use crate::ui::route::Calculator;
use thiserror::Error;

/// The longest link that is read, in characters.
pub const LONGEST: usize = 2_000;

/// Why a link was refused. Nothing of it is taken then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Longer than [`LONGEST`].
    #[error("This link is too long to be one of ours, so your own figures stay: ask for it again.")]
    TooLong,
    /// A value that can't be.
    #[error(
        "This link says \"{key}\" is \"{value}\", which can't be, so your own figures stay: ask for it again."
    )]
    Absurd {
        /// The key.
        key: String,
        /// Its value, shortened.
        value: String,
    },
}

/// The inputs of a calculator as a query.
pub fn write(calculator: Calculator, inputs: &CalculatorInputs) -> String {
    let mut pairs = vec![("currency", inputs.currency.code().to_owned())];
    if calculator != Calculator::WinRate {
        pairs.push(("left", money(inputs.left_to_quota)));
        pairs.push(("deal", money(inputs.average_deal)));
        pairs.push(("pipeline", money(inputs.pipeline)));
    }
    if calculator == Calculator::WinRate || inputs.rate_from == RateFrom::Counts {
        pairs.push(("won", inputs.won.to_string()));
        pairs.push(("lost", inputs.lost.to_string()));
    } else {
        pairs.push(("rate", percent(inputs.stated_rate)));
    }
    match calculator {
        Calculator::Coverage => pairs.push(("chance", percent(inputs.wanted))),
        Calculator::WinRate => {
            pairs.push(("wonamount", money(inputs.won_amount)));
            pairs.push(("lostamount", money(inputs.lost_amount)));
            pairs.push(("within", percent(inputs.within)));
        }
        Calculator::Activities => {
            pairs.push(("weeks", inputs.weeks_left.to_string()));
            pairs.push(("countpipeline", u8::from(inputs.count_pipeline).to_string()));
            pairs.push(("seen", inputs.observed_activities.to_string()));
            pairs.push(("seenwins", inputs.observed_wins.to_string()));
            // Said in full, so that a chain without steps arrives as one.
            pairs.push(("steps", inputs.steps.len().to_string()));
            for step in &inputs.steps {
                pairs
                    .push(("step", format!("{}~{}", percent(step.conversion), escape(&step.name))));
            }
        }
    }
    pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

/// The inputs that a query carries; what it leaves out stays as in `mine`, unknown keys are
/// passed over.
///
/// # Errors
/// [`LinkError`], with nothing taken.
pub fn read(query: &str, mine: &CalculatorInputs) -> Result<CalculatorInputs, LinkError> {
    if query.chars().count() > LONGEST {
        return Err(LinkError::TooLong);
    }
    let mut inputs = mine.clone();
    let mut steps = Vec::new();
    let mut steps_said = None;
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let absurd = || LinkError::Absurd {
            key: key.to_owned(),
            value: clean(value).chars().take(20).collect(),
        };
        let known = match key {
            "currency" => Currency::from_code(value).map(|currency| inputs.currency = currency),
            "left" => read_money(value).map(|amount| inputs.left_to_quota = amount),
            "deal" => read_money(value).map(|amount| inputs.average_deal = amount),
            "pipeline" => read_money(value).map(|amount| inputs.pipeline = amount),
            "wonamount" => read_money(value).map(|amount| inputs.won_amount = amount),
            "lostamount" => read_money(value).map(|amount| inputs.lost_amount = amount),
            "won" => read_count(value).map(|count| {
                inputs.rate_from = RateFrom::Counts;
                inputs.won = count;
            }),
            "lost" => read_count(value).map(|count| inputs.lost = count),
            "rate" => read_percent(value).map(|rate| {
                inputs.rate_from = RateFrom::Stated;
                inputs.stated_rate = rate;
            }),
            "chance" => read_percent(value)
                .filter(|rate| (0.01..=0.99).contains(&rate.share()))
                .map(|rate| inputs.wanted = rate),
            "within" => read_percent(value)
                .filter(|rate| (0.01..=0.3).contains(&rate.share()))
                .map(|rate| inputs.within = rate),
            "weeks" => read_count(value)
                .filter(|weeks| (1..=60).contains(weeks))
                .map(|weeks| inputs.weeks_left = weeks),
            "countpipeline" => match value {
                "0" => Some(false),
                "1" => Some(true),
                _ => None,
            }
            .map(|count| inputs.count_pipeline = count),
            "seen" => read_count(value).map(|count| inputs.observed_activities = count),
            "seenwins" => read_count(value).map(|count| inputs.observed_wins = count),
            "steps" => read_count(value).map(|count| steps_said = Some(count)),
            "step" => read_step(value).map(|step| steps.push(step)),
            _ => Some(()),
        };
        known.ok_or_else(absurd)?;
    }
    if steps.len() > CalculatorInputs::MOST_STEPS {
        return Err(LinkError::TooLong);
    }
    match steps_said {
        Some(said) if said != steps.len() as u64 => {
            return Err(LinkError::Absurd { key: "steps".to_owned(), value: said.to_string() });
        }
        None if steps.is_empty() => {}
        _ => inputs.steps = steps,
    }
    Ok(inputs)
}

fn money(amount: Money) -> String {
    amount.decimal().trim_end_matches(".00").to_owned()
}

fn percent(rate: Rate) -> String {
    // To a millionth of a percent: what was typed, without the digits of binary fractions.
    format!("{}", (rate.percent() * 1e6).round() / 1e6)
}

fn read_money(text: &str) -> Option<Money> {
    plain(text).filter(|units| *units <= Limits::MONEY.most).and_then(Money::from_units)
}

fn read_percent(text: &str) -> Option<Rate> {
    plain(text).and_then(Rate::from_percent)
}

fn read_count(text: &str) -> Option<u64> {
    let digits = text.len() <= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|count| *count <= 1_000_000)
}

/// A number in plain digits: no sign, no exponent, no `inf`.
fn plain(text: &str) -> Option<f64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    digits.then(|| text.parse().ok()).flatten()
}

fn read_step(text: &str) -> Option<ChainStep> {
    let (conversion, name) = text.split_once('~')?;
    let name = cleaned(unescape(name)?);
    let fits = !name.is_empty() && name.chars().count() <= ChainStep::LONGEST_NAME;
    let conversion = fits.then(|| read_percent(conversion)).flatten()?;
    Some(ChainStep { name, conversion })
}

/// Percent-encodes all but letters, digits and `-`.
fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'-' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            let value = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mine() -> CalculatorInputs {
        CalculatorInputs::default()
    }

    #[test]
    fn a_link_brings_the_inputs_over() {
        let sent = CalculatorInputs {
            currency: Currency::Eur,
            left_to_quota: Money::from_hundredths(12_345_678),
            rate_from: RateFrom::Stated,
            stated_rate: Rate::clamped(0.2),
            wanted: Rate::clamped(0.9),
            ..mine()
        };
        assert_eq!(read(&write(Calculator::Coverage, &sent), &mine()), Ok(sent));
    }

    #[test]
    fn the_chain_of_activities_travels_with_its_names() {
        let sent = CalculatorInputs {
            steps: vec![ChainStep {
                name: "Démos & visits".into(),
                conversion: Rate::clamped(0.125),
            }],
            weeks_left: 9,
            count_pipeline: true,
            ..mine()
        };
        assert_eq!(read(&write(Calculator::Activities, &sent), &mine()), Ok(sent));
    }

    #[test]
    fn a_chain_without_steps_arrives_without_and_a_cut_one_is_refused() {
        let sent = CalculatorInputs { steps: Vec::new(), ..mine() };
        assert_eq!(read(&write(Calculator::Activities, &sent), &mine()), Ok(sent));
        let cut = write(Calculator::Activities, &mine());
        refused(cut.rsplit_once("&step=").unwrap().0);
    }

    #[test]
    fn what_a_link_leaves_out_stays_and_unknown_keys_are_passed_over() {
        let read = read("won=20&colour=blue", &mine()).unwrap();
        assert_eq!(read, CalculatorInputs { won: 20, ..mine() });
    }

    #[track_caller]
    fn refused(query: &str) {
        assert!(read(query, &mine()).is_err(), "{query}");
    }

    #[test]
    fn absurd_values_are_refused_whole() {
        for query in [
            "left=NaN",
            "left=1e999",
            "left=-5",
            "left=99999999999999",
            "left=",
            "won=2.5",
            "won=99999999999999999999",
            "rate=101",
            "chance=100",
            "weeks=0",
            "step=40",
            "step=40~",
            "step=40~%FF",
            "currency=XXX",
            "won=3&lost=inf",
        ] {
            refused(query);
        }
        refused(&format!("won=3&{}", "x".repeat(100_000)));
        refused(&["step=40~a"; 7].join("&"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(query in ".{0,200}") {
            let _ = read(&query, &mine());
        }

        #[test]
        fn any_step_name_survives_the_link(name in "[^\\p{C}\\p{Z}][\\PC&&[^\u{2028}\u{2029}]]{0,20}[^\\p{C}\\p{Z}]") {
            let sent = CalculatorInputs {
                steps: vec![ChainStep { name, conversion: Rate::clamped(0.4) }],
                ..mine()
            };
            prop_assert_eq!(read(&write(Calculator::Activities, &sent), &mine()), Ok(sent));
        }
    }
}
