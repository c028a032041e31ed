//! Fault 22: a backup file that is huge, endlessly nested, another app's, or says what can't be.

use super::NOW;
use super::by_hand::{backup, pack, record, rep};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use jiff::civil::{Date, date};
use miniz_oxide::deflate::compress_to_vec;
use ridealong::domain::{Deal, DealKey, Money, Outcome, Rep, RepId};
use ridealong::store::{
    BackupError, BackupFile, Budget, Envelope, InTasks, MemoryBackend, Rejected, SCHEMA, Take,
    TakenOver, TeamStore,
};
use std::task::{Context, Poll, Waker};

const MEGABYTES_50: usize = 50_000_000;

fn refused(text: &str) -> Option<BackupError> {
    BackupFile::read(text.as_bytes()).err()
}

fn read(text: &str) -> BackupFile {
    BackupFile::read(text.as_bytes()).unwrap()
}

fn rejected(text: &str) -> (usize, usize) {
    let Rejected { unreadable, twice } = read(text).rejected;
    (unreadable, twice)
}

/// A backend that the small records of a backup were taken over into.
fn taken_over(backup: BackupFile) -> MemoryBackend {
    let backend = MemoryBackend::default();
    let tasks = InTasks::over(&backend, async || ());
    let taken =
        TakenOver { records: backup.records, deals: None, of_conflicts: Take::Backup.into() };
    let done = tasks.take_over(taken, Budget::LOCAL_STORAGE, async || None, NOW, |_, _| ());
    let done = std::pin::pin!(done).as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(done, Poll::Ready(Ok(_))));
    backend
}

#[test]
fn fault_22_fifty_megabytes_of_anything_are_refused_or_read_and_never_too_much() {
    let refuse = |text: String| assert_eq!(refused(&text), Some(BackupError::NotABackup));
    refuse("[".repeat(MEGABYTES_50));
    refuse("x".repeat(MEGABYTES_50));
    refuse(format!("\"{}\"", "x".repeat(MEGABYTES_50)));
    refuse(format!("[{}0]", "0,".repeat(MEGABYTES_50 / 2)));
    refuse(format!("{{\"app\":\"another\",\"data\":\"{}\"}}", "x".repeat(MEGABYTES_50)));
    // Made by hand so that all of it is taken apart: parts that are none are left out.
    let numbers = vec!["0".to_owned(); MEGABYTES_50 / 2];
    assert_eq!(rejected(&backup(&numbers)), (MEGABYTES_50 / 2, 0));
    // A name of that length is one of a record, and the backup it is in is whole.
    let long = rep("0000000000000001", &"x".repeat(MEGABYTES_50), "");
    assert_eq!(read(&backup(&[long])).records.reps().count(), 1);
}

#[test]
fn fault_22_ten_thousand_nested_levels_are_refused_wherever_they_stand() {
    let nested = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let objects = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    for deep in [nested, objects] {
        assert_eq!(refused(&deep), Some(BackupError::NotABackup));
        for data in [deep.clone(), format!("{{\"records\":{deep}}}")] {
            match BackupFile::read(record("backup", "", &data).as_bytes()) {
                Ok(backup) => assert_eq!(backup.rejected.unreadable, 1),
                Err(error) => {
                    assert!(matches!(error, BackupError::NotABackup | BackupError::NotWhole));
                }
            }
        }
        let more = format!(",\"more\":{deep}");
        let parts = [
            deep.clone(),
            record("rep", "0000000000000001", &deep),
            rep("0000000000000002", "Tom", &more),
            record("settings", "all", &deep),
            record("shape", "1", &deep),
            record("deals", "x.0", &deep),
        ];
        let backup = read(&backup(&parts));
        assert_eq!((backup.rejected.unreadable, backup.records.reps().count()), (6, 0));
    }
}

#[test]
fn fault_22_another_apps_files_are_refused() {
    let package = r#"{"name":"ridealong","version":"1.0.0","dependencies":{}}"#;
    let excalidraw = r#"{"type":"excalidraw","version":2,"elements":[],"appState":{}}"#;
    let geo = r#"{"type":"FeatureCollection","features":[]}"#;
    for text in [package, excalidraw, geo, "null", "true", "0", "\"\"", "[]", "{}", "Owner,Stage\n"]
    {
        assert_eq!(refused(text), Some(BackupError::NotABackup), "{text}");
    }
    let other = backup(&[]).replace("ridealong", "excalidraw");
    assert_eq!(refused(&other), Some(BackupError::NotABackup));
    // A single record is no backup, whole as it is.
    assert_eq!(refused(&rep("0000000000000001", "Dana", "")), Some(BackupError::NotABackup));
    assert_eq!(BackupFile::read(b"PK\x03\x04\xff\xfe").err(), Some(BackupError::NotABackup));
}

