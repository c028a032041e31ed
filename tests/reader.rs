//! The reader from request to reply, as the worker and the page use it, without a browser.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "reader/backup.rs"]
mod backup;
#[path = "reader/history.rs"]
mod history;
#[path = "reader/joined.rs"]
mod joined;

use ridealong::domain::{FiscalCalendar, GoneDeals, Money, PeriodLength, Rep, RepTaught};
use ridealong::intake::{Encoding, FileKind, Question, QuotaReading, StageMeaning};
use ridealong::reader::{
    Arriving, Ask, Attached, ChangeKind, ChangedDeal, ChangedDeals, Confirmation, DealSeen,
    Figures, Fits, Import, Message, Opening, Packed, Reply, Request, Session, Size, Staged, Told,
};
use ridealong::store::{Backend, Budget, DealsImport, MemoryBackend, TeamStore};
use serde_json::json;
use std::collections::BTreeMap;

const NOW: u64 = 1_770_000_000_000;

/// A request as the page sends it.
fn sent(request: &Request) -> String {
    match request {
        Request::Figures => Ask::Figures.with(&()),
        Request::Kept => Ask::Kept.with(&()),
        Request::Open(opening) => Ask::Open.with(opening),
        Request::Beside => Ask::Beside.with(&()),
        Request::Map(mapping) => Ask::Map.with(mapping),
        Request::Answer(choices) => Ask::Answer.with(choices),
        Request::SkippedRows => Ask::SkippedRows.with(&()),
        Request::Confirm(confirmation) => Ask::Confirm.with(confirmation),
        Request::Team { reps, chosen } => {
            Ask::Team.with(&json!({ "reps": reps, "chosen": chosen }))
        }
        Request::Quotas(reading) => Ask::Quotas.with(reading),
        Request::Summary { as_of, today, calendar, called } => Ask::Summary.with(&json!({
            "as_of": as_of.map(ridealong::domain::day::written),
            "today": ridealong::domain::day::written(*today),
            "calendar": calendar,
            "called": called,
        })),
        Request::Hold => Ask::Hold.with(&()),
        Request::Grid { decimal } => Ask::Grid.with(&json!({ "decimal": decimal })),
        Request::HoldSample { today } => {
            Ask::HoldSample.with(&json!({ "today": ridealong::domain::day::written(*today) }))
        }
        Request::AddUp(asked) => Ask::AddUp.with(asked),
        Request::DealsOf { look, rep } => Ask::DealsOf.with(&json!({ "look": look, "rep": rep })),
        Request::PastCheck(asked) => Ask::PastCheck.with(asked),
        Request::Lab(asked) => Ask::Lab.with(asked),
        Request::TeamAhead(look) => Ask::TeamAhead.with(look),
        Request::RepAhead { look, rep, next_quota } => {
            Ask::RepAhead.with(&json!({ "look": look, "rep": rep, "next_quota": next_quota }))
        }
        Request::TryDeals { look, rep, tried } => {
            Ask::TryDeals.with(&json!({ "look": look, "rep": rep, "tried": tried }))
        }
        Request::Changed { kind, from } => {
            Ask::Changed.with(&json!({ "kind": kind, "from": from }))
        }
        Request::Backup { reps, erased } => {
            Ask::Backup.with(&json!({ "reps": reps, "erased": erased }))
        }
        Request::TakeDeals(taking) => Ask::TakeDeals.with(taking),
    }
}

/// A page: a reader and what it has replied.
#[derive(Default)]
struct Page {
    session: Session,
    import: Import,
    texts: Vec<String>,
    packed: Option<Packed>,
    arriving: Arriving,
    last: Option<Reply>,
}

