//! Whole files: the public CRM data set, which is not part of the project and is skipped where
//! `../shared/data` is not there.

#![expect(clippy::panic, reason = "a test says what is wrong by panicking")]

use ridealong::domain::{Deal, Outcome};
use ridealong::intake::{DealsFile, read_deals};
use std::path::Path;

fn crm_file(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/crm-sales-opportunities")
        .join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    text
}

fn pipeline() -> Option<DealsFile> {
    let text = crm_file("sales_pipeline.csv")?;
    Some(read_deals(&text).unwrap_or_else(|error| panic!("{error}")))
}

/// Won, lost and open of the deals that `chosen` picks.
fn counts(file: &DealsFile, chosen: impl Fn(&Deal) -> bool) -> [usize; 3] {
    [Outcome::Won, Outcome::Lost, Outcome::Open].map(|outcome| {
        file.deals.iter().filter(|deal| deal.outcome == outcome && chosen(deal)).count()
    })
}

#[test]
fn the_crm_data_set_is_read_whole() {
    let Some(file) = pipeline() else { return };
    assert_eq!(file.rows_read, 8_800);
    assert_eq!(file.deals.len(), 8_800);
    assert_eq!((file.skipped.len(), file.left_out.len()), (0, 0));
    assert_eq!(counts(&file, |_| true), [4_238, 2_473, 2_089]);
    assert_eq!(file.reps().len(), 30);
    assert!(file.stages.iter().all(|stage| stage.sure), "{:?}", file.stages);
}

#[test]
fn each_rep_of_the_crm_data_set_has_their_own_deals() {
    let Some(file) = pipeline() else { return };
    for (rep, expected, mean_won) in [
        ("Darcel Schlecht", [349, 204, 194], 3_304.0),
        ("Lajuana Vencill", [127, 104, 80], 1_533.0),
        ("Hayden Neloms", [107, 45, 50], 2_543.0),
    ] {
        let own = |deal: &Deal| deal.rep.as_deref() == Some(rep);
        assert_eq!(counts(&file, own), expected, "{rep}");
        let won: Vec<f64> = file
            .deals
            .iter()
            .filter(|deal| own(deal) && deal.outcome == Outcome::Won)
            .filter_map(|deal| Some(deal.amount?.units()))
            .collect();
        let mean = won.iter().sum::<f64>() / f64::from(u32::try_from(won.len()).unwrap_or(1));
        assert!((mean - mean_won).abs() <= 0.5, "{rep} wins {mean}");
    }
}

#[test]
fn lost_and_open_deals_of_the_crm_data_set_carry_no_amount() {
    let Some(file) = pipeline() else { return };
    for deal in &file.deals {
        assert_eq!(deal.amount.is_some(), deal.outcome == Outcome::Won, "{deal:?}");
        assert_eq!(deal.closed.is_some(), deal.outcome != Outcome::Open, "{deal:?}");
    }
    let undated = file.deals.iter().filter(|deal| deal.created.is_none()).count();
    assert_eq!(undated, 500, "the prospects have no engage date");
    let nameless = file.deals.iter().filter(|deal| deal.account.is_none()).count();
    assert_eq!(nameless, 1_425);
}
