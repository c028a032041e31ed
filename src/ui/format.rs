//! How numbers are written: the only place that asks the browser (`Intl`) for the reader's way.
//!
//! Making a formatter is slow and using one is not, so each is made once. Outside a browser
//! (native tests) a plain English form is written.

use crate::domain::{Currency, Money, Multiple, Rate};
use crate::intake::amounts::DecimalMark;
use jiff::civil::Date;

/// An amount as it is: `$118,000`. Cents only where they matter, below 1,000.
pub fn money(amount: Money, currency: Currency) -> String {
    let cents = amount.hundredths() % 100 != 0 && amount.hundredths().unsigned_abs() < 100_000;
    number(
        if cents { Style::MoneyWithCents(currency) } else { Style::Money(currency) },
        &amount.decimal(),
    )
}

/// An amount to the cent where it has cents: `$30,000.50`.
pub fn typed_money(amount: Money, currency: Currency) -> String {
    let cents = amount.hundredths() % 100 != 0;
    number(
        if cents { Style::MoneyWithCents(currency) } else { Style::Money(currency) },
        &amount.decimal(),
    )
}

/// An amount in short: `$1.2M`.
pub fn money_short(amount: Money, currency: Currency) -> String {
    number(Style::MoneyShort(currency), &amount.decimal())
}

/// The same of an amount in units; "–" of what no amount can be.
pub fn units_short(units: f64, currency: Currency) -> String {
    Money::from_units(units).map_or_else(|| "–".to_owned(), |amount| money_short(amount, currency))
}

/// An amount in units to three digits, for what is held against another amount near to it: `$1.06M`.
pub fn units_to_compare(units: f64, currency: Currency) -> String {
    let written = |amount: Money| number(Style::MoneyToCompare(currency), &amount.decimal());
    Money::from_units(units).map_or_else(|| "–".to_owned(), written)
}

/// A coverage: `5.6×`; from 100 on without a decimal.
pub fn multiple(coverage: Multiple) -> String {
    let style = if coverage.times() < 99.95 { Style::OneDecimal } else { Style::Whole };
    format!("{}×", number(style, &decimal(coverage.times())))
}

/// A coverage on an axis: `2×`, `2.5×`.
pub fn multiple_tick(times: f64) -> String {
    format!("{}×", number(Style::UpToTwoDecimals, &decimal(times)))
}

/// A rate: `63%`; below 10% with a decimal, `2.5%`, where it has one.
pub fn rate(rate: Rate) -> String {
    let style = if rate.percent() < 9.95 { Style::PercentOneDecimal } else { Style::Percent };
    number(style, &decimal(rate.share()))
}

/// A rate on an axis or as the end of a range: `63%`.
pub fn whole_percent(share: f64) -> String {
    number(Style::Percent, &decimal(share))
}

/// A chance: `58%`, "under 1%", "over 99%", as nothing that is left to deals is certain.
pub fn chance(chance: Rate) -> String {
    match chance.percent() {
        percent if percent < 0.5 => format!("under {}", whole_percent(0.01)),
        percent if percent >= 99.5 => format!("over {}", whole_percent(0.99)),
        _ => whole_percent(chance.share()),
    }
}

/// A chance worked out from data, which is not known better than to the nearest 5%: `20%`,
/// "under 5%", "over 95%".
pub fn chance_from_data(chance: Rate) -> String {
    match chance.percent() {
        percent if percent < 4.999 => format!("under {}", whole_percent(0.05)),
        percent if percent > 95.001 => format!("over {}", whole_percent(0.95)),
        percent => whole_percent((percent / 5.0).round() * 5.0 / 100.0),
    }
}

/// An amount without its currency: `1,234`, `1.23`.
pub fn plain_amount(amount: Money) -> String {
    number(Style::UpToTwoDecimals, &amount.decimal())
}

/// A score or a difference of scores, to a thousandth: `0.124`, `−0.010`.
pub fn score(score: f64) -> String {
    number(Style::ThreeDecimals, &decimal(score)).replace('-', "−")
}

/// A count: `1,234`.
pub fn count(count: f64) -> String {
    number(Style::Whole, &decimal(count))
}

/// "1 deal", "22 deals"
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number as f64), if number == 1 { one } else { many })
}

/// A day: `Dec 31, 2017`.
pub fn date(day: Date) -> String {
    day_written(DayStyle::Day, day)
}

/// The month of a day: `Dec 2017`.
pub fn month(day: Date) -> String {
    day_written(DayStyle::Month, day)
}

/// The time of day of a moment in milliseconds since 1970: `10:42 AM`.
pub fn time(ms: u64) -> String {
    moment_written(DayStyle::Time, ms)
}

/// A moment in milliseconds since 1970: `Dec 31, 2017, 10:42 AM`.
pub fn moment(ms: u64) -> String {
    moment_written(DayStyle::Moment, ms)
}

/// A parameter of a distribution: `12.5`.
pub fn tenths(parameter: f64) -> String {
    editable((parameter * 10.0).round() / 10.0)
}

/// A factor or a spread: `1.07`.
pub fn hundredths(factor: f64) -> String {
    editable((factor * 100.0).round() / 100.0)
}