impl Page {
    fn ask(&mut self, request: &Request, file: Option<&[u8]>, texts: &[String]) {
        // As it comes through a message.
        let request = Request::read(&sent(request)).unwrap();
        let attached = Attached { file: file.map(<[u8]>::to_vec), texts: texts.to_vec() };
        let Self { session, import, texts, packed, arriving, last } = self;
        let decode = |bytes: &[u8], encoding: Encoding| {
            assert_eq!(encoding, Encoding::Windows1252);
            bytes.iter().map(|byte| char::from(*byte)).collect()
        };
        session.handle(request, attached, decode, &mut |reply, along| {
            let Message { told, content, texts: along } = Message::of(&reply, along);
            let message = Message::arrived(told.name(), content, along).unwrap();
            import.on(&message);
            match message.told {
                Told::Pack => {
                    assert_eq!(message.texts.len(), 1);
                    arriving.take(message.texts.concat());
                    return;
                }
                Told::Packed => {
                    *packed = message.read();
                    *arriving = Arriving::announced(packed.clone().unwrap().packs);
                }
                Told::DealsTaken => *arriving = Arriving::announced(message.read().unwrap()),
                _ => *texts = message.texts,
            }
            *last = Some(reply);
        });
    }

    /// Sends the kept packs ahead of a request that compares with them.
    fn send_kept(&mut self, packs: &[String]) {
        for pack in packs {
            self.ask(&Request::Kept, None, std::slice::from_ref(pack));
        }
    }

    fn open(&mut self, opening: Opening, file: &[u8], packs: &[String]) {
        self.send_kept(packs);
        self.ask(&Request::Open(Box::new(opening)), Some(file), &[]);
    }

    #[track_caller]
    fn report(&self) -> (Staged, Size) {
        match &self.import {
            Import::Report { staged, size: Some(size) } => ((**staged).clone(), *size),
            other => panic!("{other:?}"),
        }
    }

    /// Confirms and writes what comes, as a page does.
    fn keep(&mut self, backend: &MemoryBackend, gone: GoneDeals) -> Packed {
        let since = match self.report().1.fits {
            Fits::Since(day) => Some(day),
            Fits::All | Fits::No => None,
        };
        let mut import = DealsImport::begin(backend).unwrap();
        let generation = import.generation();
        let confirmation = Confirmation { generation, now: NOW, gone, since };
        self.ask(&Request::Confirm(confirmation), None, &[]);
        let packed = self.packed.clone().unwrap();
        import.bring(self.arriving.all().unwrap());
        while !import.write_next(backend, NOW).unwrap() {}
        import.finish(backend, NOW).unwrap();
        packed
    }
}

/// The reps, where nothing was changed since the file was read.
fn whole(taught: &[RepTaught]) -> Vec<Rep> {
    taught.iter().map(|taught| taught.after.clone()).collect()
}

fn opening() -> Opening {
    Opening {
        today: "2018-01-05".parse().unwrap(),
        reps: Vec::new(),
        shapes: BTreeMap::new(),
        look_back_months: 12,
        free: 4_000_000,
    }
}

fn packs(backend: &MemoryBackend) -> Vec<String> {
    let keys = backend.keys().unwrap();
    let packs = keys.iter().filter(|key| key.starts_with("ridealong:deals:"));
    packs.map(|key| backend.get(key).unwrap().unwrap()).collect()
}

/// A file of the public data set, if it is there.
fn data_set(name: &str) -> Option<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/crm-sales-opportunities");
    let file = std::fs::read(format!("{folder}/{name}")).ok();
    if file.is_none() {
        println!("skipped: {folder}/{name} is not there");
    }
    file
}

