//! The currencies that amounts can be shown in.

use serde::{Deserialize, Serialize};

/// A currency. Amounts are never converted: it only decides how they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// US dollar
    #[default]
    Usd,
    /// Euro
    Eur,
    /// Pound sterling
    Gbp,
    /// Australian dollar
    Aud,
    /// Brazilian real
    Brl,
    /// Canadian dollar
    Cad,
    /// Swiss franc
    Chf,
    /// Danish krone
    Dkk,
    /// Indian rupee
    Inr,
    /// Japanese yen
    Jpy,
    /// Mexican peso
    Mxn,
    /// Norwegian krone
    Nok,
    /// New Zealand dollar
    Nzd,
    /// Polish zloty
    Pln,
    /// Swedish krona
    Sek,
    /// Singapore dollar
    Sgd,
    /// South African rand
    Zar,
}

impl Currency {
    /// All of them, the most used first.
    pub const ALL: [Self; 17] = [
        Self::Usd,
        Self::Eur,
        Self::Gbp,
        Self::Aud,
        Self::Brl,
        Self::Cad,
        Self::Chf,
        Self::Dkk,
        Self::Inr,
        Self::Jpy,
        Self::Mxn,
        Self::Nok,
        Self::Nzd,
        Self::Pln,
        Self::Sek,
        Self::Sgd,
        Self::Zar,
    ];

    /// Whether an amount typed as `text`, whose sign was read as `other`'s, may be this
    /// currency's: it is the same one, or both are written with a bare dollar sign.
    pub fn goes_by_the_sign_of(self, other: Self, text: &str) -> bool {
        let dollars = matches!(self, Self::Aud | Self::Cad | Self::Mxn | Self::Nzd | Self::Sgd);
        let bare = !text.to_ascii_uppercase().contains("US");
        self == other || (other == Self::Usd && dollars && bare)
    }

    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Aud => "AUD",
            Self::Brl => "BRL",
            Self::Cad => "CAD",
            Self::Chf => "CHF",
            Self::Dkk => "DKK",
            Self::Inr => "INR",
            Self::Jpy => "JPY",
            Self::Mxn => "MXN",
            Self::Nok => "NOK",
            Self::Nzd => "NZD",
            Self::Pln => "PLN",
            Self::Sek => "SEK",
            Self::Sgd => "SGD",
            Self::Zar => "ZAR",
        }
    }

    /// By its ISO 4217 code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|currency| currency.code().eq_ignore_ascii_case(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_is_found_by_its_code() {
        for currency in Currency::ALL {
            assert_eq!(Currency::from_code(&currency.code().to_lowercase()), Some(currency));
        }
        assert_eq!(Currency::from_code("XXX"), None);
    }
}