#[test]
fn fault_22_of_ids_that_stand_there_twice_the_first_counts() {
    let id = "0000000000000001";
    let twice = [rep(id, "Dana", ""), rep(id, "Tom", ""), rep(id, "Dana", "")];
    let backup = read(&backup(&twice));
    assert_eq!((backup.rejected.unreadable, backup.rejected.twice), (0, 2));
    let names: Vec<String> = backup.records.reps().map(|rep| rep.name).collect();
    assert_eq!(names, ["Dana"]);
    // A key that stands there twice in one record is an error of JSON with fixed fields.
    let doubled = rep(id, "Dana", ",\"name\":\"Tom\"");
    assert!(read(&super::by_hand::backup(&[doubled])).records.reps().count() <= 1);
}

#[test]
fn fault_22_proto_is_a_key_like_any_other_and_gets_nowhere() {
    let id = "0000000000000001";
    let polluted = rep(id, "Dana", ",\"__proto__\":{\"manager\":\"Eve\"},\"constructor\":1");
    let backup = read(&backup(&[polluted]));
    let reps: Vec<Rep> = backup.records.reps().collect();
    assert_eq!(reps.len(), 1);
    assert_eq!(reps[0].manager, None);
    assert_eq!(refused(r#"{"__proto__":{"app":"ridealong"}}"#), Some(BackupError::NotABackup));
}

#[test]
fn fault_22_numbers_beyond_all_bounds_are_left_out_and_never_infinite() {
    let id = "0000000000000001";
    for number in ["1e999", "-1e999", "NaN", "Infinity", "1e19", "0.5", "9223372036854775808"] {
        let fields = [
            format!(",\"comes_in_without_a_deal\":{number}"),
            format!(
                ",\"quotas\":[{{\"period\":{{\"start\":\"2024-01-01\",\"end\":\"2024-04-01\"}},\"amount\":{number},\"source\":\"set\"}}]"
            ),
        ];
        for more in fields {
            let text = backup(&[rep(id, "Dana", &more)]);
            match BackupFile::read(text.as_bytes()) {
                Ok(backup) => assert_eq!(backup.rejected.unreadable, 1, "{more}"),
                // What is no JSON anywhere makes the whole file none.
                Err(error) => assert_eq!(error, BackupError::NotWhole, "{more}"),
            }
        }
    }
    let text = backup(&[]).replace("\"rev\":1", "\"rev\":1e999");
    assert_eq!(refused(&text), Some(BackupError::NotWhole));
}

/// The ends of the calendar, and what is beyond them.
#[test]
fn fault_22_years_up_to_9999_are_kept_and_those_beyond_left_out() {
    let id = "0000000000000001";
    for (day, is_kept) in [
        ("9999-12-31", true),
        ("0001-01-01", true),
        ("10000-01-01", false),
        ("99999-01-01", false),
        ("9999-02-30", false),
        ("9999-12-32", false),
    ] {
        let text = backup(&[rep(id, "Dana", &format!(",\"started\":\"{day}\""))]);
        assert_eq!(rejected(&text), (usize::from(!is_kept), 0), "{day}");
    }
    let far = Deal {
        id: Some("1".to_owned()),
        rep: Some("Dana".to_owned()),
        created: Some(date(9999, 1, 1)),
        expected_close: Some(Date::MAX),
        amount: Some(Money::from_hundredths(i64::MAX)),
        ..Deal::new(Outcome::Open)
    };
    let packed = ridealong::store::pack([(DealKey::of(&far), &far)]);
    let backup = read(&backup(&[pack("x.0", "Dana", 1, &packed)]));
    assert_eq!(backup.deals.deals(), [far]);
}

#[test]
fn fault_22_a_pack_that_unfolds_to_more_than_any_team_has_is_left_out() {
    // Two million lost deals without a date, an amount or an id, in a few KB.
    let many = 2_000_000_usize;
    let mut bytes = vec![1];
    let mut count = many;
    while count > 0 {
        bytes.push(u8::try_from(count & 0x7f).unwrap() | if count > 0x7f { 0x80 } else { 0 });
        count >>= 7;
    }
    bytes.resize(bytes.len() + many, 1);
    bytes.extend([0, 0, 0]);
    bytes.resize(bytes.len() + many * 8, 0);
    let bomb = BASE64.encode(compress_to_vec(&bytes, 6));
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert_eq!(rejected(&backup(&[pack("x.0", "Dana", many, &bomb)])), (1, 0));

    // One name of a megabyte, of each of a thousand deals.
    let deals: Vec<Deal> = (0..1_000_u32)
        .map(|at| Deal { id: Some(at.to_string()), ..Deal::new(Outcome::Lost) })
        .collect();
    let packed = ridealong::store::pack(deals.iter().map(|deal| (DealKey::of(deal), deal)));
    let text = backup(&[
        pack("x.0", &"x".repeat(1_000_000), 1_000, &packed),
        pack("y.0", "Dana", 1_000, &packed),
    ]);
    let backup = read(&text);
    assert_eq!((backup.rejected.unreadable, backup.deals.len()), (1, 1_000));
}

#[test]
fn fault_22_names_of_a_backup_can_not_turn_round_what_stands_beside_them() {
    let (id, marks) = ("0000000000000001", "\u{202e}Dana\0 \u{2067}Okafor\u{200f}");
    let more = format!(",\"manager\":\"\u{202e}\",\"region\":\"{}\"", "\u{2066}West");
    let deal = Deal { name: Some("a\u{202e}b".to_owned()), ..Deal::new(Outcome::Open) };
    let packed = ridealong::store::pack([(DealKey::of(&deal), &deal)]);
    let text = backup(&[rep(id, marks, &more), pack("x.0", marks, 1, &packed)]);
    let backup = read(&text);
    assert_eq!(backup.rejected, Rejected::default());
    assert_eq!(backup.deals.deals()[0].rep.as_deref(), Some("Dana Okafor"));
    assert_eq!(backup.deals.deals()[0].name.as_deref(), Some("ab"));
    let (_, opened) = TeamStore::open(&taken_over(backup), Budget::LOCAL_STORAGE).unwrap();
    let dana = &opened.workspace.reps[0];
    assert_eq!(dana.id, id.parse::<RepId>().unwrap());
    assert_eq!((dana.name.as_str(), dana.manager.as_deref()), ("Dana Okafor", None));
    assert_eq!(dana.region.as_deref(), Some("West"));
    // Of a name nothing may be left: who is called nothing is nobody.
    assert_eq!(rejected(&super::by_hand::backup(&[rep(id, "\u{202e}", "")])), (1, 0));
}

/// What the rescue page saves of these texts.
fn rescue_file(texts: &[(String, Option<String>)]) -> String {
    let entries: std::collections::BTreeMap<_, _> = texts.iter().cloned().collect();
    let entries = serde_json::to_string(&entries).unwrap();
    format!(
        "{{\"app\":\"ridealong\",\"kind\":\"rescue\",\"saved_at\":{NOW},\"entries\":{entries}}}"
    )
}

#[test]
fn fault_21_what_the_rescue_page_saved_is_a_backup_of_all_that_can_be_read() {
    let id = "0000000000000001";
    let kept = taken_over(read(&backup(&[rep(id, "Dana", ""), record("settings", "all", "{}")])));
    let texts: Vec<_> = kept.snapshot().into_iter().map(|(key, text)| (key, Some(text))).collect();
    let rescued = read(&rescue_file(&texts));
    assert_eq!((rescued.saved_at, rescued.rejected), (NOW, Rejected::default()));
    assert_eq!(rescued.records.reps().map(|rep| rep.name).collect::<Vec<_>>(), ["Dana"]);
    let (_, opened) = TeamStore::open(&taken_over(rescued), Budget::LOCAL_STORAGE).unwrap();
    assert_eq!(opened.workspace.reps.len(), 1);
    // What the browser could not read, and what was cut, is counted; other sites' keys are not.
    let mut spoilt = texts.clone();
    spoilt.push(("ridealong:rep:0000000000000002:0".to_owned(), None));
    spoilt.push(("ridealong:rep:0000000000000003:0".to_owned(), Some("{\"app\":".to_owned())));
    spoilt.push(("another".to_owned(), Some("x".to_owned())));
    let rescued = read(&rescue_file(&spoilt));
    assert_eq!((rescued.rejected.unreadable, rescued.records.reps().count()), (2, 1));
    let mut newer = Envelope::new("rep", id, 1, NOW, &()).unwrap();
    newer.schema = SCHEMA + 1;
    let newer = [(format!("ridealong:rep:{id}:1"), Some(newer.write()))];
    assert_eq!(refused(&rescue_file(&newer)), Some(BackupError::Newer));
    for text in [
        "{\"app\":\"ridealong\",\"kind\":\"rescue\"}",
        "{\"app\":\"another\",\"kind\":\"rescue\",\"entries\":{}}",
        "{\"app\":\"ridealong\",\"kind\":\"rescue\",\"entries\":[]}",
    ] {
        assert_eq!(refused(text), Some(BackupError::NotABackup), "{text}");
    }
}