#[test]
fn the_public_data_set_is_kept_and_there_again_and_the_same_file_changes_nothing() {
    let Some(file) = data_set("sales_pipeline.csv") else { return };
    let mut page = Page::default();
    page.open(opening(), &file, &[]);
    let (staged, size) = page.report();
    assert_eq!((staged.deals.won, staged.deals.lost, staged.deals.open), (4_238, 2_473, 2_089));
    assert_eq!((staged.rows_read, staged.reps.len(), staged.new_reps.len()), (8_800, 30, 30));
    assert_eq!((staged.changes.new, staged.too_old, size.fits), (8_800, 0, Fits::All));
    assert!(staged.price_list_helps);

    let teams = data_set("sales_teams.csv").unwrap();
    let prices = data_set("products.csv").unwrap();
    page.ask(&Request::Beside, Some(&teams), &[]);
    page.ask(&Request::Beside, Some(&prices), &[]);
    let (staged, _) = page.report();
    assert!(!staged.price_list_helps);
    assert!(staged.assumptions.iter().any(|said| said.contains("\"GTXPro\" is \"GTX Pro\"")));

    let backend = MemoryBackend::default();
    let packed = page.keep(&backend, GoneDeals::Keep);
    assert_eq!(packed.reps.len(), 35);
    let reps = whole(&packed.reps);
    assert!(reps.iter().all(|rep| rep.manager.is_some() && rep.region.is_some()));
    let (_, opened) = TeamStore::open_whole(&backend, Budget::LOCAL_STORAGE).unwrap();
    assert_eq!((opened.workspace.deals.len(), opened.findings.len()), (8_800, 0));

    let shapes = BTreeMap::from([(packed.shape, packed.remembered)]);
    let again = Opening { reps, shapes, ..opening() };
    let mut page = Page::default();
    page.open(again, &file, &packs(&backend));
    let (staged, _) = page.report();
    assert!(staged.remembered && staged.new_reps.is_empty());
    assert!(staged.changes.is_nothing(), "{:?}", staged.changes);
    assert_eq!(staged.changes.same, 8_800);
}

const FIRST: &str = "Opportunity ID,Owner,Stage,Amount,Created Date,Close Date\n\
    1,Dana Okafor,Closed Won,1000,2017-01-02,2017-03-04\n\
    2,Dana Okafor,Negotiation,2000,2017-10-02,2018-03-04\n\
    3,Tom Berg,Closed Lost,3000,2017-01-02,2017-05-25\n\
    4,Tom Berg,Simmering,400,2017-11-02,2018-02-14\n";

#[test]
fn a_second_file_says_what_is_new_changed_moved_and_gone() {
    let mut page = Page::default();
    page.open(opening(), FIRST.as_bytes(), &[]);
    let backend = MemoryBackend::default();
    let packed = page.keep(&backend, GoneDeals::Keep);
    let second = "Opportunity ID,Owner,Stage,Amount,Created Date,Close Date\n\
        2,Dana Okafor,Closed Won,2500,2017-10-02,2018-01-04\n\
        3,Dana Okafor,Closed Lost,3000,2017-01-02,2017-05-25\n\
        4,\"Berg, Tom\",Simmering,400,2017-11-02,2018-02-14\n\
        5,Tom Berg,Negotiation,700,2017-12-02,2018-02-28\n";
    let opening = Opening { reps: whole(&packed.reps), ..opening() };
    page.open(opening, second.as_bytes(), &packs(&backend));
    let changes = page.report().0.changes;
    let counts = (changes.new, changes.changed, changes.moved, changes.gone, changes.same);
    assert_eq!(counts, (1, 1, 1, 1, 1));
    let packed = page.keep(&backend, GoneDeals::Remove);
    assert_eq!(packed.reps.len(), 1, "only Tom has another way to write his name");
    assert_eq!(packed.reps.first().map(|rep| rep.after.also_known_as.len()), Some(1));
    let (_, opened) = TeamStore::open_whole(&backend, Budget::LOCAL_STORAGE).unwrap();
    assert_eq!(opened.workspace.deals.len(), 4);
}

const NAMED: &str = "Opportunity ID,Owner,Opportunity Name,Stage,Amount,Created Date,Close Date\n";