/// A percentage as it was typed, to a hundredth: `12.5%`.
pub fn typed_percent(percent: f64) -> String {
    number(Style::PercentUpToTwoDecimals, &decimal(percent / 100.0))
}

/// A mean number of things: `25`, below 10 with a decimal: `2.4`, below a tenth with two: `0.01`,
/// "under 0.01".
pub fn mean_count(mean: f64) -> String {
    if mean > 0.0 && mean < 0.095 {
        let least = number(Style::UpToTwoDecimals, &decimal(mean.max(0.01)));
        return if mean < 0.005 { format!("under {least}") } else { least };
    }
    number(if mean < 9.95 { Style::UpToOneDecimal } else { Style::Whole }, &decimal(mean))
}

/// A number to be typed over: no grouping, the reader's decimal mark.
pub fn editable(value: f64) -> String {
    number(Style::Editable, &decimal(value))
}

/// What was typed, less the currency as it is written for this reader (`US$`), so that what a field shows can be typed back.
pub fn without_currency(text: &str, currency: Currency) -> String {
    let symbol = without_marks(&money(Money::ZERO, currency));
    let symbol = symbol.trim_matches(|letter: char| letter == '0' || letter.is_whitespace());
    if symbol.is_empty() { text.to_owned() } else { text.replacen(symbol, " ", 1) }
}

/// A text less the invisible marks of direction that some languages write numbers with.
pub fn without_marks(text: &str) -> String {
    text.chars().filter(|letter| !is_mark(*letter)).collect()
}

/// Invisible marks of direction.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// The reader's decimal mark.
pub fn decimal_mark() -> DecimalMark {
    if number(Style::OneDecimal, "1.5").contains(',') {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    }
}

/// One form of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Style {
    Money(Currency),
    MoneyWithCents(Currency),
    MoneyShort(Currency),
    MoneyToCompare(Currency),
    Whole,
    OneDecimal,
    UpToOneDecimal,
    UpToTwoDecimals,
    ThreeDecimals,
    Percent,
    PercentOneDecimal,
    PercentUpToTwoDecimals,
    Editable,
}

/// One form of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum DayStyle {
    Day,
    Month,
    Time,
    Moment,
}

/// A float as the shortest plain decimal that reads back as the same number.
fn decimal(value: f64) -> String {
    if value.is_finite() { format!("{value}") } else { "0".to_owned() }
}

