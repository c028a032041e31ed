//! List prices, for open deals without an amount.

use crate::domain::Money;
use crate::intake::amounts::{AmountCell, DecimalMark};
use crate::intake::column::Words;
use crate::intake::field::plain;
use crate::intake::rep_names::NamePair;
use crate::intake::table::{Table, TableError};
use thiserror::Error;

/// Products with their list prices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceList {
    prices: Vec<(String, Money)>,
    /// Lines whose price could not be read.
    pub unreadable: Vec<usize>,
}

/// Why a price list can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PriceListError {
    /// It is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column is missing.
    #[error(
        "This list needs a column \"Product\" and a column \"Price\": name them so and try again."
    )]
    NoColumns,
    /// No price in any row.
    #[error("No price in this list can be read: write prices like 1,234.50.")]
    NoPrices,
}

pub(super) const PRODUCT: [&str; 4] = ["product", "product name", "item", "sku"];
pub(super) const PRICE: [&str; 7] =
    ["sales price", "list price", "price", "unit price", "standard price", "amount", "value"];

impl PriceList {
    /// Reads a list with a column of products and one of prices.
    ///
    /// # Errors
    /// Where there is no such list in it.
    pub fn read(text: &str) -> Result<Self, PriceListError> {
        let table = Table::read(text)?;
        let (Some(product), Some(price)) = (table.column(&PRODUCT), table.column(&PRICE)) else {
            return Err(PriceListError::NoColumns);
        };
        let cells = || table.rows().iter().map(|row| AmountCell::read(row.cell(price)));
        let commas = cells().filter(|cell| evidence(*cell) == Some(DecimalMark::Comma)).count();
        let points = cells().filter(|cell| evidence(*cell) == Some(DecimalMark::Point)).count();
        let mark = if commas > points { DecimalMark::Comma } else { DecimalMark::Point };
        let mut list = Self::default();
        for row in table.rows() {
            let name = row.cell(product);
            match AmountCell::read(row.cell(price)) {
                AmountCell::Amount(amount) if !name.is_empty() => {
                    list.prices.push((name.to_owned(), amount.under(mark)));
                }
                AmountCell::Missing if name.is_empty() => {}
                _ => list.unreadable.push(row.line),
            }
        }
        if list.prices.is_empty() { Err(PriceListError::NoPrices) } else { Ok(list) }
    }

    /// The product and price of a name: the very name, or else the only one that differs in
    /// spaces, case and signs alone, as `GTXPro` and `GTX Pro` do.
    pub fn price(&self, product: &str) -> Option<(&str, Money)> {
        if let Some((name, price)) = self.prices.iter().find(|(name, _)| name == product) {
            return Some((name, *price));
        }
        let squeezed = squeezed(product);
        let mut alike = self.prices.iter().filter(|(name, _)| self::squeezed(name) == squeezed);
        let (name, price) = alike.next()?;
        alike.all(|(_, other)| other == price).then_some((name.as_str(), *price))
    }

    /// The prices of a column's values by their number, the names that differ a little, and
    /// those not in the list.
    pub(super) fn of(&self, products: &Words) -> PricedProducts {
        let mut priced = PricedProducts { prices: vec![None], ..PricedProducts::default() };
        for word in products.met() {
            let found = self.price(&word.text);
            match found {
                None => priced.unknown.push(word.text.clone()),
                Some((name, _)) if name != word.text => priced
                    .nearly
                    .push(NamePair { theirs: word.text.clone(), ours: name.to_owned() }),
                Some(_) => {}
            }
            priced.prices.push(found.map(|(_, price)| price));
        }
        priced
    }
}

/// What a price list says of the products of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PricedProducts {
    pub(super) prices: Vec<Option<Money>>,
    pub(super) nearly: Vec<NamePair>,
    pub(super) unknown: Vec<String>,
}

fn evidence(cell: AmountCell) -> Option<DecimalMark> {
    if let AmountCell::Amount(amount) = cell { amount.evidence } else { None }
}

fn squeezed(name: &str) -> String {
    plain(name).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\nMG,MG,x\n";

    #[test]
    fn a_product_is_found_by_its_name_or_nearly() {
        let list = PriceList::read(LIST).unwrap();
        let price = |name| list.price(name).map(|(name, price)| (name.to_owned(), price.units()));
        assert_eq!(price("GTX Basic"), Some(("GTX Basic".to_owned(), 550.0)));
        assert_eq!(price("GTXPro"), Some(("GTX Pro".to_owned(), 4821.0)));
        assert_eq!(price("MG"), None);
        assert_eq!(list.unreadable, [4]);
    }

    #[test]
    fn two_prices_under_nearly_one_name_are_none() {
        let list = PriceList::read("product,price\nGTX Pro,5\nGTX-Pro,6\n").unwrap();
        assert_eq!(list.price("GTXPRO"), None);
    }

    #[test]
    fn a_file_that_is_no_price_list_says_what_it_lacks() {
        assert_eq!(PriceList::read("a,b\n1,2\n"), Err(PriceListError::NoColumns));
        assert_eq!(PriceList::read("product,price\nx,y\n"), Err(PriceListError::NoPrices));
    }
}