#[test]
fn the_deals_that_a_second_file_changes_are_named_with_what_they_were_and_are() {
    let first = format!(
        "{NAMED}1,Dana,One,Closed Won,1000,2017-01-02,2017-03-04\n\
         2,Dana,Two,Negotiation,2000,2017-10-02,2018-03-04\n\
         3,Tom,Three,Negotiation,3000,2017-10-02,2018-03-04\n\
         4,Tom,Four,Negotiation,4000,2017-10-02,2018-03-04\n"
    );
    let second = format!(
        "{NAMED}2,Dana,Two,Closed Won,2500,2017-10-02,2018-01-04\n\
         3,Dana,Three,Negotiation,3000,2017-10-02,2018-03-04\n\
         5,Tom,Five,Closed Lost,5000,2017-10-02,2018-01-03\n"
    );
    let mut page = Page::default();
    page.open(opening(), first.as_bytes(), &[]);
    let backend = MemoryBackend::default();
    let reps = whole(&page.keep(&backend, GoneDeals::Keep).reps);
    page.open(Opening { reps, ..opening() }, second.as_bytes(), &packs(&backend));
    let mut listed = |kind| {
        page.ask(&Request::Changed { kind, from: 0 }, None, &[]);
        let Some(Reply::Changed(listed)) = &page.last else { panic!("{:?}", page.last) };
        let arrived: Option<ChangedDeals> =
            Message::of(&Reply::Changed(listed.clone()), Vec::new()).read();
        assert_eq!(arrived.as_ref(), Some(&**listed));
        assert_eq!(listed.all, listed.deals.len());
        listed.deals.clone()
    };
    let names = |deals: &[ChangedDeal]| -> Vec<Option<String>> {
        deals.iter().map(|deal| deal.name.clone()).collect()
    };
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(names(&listed(ChangeKind::New)), [some("Five")]);
    let changed = listed(ChangeKind::Changed);
    assert_eq!(names(&changed), [some("Two")]);
    let amounts = |deal: &Option<DealSeen>| deal.as_ref()?.amount.map(Money::units);
    assert_eq!((amounts(&changed[0].before), amounts(&changed[0].after)), (Some(2e3), Some(2.5e3)));
    let moved = listed(ChangeKind::Moved);
    let reps = |deal: &Option<DealSeen>| deal.as_ref().and_then(|deal| deal.rep.clone());
    assert_eq!((reps(&moved[0].before), reps(&moved[0].after)), (some("Tom"), some("Dana")));
    let mut gone = names(&listed(ChangeKind::Gone));
    gone.sort();
    assert_eq!(gone, [some("Four"), some("One")]);
}

#[test]
fn a_list_price_that_was_taken_before_is_not_offered_again() {
    let open = "Opportunity ID,Owner,Product,Stage,Amount,Created Date,Close Date\n\
        1,Dana,Pump,Negotiation,,2017-10-02,2018-03-04\n\
        2,Dana,Valve,Closed Won,70,2017-10-02,2018-01-04\n";
    let mut page = Page::default();
    page.open(opening(), open.as_bytes(), &[]);
    assert!(page.report().0.price_list_helps);
    page.ask(&Request::Beside, Some(b"Product,Price\nPump,500\nValve,70\n"), &[]);
    let backend = MemoryBackend::default();
    let reps = whole(&page.keep(&backend, GoneDeals::Keep).reps);
    let opening = Opening { reps, ..opening() };
    let later = format!("{open}3,Dana,Pump,Negotiation,,2017-12-02,2018-03-04\n");
    page.open(opening.clone(), open.as_bytes(), &packs(&backend));
    let (staged, _) = page.report();
    assert!(!staged.price_list_helps && staged.changes.is_nothing());
    let said =
        |staged: &Staged, words: &str| staged.assumptions.iter().any(|it| it.contains(words));
    assert!(said(&staged, "1 open deal comes without an amount, valued as before."));
    assert!(!said(&staged, "valued at the average"), "{:?}", staged.assumptions);
    // A deal that is new in the file still needs one.
    page.open(opening, later.as_bytes(), &packs(&backend));
    let (staged, _) = page.report();
    assert!(staged.price_list_helps);
    assert!(said(&staged, "1 open deal is valued at the average won deal"));
}

#[test]
fn a_workbook_is_refused_with_what_can_be_done_where_it_was_chosen() {
    let workbook = b"PK\x03\x04x";
    let sentence = |request: &Request| {
        let mut page = Page::default();
        page.ask(request, Some(workbook), &[]);
        let Some(Reply::Refused { sentence }) = page.last else { panic!("{:?}", page.last) };
        sentence
    };
    assert!(sentence(&Request::Open(Box::new(opening()))).contains("paste them here"));
    let of_calculators = sentence(&Request::Figures);
    assert!(of_calculators.contains("paste them under Data"), "{of_calculators}");
}

