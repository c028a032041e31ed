//! Rows without an id that say the same as an earlier one.

use crate::intake::asked::Asked;
use crate::intake::field::Field;
use crate::intake::notice::Assumption;
use crate::intake::rules::Rules;
use crate::intake::staged::StagedDeals;
use rustc_hash::FxHashSet;

/// Says how many there are: each counts, for nothing tells a second deal from a copied row.
pub(super) fn settle(staged: &StagedDeals, rules: &Rules, asked: &mut Asked) {
    if staged.texts(Field::Id).is_some() {
        return;
    }
    let mut seen = FxHashSet::default();
    let rows = rules.rows(staged);
    let deals = rows.deals(0..staged.rows());
    // What else a file leaves out makes deals of two rows look alike that are not.
    let named = deals.filter(|deal| deal.account.is_some() || deal.name.is_some());
    let alike = named.filter(|deal| !seen.insert(deal.clone())).count();
    if alike > 0 {
        asked.assume(Assumption::CountedEach { rows: alike });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::choices::Choices;
    use crate::intake::reader::DealsReader;
    use crate::intake::settle::{Known, Settlement};

    fn counted_each(text: &str) -> Option<usize> {
        let mut reader = DealsReader::open(text.to_owned()).unwrap();
        reader.advance(1_000).unwrap();
        let staged = reader.into_staged();
        let known = Known { today: "2026-03-01".parse().unwrap(), reps: &[], prices: None };
        let report = Settlement::of(&staged, &Choices::default(), known).report;
        let mut each = report.asked.assumptions.iter().filter_map(|assumption| match assumption {
            Assumption::CountedEach { rows } => Some(*rows),
            _ => None,
        });
        each.next()
    }

    #[test]
    fn rows_that_are_alike_in_all_are_said_where_no_id_tells_them_apart() {
        let rows = "Acme,Won,5,Dana\nAcme,Won,5,Dana\nAcme,Won,5,Dana\nAcme,Won,6,Dana\n";
        assert_eq!(counted_each(&format!("account,stage,amount,owner\n{rows}")), Some(2));
        assert_eq!(counted_each("account,stage,amount,owner\nAcme,Won,5,Dana\n"), None);
        let with_ids = "deal id,account,stage,owner\n1,Acme,Won,Dana\n2,Acme,Won,Dana\n";
        assert_eq!(counted_each(with_ids), None);
        let without_names = "stage,amount,owner\nWon,5,Dana\nWon,5,Dana\n";
        assert_eq!(counted_each(without_names), None);
    }
}
