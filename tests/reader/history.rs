//! A second file changes what it says something about, and nothing else.

use super::{Page, opening, packs, whole};
use ridealong::domain::GoneDeals;
use ridealong::reader::{Opening, Staged};
use ridealong::store::{Budget, MemoryBackend, TeamStore};

const WITH_IDS: &str =
    "Opportunity ID,Owner,Account Name,Opportunity Name,Stage,Amount,Created Date,Close Date\n";
const WITHOUT: &str = "Owner,Account Name,Opportunity Name,Stage,Amount,Created Date,Close Date\n";

/// Ten deals of 2017, won and lost in turn, with or without ids.
fn deals_of_2017(with_ids: bool) -> String {
    let rows = (1..=10).map(|at| {
        let stage = if at % 2 == 0 { "Closed Won" } else { "Closed Lost" };
        let id = if with_ids { format!("D{at},") } else { String::new() };
        format!("{id}Dana,Acme,Deal {at},{stage},{at}000,2017-02-{at:02},2017-06-{at:02}\n")
    });
    let heading = if with_ids { WITH_IDS } else { WITHOUT };
    heading.to_owned() + &rows.collect::<String>()
}

/// Keeps one file and opens another.
fn then(first: &str, second: &str, today: &str) -> (Page, MemoryBackend, Staged) {
    let mut page = Page::default();
    page.open(opening(), first.as_bytes(), &[]);
    let backend = MemoryBackend::default();
    let reps = whole(&page.keep(&backend, GoneDeals::Keep).reps);
    let later = Opening { reps, today: today.parse().unwrap(), ..opening() };
    page.open(later, second.as_bytes(), &packs(&backend));
    let staged = page.report().0;
    (page, backend, staged)
}

fn decided_of_2017(backend: &MemoryBackend) -> usize {
    let opened = TeamStore::open_whole(backend, Budget::LOCAL_STORAGE).unwrap().1;
    let deals = opened.workspace.deals;
    let of_2017 = |day: jiff::civil::Date| day.year() == 2017;
    deals.deals().iter().filter(|deal| deal.closed.is_some_and(of_2017)).count()
}

#[test]
fn a_file_of_much_later_leaves_what_is_kept() {
    let later = format!("{WITH_IDS}E1,Dana,Acme,New,Closed Won,500,2026-01-05,2026-02-05\n");
    let (mut page, backend, staged) = then(&deals_of_2017(true), &later, "2026-03-01");
    assert_eq!((staged.changes.kept, staged.changes.new, staged.changes.gone), (10, 1, 10));
    page.keep(&backend, GoneDeals::Keep);
    assert_eq!(decided_of_2017(&backend), 10);
}

#[test]
fn one_mistyped_year_sends_no_deal_away() {
    let mistyped =
        deals_of_2017(true) + "D11,Dana,Acme,Deal 11,Closed Won,5,2017-02-01,2025-06-01\n";
    let (mut page, backend, staged) = then(&deals_of_2017(true), &mistyped, "2026-03-01");
    assert_eq!((staged.too_old, staged.changes.new, staged.changes.same), (0, 1, 10));
    page.keep(&backend, GoneDeals::Keep);
    assert_eq!(decided_of_2017(&backend), 10);
    let mut alone = Page::default();
    alone.open(opening(), mistyped.as_bytes(), &[]);
    assert_eq!((alone.report().0.too_old, alone.report().0.deals.won), (0, 6));
}

#[test]
fn ids_and_names_that_a_later_file_leaves_out_are_kept() {
    let (named, bare) = (deals_of_2017(true), deals_of_2017(false));
    let (mut page, backend, _) = then(&named, &bare, "2018-01-05");
    let reps = whole(&page.keep(&backend, GoneDeals::Keep).reps);
    // Once more without ids, and then with ids alone.
    page.open(Opening { reps: reps.clone(), ..opening() }, bare.as_bytes(), &packs(&backend));
    assert!(page.report().0.changes.is_nothing());
    let ids = named.replace("Account Name,Opportunity Name,", "").replace("Acme,", "");
    let ids = (1..=10).fold(ids, |ids, at| ids.replace(&format!(",Deal {at},"), ","));
    page.open(Opening { reps, ..opening() }, ids.as_bytes(), &packs(&backend));
    assert!(page.report().0.changes.is_nothing());
    page.keep(&backend, GoneDeals::Keep);
    let opened = TeamStore::open_whole(&backend, Budget::LOCAL_STORAGE).unwrap().1;
    let deals = opened.workspace.deals;
    assert_eq!(deals.len(), 10);
    assert!(deals.deals().iter().all(|deal| deal.id.is_some() && deal.name.is_some()));
}

#[test]
fn an_export_that_gains_or_loses_its_ids_says_the_same_deals() {
    for with_ids_first in [true, false] {
        let (first, second) = (deals_of_2017(with_ids_first), deals_of_2017(!with_ids_first));
        let (mut page, backend, staged) = then(&first, &second, "2018-01-05");
        assert_eq!((staged.changes.new, staged.changes.gone), (0, 0), "{with_ids_first}");
        page.keep(&backend, GoneDeals::Keep);
        assert_eq!(decided_of_2017(&backend), 10);
    }
}