#[test]
fn answers_and_columns_are_taken_and_remembered() {
    let mut page = Page::default();
    page.open(opening(), FIRST.as_bytes(), &[]);
    let (staged, _) = page.report();
    let asks_of_stages = |staged: &Staged| {
        staged.questions.iter().any(|asked| matches!(asked.question, Question::Stages { .. }))
    };
    assert!(asks_of_stages(&staged), "{:?}", staged.questions);
    let mut choices = staged.choices;
    choices.stages.insert("Simmering".to_owned(), StageMeaning::LeaveOut);
    page.ask(&Request::Answer(Box::new(choices)), None, &[]);
    let (staged, _) = page.report();
    assert!(!asks_of_stages(&staged), "{:?}", staged.questions);
    assert_eq!((staged.deals.all(), staged.skipped), (3, 1));
    page.ask(&Request::SkippedRows, None, &[]);
    assert!(page.texts.concat().contains("\n5,"), "{:?}", page.texts);

    let mut mapping = staged.mapping;
    mapping.set(ridealong::intake::Field::Amount, None);
    page.ask(&Request::Map(mapping), None, &[]);
    assert!(page.report().0.lacks.iter().any(|lack| lack.sentence.contains("amount")));
    let packed = page.keep(&MemoryBackend::default(), GoneDeals::Keep);
    let shapes = BTreeMap::from([(packed.shape, packed.remembered)]);
    let mut next = Page::default();
    next.open(Opening { shapes, ..opening() }, FIRST.as_bytes(), &[]);
    let (staged, _) = next.report();
    assert!(staged.remembered);
    assert_eq!((staged.deals.all(), staged.questions.len()), (3, 0), "{:?}", staged.questions);
}

#[test]
fn what_is_too_much_to_keep_is_said_with_what_would_fit() {
    let mut file = "Opportunity ID,Owner,Stage,Amount,Created Date,Close Date\n".to_owned();
    for at in 0..2_000 {
        let (month, day) = (at % 12 + 1, at % 28 + 1);
        let row = format!("{at},Dana,Closed Won,{at}00,2017-01-01,2017-{month:02}-{day:02}\n");
        file.push_str(&row);
    }
    let mut page = Page::default();
    page.open(opening(), file.as_bytes(), &[]);
    let needs = page.report().1.units;
    let free = needs / 2;
    page.open(Opening { free, ..opening() }, file.as_bytes(), &[]);
    let Fits::Since(day) = page.report().1.fits else { panic!("{:?}", page.report().1) };
    assert!(day > "2017-04-01".parse().unwrap());
    let backend = MemoryBackend::default();
    page.keep(&backend, GoneDeals::Keep);
    let taken: usize = packs(&backend).iter().map(String::len).sum();
    assert!(taken <= free, "{taken} of {free}");
}

#[test]
fn a_bad_file_is_refused_in_one_sentence_and_nothing_is_open_then() {
    let bad: [&[u8]; 5] =
        [b"", b"Owner,Stage\n", b"PK\x03\x04x", b"\x89PNG\r\n", b"Owner,Stage\n\"Dana,Won\n"];
    for file in bad {
        let mut page = Page::default();
        page.open(opening(), file, &[]);
        let Import::Refused(sentence) = &page.import else { panic!("{:?}", page.import) };
        assert!(sentence.ends_with('.'), "{sentence}");
        page.ask(&Request::SkippedRows, None, &[]);
        assert!(matches!(page.last, Some(Reply::Refused { .. })));
    }
}

#[test]
fn other_files_are_told_apart_and_read_as_what_they_are() {
    let teams = b"Sales Agent,Manager,Regional Office\nDana,Ana,West\nTom,Ana,East\n";
    let mut page = Page::default();
    page.open(opening(), teams, &[]);
    assert_eq!(page.import, Import::OtherKind(FileKind::Team));
    let reps = vec![Rep::named("Dana")];
    page.ask(&Request::Team { reps, chosen: BTreeMap::new() }, Some(teams), &[]);
    let Some(Reply::Team(read)) = &page.last else { panic!("{:?}", page.last) };
    assert_eq!((read.members, read.reps.len()), (2, 2));
}

