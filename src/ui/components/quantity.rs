//! What a number field holds: how it is read, written and stepped.

use super::slider_span::SliderSpan;
use crate::domain::{CalculatorInputs, Currency, Money, Rate};
use crate::intake::amounts::{parse_typed, parse_typed_count, parse_typed_percent};
use crate::ui::format;

/// A kind of number. Its value travels as `f64`: units of money, percent, or a count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// An amount.
    Money(Currency),
    /// A percentage.
    Percent,
    /// A whole number.
    Count,
}

/// The values that a field takes, ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

impl Limits {
    /// Amounts up to a trillion: more is a slip of the pen.
    pub const MONEY: Self = Self { least: 0.0, most: CalculatorInputs::MOST_UNITS };
    /// Counts up to a million.
    pub const COUNT: Self = Self { least: 0.0, most: CalculatorInputs::MOST_COUNT as f64 };
    /// Any share.
    pub const PERCENT: Self = Self { least: 0.0, most: 100.0 };
}

impl Quantity {
    /// Reads what was typed.
    ///
    /// # Errors
    /// One plain sentence for the field.
    pub fn read(self, text: &str, limits: Limits) -> Result<f64, String> {
        let text = &format::without_marks(text);
        let value = match self {
            Self::Money(currency) => {
                let amount = format::without_currency(text, currency);
                let typed = parse_typed(&amount, format::decimal_mark())
                    .map_err(|error| error.to_string())?;
                match typed.currency.filter(|other| !currency.goes_by_the_sign_of(*other, text)) {
                    Some(other) => Err(format!(
                        "Amounts are in {}: choose {} under Amounts in, or leave the currency out.",
                        currency.code(),
                        other.code()
                    )),
                    None => Ok(typed.money.units()),
                }
            }
            Self::Percent => {
                parse_typed_percent(text).map(Rate::percent).map_err(|error| error.to_string())
            }
            Self::Count => {
                parse_typed_count(text).map(|count| count as f64).map_err(|error| error.to_string())
            }
        }?;
        if (limits.least..=limits.most).contains(&value) {
            Ok(value)
        } else {
            Err(format!(
                "Type something between {} and {}.",
                self.write(limits.least),
                self.write(limits.most)
            ))
        }
    }

    /// As it is shown.
    pub fn write(self, value: f64) -> String {
        match self {
            Self::Money(currency) => {
                format::typed_money(Money::from_units(value).unwrap_or_default(), currency)
            }
            Self::Percent => format::typed_percent(value),
            Self::Count => format::count(value),
        }
    }

    /// As it is typed over.
    pub fn edit(self, value: f64) -> String {
        match self {
            // With its sign: a bare 0.5 would be read as a half.
            Self::Percent => format!("{}%", format::editable(value)),
            Self::Money(_) | Self::Count => format::editable(value),
        }
    }

    /// A slider's span for a value.
    pub fn span(self, value: f64, limits: Limits) -> SliderSpan {
        match self {
            Self::Money(_) => SliderSpan::fitting(value, 100_000.0, limits),
            Self::Count => SliderSpan::fitting(value, 10.0, limits),
            Self::Percent => SliderSpan::fixed(limits.least, limits.most, 1.0),
        }
    }

    /// Whether the span follows the value.
    pub const fn span_follows(self) -> bool {
        !matches!(self, Self::Percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(quantity: Quantity, limits: Limits, text: &str, value: Option<f64>) {
        assert_eq!(quantity.read(text, limits).ok(), value, "{text}");
    }

    #[test]
    fn numbers_are_read_the_way_people_type_them() {
        let dollars = Quantity::Money(Currency::Usd);
        case(dollars, Limits::MONEY, "1.2m", Some(1_200_000.0));
        case(dollars, Limits::MONEY, "30k", Some(30_000.0));
        case(dollars, Limits::MONEY, "200k - 82k", Some(118_000.0));
        case(dollars, Limits::MONEY, "-5", None);
        case(dollars, Limits::MONEY, "lots", None);
        case(dollars, Limits::MONEY, "US$30k", Some(30_000.0));
        case(Quantity::Percent, Limits::PERCENT, "35 %", Some(35.0));
        case(Quantity::Percent, Limits { least: 1.0, most: 99.0 }, "100%", None);
        case(Quantity::Count, Limits::COUNT, "1,200", Some(1_200.0));
        case(Quantity::Count, Limits::COUNT, "2.5", None);
    }

    #[test]
    fn an_amount_in_another_currency_is_not_taken_for_ones_own() {
        let dollars = Quantity::Money(Currency::Usd);
        case(dollars, Limits::MONEY, "€30k", None);
        case(dollars, Limits::MONEY, "30k EUR", None);
        let said = dollars.read("£30k", Limits::MONEY).unwrap_err();
        assert_eq!(
            said,
            "Amounts are in USD: choose GBP under Amounts in, or leave the currency out."
        );
        let euros = Quantity::Money(Currency::Eur);
        case(euros, Limits::MONEY, "30k €", Some(30_000.0));
        case(euros, Limits::MONEY, "$30k", None);
        let canadian = Quantity::Money(Currency::Cad);
        case(canadian, Limits::MONEY, "$30k", Some(30_000.0));
        case(canadian, Limits::MONEY, "US$30k", None);
        case(canadian, Limits::MONEY, "USD 30k", None);
    }
}
