//! Deals of a rep who was joined with another one.

use super::{Page, opening, packs, whole};
use ridealong::domain::{GoneDeals, Rep};
use ridealong::reader::Opening;
use ridealong::store::MemoryBackend;

#[track_caller]
fn same_after_joining(file: &str) {
    let mut page = Page::default();
    page.open(opening(), file.as_bytes(), &[]);
    let backend = MemoryBackend::default();
    let mut reps = whole(&page.keep(&backend, GoneDeals::Keep).reps);
    let tom = reps.remove(1);
    let mut thomas = Rep::named("Thomas Reed");
    thomas.join(tom);
    reps.push(thomas);
    page.open(Opening { reps: reps.clone(), ..opening() }, file.as_bytes(), &packs(&backend));
    let (staged, _) = page.report();
    assert!(staged.changes.is_nothing(), "{:?}", staged.changes);
    assert_eq!(staged.changes.same, 3);
    assert!(staged.reps.iter().any(|rep| rep.name == "Thomas Reed"), "{:?}", staged.reps);
    // Kept once more and read again it is still the same.
    let backend = MemoryBackend::default();
    page.keep(&backend, GoneDeals::Keep);
    page.open(Opening { reps, ..opening() }, file.as_bytes(), &packs(&backend));
    assert!(page.report().0.changes.is_nothing());
}

#[test]
fn the_same_file_changes_nothing_after_two_reps_were_joined_with_ids_or_without() {
    same_after_joining(
        "Id,Owner,Name,Stage,Amount,Created Date,Close Date\n\
         1,Dana,One,Closed Won,1000,2017-01-02,2017-03-04\n\
         2,Tom,Two,Closed Lost,2000,2017-10-02,2017-12-04\n\
         3,Tom,Three,Negotiation,3000,2017-10-02,2018-03-04\n",
    );
    same_after_joining(
        "Owner,Name,Stage,Amount,Created Date,Close Date\n\
         Dana,One,Closed Won,1000,2017-01-02,2017-03-04\n\
         Tom,Two,Closed Lost,2000,2017-10-02,2017-12-04\n\
         Tom,Three,Negotiation,3000,2017-10-02,2018-03-04\n",
    );
}