#[cfg(target_arch = "wasm32")]
use in_browser::{day_written, moment_written, number};
#[cfg(not(target_arch = "wasm32"))]
use plain::{day_written, moment_written, number};

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use super::{Date, DayStyle, Style};
    use js_sys::Intl::{
        DateTimeFormat, NumberFormat, NumberFormatNotation, NumberFormatOptions, NumberFormatStyle,
    };
    use js_sys::{Array, Function, Object, Reflect};
    use std::cell::RefCell;
    use std::collections::HashMap;
    use wasm_bindgen::JsValue;

    thread_local! {
        static FORMATTERS: RefCell<HashMap<Style, Function>> = RefCell::default();
        /// What was written lately: one figure stands in several places of a page.
        static WRITTEN: RefCell<HashMap<(Style, String), String>> = RefCell::default();
        static DAY_FORMATTERS: RefCell<HashMap<DayStyle, Function>> = RefCell::default();
    }

    /// The day in the reader's way.
    pub(super) fn day_written(style: DayStyle, day: Date) -> String {
        let (year, month, of_month) = (day.year(), day.month(), day.day());
        let month_from_0 = i32::from(month) - 1;
        let here = js_sys::Date::new_with_year_month_day(2_000, month_from_0, 1);
        // Set by itself: when a date is made, 26 means 1926.
        here.set_full_year_with_month_date(
            u32::from(year.unsigned_abs()),
            month_from_0,
            of_month.into(),
        );
        date_written(style, &here).unwrap_or_else(|| format!("{year}-{month:02}-{of_month:02}"))
    }

    /// The moment in the reader's way.
    pub(super) fn moment_written(style: DayStyle, ms: u64) -> String {
        date_written(style, &js_sys::Date::new(&(ms as f64).into())).unwrap_or_default()
    }

    fn date_written(style: DayStyle, date: &js_sys::Date) -> Option<String> {
        let written = DAY_FORMATTERS.with_borrow_mut(|formatters| {
            formatters
                .entry(style)
                .or_insert_with(|| day_formatter(style))
                .call1(&JsValue::UNDEFINED, date)
        });
        written.ok().and_then(|text| text.as_string())
    }

    fn day_formatter(style: DayStyle) -> Function {
        let options = Object::new();
        let parts: &[(&str, &str)] = match style {
            DayStyle::Day => &[("dateStyle", "medium")],
            DayStyle::Month => &[("month", "short"), ("year", "numeric")],
            DayStyle::Time => &[("timeStyle", "short")],
            DayStyle::Moment => &[("dateStyle", "medium"), ("timeStyle", "short")],
        };
        for (name, value) in parts {
            // An object of one's own takes everything.
            let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
        }
        DateTimeFormat::new(&Array::new(), &options).format()
    }

    /// So many writings are remembered before they are forgotten all at once.
    const MOST_WRITTEN: usize = 256;

    /// The decimal text in the reader's way. (`Intl` takes text, so nothing is lost.)
    pub(super) fn number(style: Style, decimal: &str) -> String {
        let key = (style, decimal.to_owned());
        if let Some(written) = WRITTEN.with_borrow(|written| written.get(&key).cloned()) {
            return written;
        }
        let text = newly_written(style, decimal);
        WRITTEN.with_borrow_mut(|written| {
            if written.len() >= MOST_WRITTEN {
                written.clear();
            }
            written.insert(key, text.clone());
        });
        text
    }

    fn newly_written(style: Style, decimal: &str) -> String {
        FORMATTERS.with_borrow_mut(|formatters| {
            formatters
                .entry(style)
                .or_insert_with(|| formatter(style))
                .call1(&JsValue::UNDEFINED, &JsValue::from_str(decimal))
                .ok()
                .and_then(|text| text.as_string())
                .unwrap_or_else(|| decimal.to_owned())
        })
    }

    fn formatter(style: Style) -> Function {
        let options = NumberFormatOptions::new();
        let digits = |least: u8, most: u8| {
            options.set_minimum_fraction_digits(least);
            options.set_maximum_fraction_digits(most);
        };
        match style {
            Style::Money(currency)
            | Style::MoneyWithCents(currency)
            | Style::MoneyShort(currency)
            | Style::MoneyToCompare(currency) => {
                options.set_style(NumberFormatStyle::Currency);
                options.set_currency(currency.code());
                options.set_currency_display(js_sys::Intl::CurrencyDisplay::NarrowSymbol);
            }
            Style::Percent | Style::PercentOneDecimal | Style::PercentUpToTwoDecimals => {
                options.set_style(NumberFormatStyle::Percent);
            }
            _ => {}
        }
        match style {
            Style::Money(_) | Style::Whole | Style::Percent => digits(0, 0),
            Style::MoneyWithCents(_) => digits(2, 2),
            Style::MoneyShort(_) => options.set_notation(NumberFormatNotation::Compact),
            Style::MoneyToCompare(_) => {
                options.set_notation(NumberFormatNotation::Compact);
                options.set_maximum_significant_digits(3);
            }
            Style::OneDecimal => digits(1, 1),
            Style::ThreeDecimals => digits(3, 3),
            Style::UpToOneDecimal | Style::PercentOneDecimal => digits(0, 1),
            Style::UpToTwoDecimals | Style::PercentUpToTwoDecimals | Style::Editable => {
                digits(0, 2);
            }
        }
        // What is written can be typed: the figures 0 to 9 in every language.
        options.set_numbering_system("latn");
        if style == Style::Editable {
            // As a text, "false" would mean the default.
            let _ = js_sys::Reflect::set(&options, &"useGrouping".into(), &JsValue::FALSE);
        }
        NumberFormat::new(&Array::new(), &options).format()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use super::{Date, DayStyle, Style};

    pub(super) fn day_written(style: DayStyle, day: Date) -> String {
        let (year, month) = (day.year(), day.month());
        match style {
            DayStyle::Day => format!("{year}-{month:02}-{:02}", day.day()),
            _ => format!("{year}-{month:02}"),
        }
    }

    pub(super) fn moment_written(_: DayStyle, ms: u64) -> String {
        let minutes = ms / 60_000 % (24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    pub(super) fn number(style: Style, decimal: &str) -> String {
        let value: f64 = decimal.parse().unwrap_or(0.0);
        match style {
            Style::Money(currency) => format!("{} {value:.0}", currency.code()),
            Style::MoneyWithCents(currency) => format!("{} {value:.2}", currency.code()),
            Style::MoneyShort(currency) | Style::MoneyToCompare(currency) => {
                format!("{} {:.0}K", currency.code(), value / 1_000.0)
            }
            Style::Whole => format!("{value:.0}"),
            Style::OneDecimal => format!("{value:.1}"),
            Style::ThreeDecimals => format!("{value:.3}"),
            Style::UpToOneDecimal => format!("{}", (value * 10.0).round() / 10.0),
            Style::UpToTwoDecimals | Style::Editable => {
                format!("{}", (value * 100.0).round() / 100.0)
            }
            Style::Percent => format!("{:.0}%", value * 100.0),
            Style::PercentOneDecimal => format!("{}%", (value * 1_000.0).round() / 10.0),
            Style::PercentUpToTwoDecimals => format!("{}%", (value * 10_000.0).round() / 100.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_is_never_written_as_certain() {
        assert_eq!(chance(Rate::ONE), "over 99%");
        assert_eq!(chance(Rate::ZERO), "under 1%");
        assert_eq!(chance(Rate::clamped(0.584)), "58%");
    }

    #[test]
    fn a_coverage_has_one_decimal_until_it_is_large() {
        let times = |times| multiple(Multiple::new(times).unwrap());
        assert_eq!(
            (times(5.59), times(3.0), times(140.2)),
            ("5.6×".into(), "3.0×".into(), "140×".into())
        );
    }
}