#[test]
fn what_is_brought_as_a_list_is_read_as_one_unless_it_is_something_else() {
    let reading = QuotaReading {
        calendar: FiscalCalendar::default(),
        today: "2018-01-05".parse().unwrap(),
        unnamed: None,
        mark: None,
    };
    let ask_quotas = |text: &str| {
        let mut page = Page::default();
        page.ask(&Request::Quotas(reading), Some(text.as_bytes()), &[]);
        page.last
    };
    let ask_team = |text: &str| {
        let mut page = Page::default();
        let request = Request::Team { reps: Vec::new(), chosen: BTreeMap::new() };
        page.ask(&request, Some(text.as_bytes()), &[]);
        page.last
    };
    // What has the columns of both is what it was brought as.
    let both = "Rep,Manager,Quota\nDana,Ana,5\n";
    assert!(matches!(ask_quotas(both), Some(Reply::Quotas(_))));
    assert!(matches!(ask_team(both), Some(Reply::Team(_))));
    let team = "Rep,Manager\nDana,Ana\n";
    assert!(matches!(ask_quotas(team), Some(Reply::OtherKind(FileKind::Team))));
    assert!(matches!(ask_quotas(FIRST), Some(Reply::OtherKind(FileKind::Deals))));
    assert!(matches!(ask_team(FIRST), Some(Reply::OtherKind(FileKind::Deals))));
    // What tells nothing is asked for names, and goes nowhere else.
    let Some(Reply::Refused { sentence }) = ask_quotas("Dana,5\nTom,6\n") else { panic!() };
    assert!(sentence.starts_with("No column names the reps: "), "{sentence}");
}

#[test]
fn the_figures_of_a_file_arrive_as_they_were_added_up() {
    let mut page = Page::default();
    page.ask(&Request::Figures, Some(FIRST.as_bytes()), &[]);
    let Some(reply @ Reply::Figures(figures)) = &page.last else { panic!("{:?}", page.last) };
    assert_eq!((figures.reps.len(), figures.team.won, figures.unsure.len()), (2, 1, 1));
    assert!(figures.staleness.is_some());
    let arrived: Option<Figures> = Message::of(reply, Vec::new()).read();
    assert_eq!(arrived.as_ref(), Some(&**figures));
    assert_eq!(**figures, Figures::read(FIRST).unwrap());
}

#[test]
fn pasted_cells_and_other_encodings_are_read() {
    let pasted = FIRST.replace(',', "\t");
    let mut page = Page::default();
    page.ask(&Request::Open(Box::new(opening())), None, &[pasted]);
    assert_eq!(page.report().0.deals.all(), 4);
    let windows: Vec<u8> =
        FIRST.replace("Berg", "B#rg").bytes().map(|b| if b == b'#' { 0xf6 } else { b }).collect();
    page.open(opening(), &windows, &[]);
    assert!(page.report().0.reps.iter().any(|rep| rep.name == "Tom Börg"));
}

#[test]
fn the_kept_packs_are_summed_up() {
    let mut page = Page::default();
    page.open(opening(), FIRST.as_bytes(), &[]);
    let backend = MemoryBackend::default();
    page.keep(&backend, GoneDeals::Keep);
    let calendar = FiscalCalendar::default();
    assert_eq!(calendar.length(), PeriodLength::Quarter);
    let today = "2018-01-05".parse().unwrap();
    let mut kept = packs(&backend);
    kept.push("cut".to_owned());
    page.send_kept(&kept);
    let called = BTreeMap::new();
    page.ask(&Request::Summary { as_of: Some(today), today, calendar, called }, None, &[]);
    let Some(Reply::Summary(summary)) = &page.last else { panic!("{:?}", page.last) };
    assert_eq!((summary.deals.all(), summary.reps.len(), summary.unreadable), (4, 2, 1));
    assert_eq!(summary.proposed, "2017-11-02".parse().ok());
    assert_eq!(summary.stand_ins.keys().collect::<Vec<_>>(), ["Dana Okafor"]);
}
