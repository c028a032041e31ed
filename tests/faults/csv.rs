//! Fault 23: a CSV with formulas and markup, in another encoding, cut short, or that is none.

use super::NOW;
use proptest::prelude::*;
use ridealong::domain::plain_text::is_unwanted;
use ridealong::domain::{Deal, GoneDeals};
use ridealong::intake::{CsvText, Encoding};
use ridealong::reader::{Attached, Confirmation, Opening, Reply, Request, Session, Staged};
use ridealong::store::PackText;
use std::collections::BTreeMap;

const HEADING: &str = "Opportunity ID,Owner,Opportunity Name,Stage,Amount,Created Date,Close Date";
const ROWS: [&str; 3] = [
    "A1,Zoë Ångström,One,Closed Won,1000,2017-01-14,2017-03-20",
    "A2,Zoë Ångström,Two,Closed Lost,2000,2017-02-15,2017-04-21",
    "A3,Tom Reed,Three,Negotiation,3000,2017-03-16,2018-03-23",
];

fn export() -> String {
    format!("{HEADING}\r\n{}\r\n", ROWS.join("\r\n"))
}

/// What a browser makes of bytes that are no UTF-8.
fn decoded(bytes: &[u8], encoding: Encoding) -> String {
    let pairs = |join: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| join(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Utf16Le => pairs(u16::from_le_bytes),
        Encoding::Utf16Be => pairs(u16::from_be_bytes),
        Encoding::Windows1252 => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A file on its way in, as the reader takes it.
struct Reading {
    session: Session,
    replies: Vec<(Reply, Vec<String>)>,
}

impl Reading {
    fn ask(&mut self, request: Request, file: Option<&[u8]>) {
        let attached = Attached { file: file.map(<[u8]>::to_vec), texts: Vec::new() };
        let replies = &mut self.replies;
        self.session.handle(request, attached, decoded, &mut |reply, along| {
            replies.push((reply, along));
        });
    }

    /// Opens a file for an import: what it comes to, or the sentence that refuses it.
    fn open(file: &[u8]) -> (Self, Result<Staged, String>) {
        let mut reading = Self { session: Session::default(), replies: Vec::new() };
        let opening = Opening {
            today: "2018-01-05".parse().unwrap(),
            reps: Vec::new(),
            shapes: BTreeMap::new(),
            look_back_months: 12,
            free: 4_000_000,
        };
        reading.ask(Request::Open(Box::new(opening)), Some(file));
        let said = reading.replies.iter().rev().find_map(|(reply, _)| match reply {
            Reply::Staged(staged) => Some(Ok((**staged).clone())),
            Reply::Refused { sentence } => Some(Err(sentence.clone())),
            Reply::OtherKind(_) => Some(Err("It is a list of another kind.".to_owned())),
            _ => None,
        });
        (reading, said.unwrap())
    }

    /// The deals that are kept of it, as they are read again.
    fn kept(mut self) -> Vec<Deal> {
        let confirmation =
            Confirmation { generation: 1, now: NOW, gone: GoneDeals::Keep, since: None };
        self.ask(Request::Confirm(confirmation), None);
        let packs = self.replies.iter().filter(|(reply, _)| matches!(reply, Reply::Pack));
        let texts = packs.flat_map(|(_, along)| along);
        let deals = texts.flat_map(|text| PackText::read(text).unwrap().deals);
        deals.map(|(_, deal)| deal).collect()
    }

    fn skipped_rows(mut self) -> String {
        self.ask(Request::SkippedRows, None);
        self.replies.pop().unwrap().1.concat()
    }
}

#[track_caller]
fn reads(file: &[u8]) -> (Reading, Staged) {
    let (reading, staged) = Reading::open(file);
    (reading, staged.unwrap_or_else(|sentence| panic!("{sentence}")))
}

/// The three deals are read, with their reps' names.
#[track_caller]
fn is_read(file: &[u8]) {
    let (reading, staged) = reads(file);
    let counts = (staged.deals.won, staged.deals.lost, staged.deals.open);
    assert_eq!((counts, staged.skipped, staged.left_out), ((1, 1, 1), 0, 0));
    let mut reps: Vec<String> = staged.reps.iter().map(|rep| rep.name.clone()).collect();
    reps.sort();
    assert_eq!(reps, ["Tom Reed", "Zoë Ångström"]);
    assert_eq!(reading.kept().len(), 3);
}

#[track_caller]
fn is_refused(file: &[u8], start: &str) {
    let (_, said) = Reading::open(file);
    let Err(sentence) = said else { panic!("it was read") };
    assert!(sentence.starts_with(start) && sentence.ends_with('.'), "{sentence}");
}

#[test]
fn fault_23_every_encoding_separator_and_line_end_is_read() {
    let text = export();
    let utf_16 =
        |join: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(join).collect() };
    is_read(text.as_bytes());
    is_read(&[b"\xef\xbb\xbf", text.as_bytes()].concat());
    is_read(&utf_16(u16::to_le_bytes));
    is_read(&utf_16(u16::to_be_bytes));
    is_read(&[b"\xff\xfe".to_vec(), utf_16(u16::to_le_bytes)].concat());
    is_read(&[b"\xfe\xff".to_vec(), utf_16(u16::to_be_bytes)].concat());
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    is_read(&latin);
    for separator in [";", "\t", "|"] {
        is_read(text.replace(',', separator).as_bytes());
    }
    for end in ["\n", "\r"] {
        is_read(text.replace("\r\n", end).as_bytes());
    }
    is_read(format!("sep=;\r\n{}", text.replace(',', ";")).as_bytes());
}

#[test]
fn fault_23_formulas_markup_and_odd_marks_stay_text() {
    let names = [
        ("=HYPERLINK(\"http://127.0.0.1/\",\"x\")", "=HYPERLINK(\"http://127.0.0.1/\",\"x\")"),
        ("</text><script>alert(1)</script>", "</text><script>alert(1)</script>"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("Dana\0 Okafor", "Dana Okafor"),
        ("\u{202e}Dana\u{202c} Okafor", "Dana Okafor"),
        ("\u{2067}Dana\u{2069}", "Dana"),
        ("Dana\u{200b}\u{feff}", "Dana"),
        ("&lt;b&gt; &amp;", "&lt;b&gt; &amp;"),
        ("__proto__", "__proto__"),
    ];
    for (name, shown) in names {
        let quoted = format!("\"{}\"", name.replace('"', "\"\""));
        let (reading, staged) = reads(export().replace("Tom Reed", &quoted).as_bytes());
        assert!(staged.reps.iter().any(|rep| rep.name == shown), "{name:?}: {:?}", staged.reps);
        let kept = reading.kept();
        assert!(kept.iter().any(|deal| deal.rep.as_deref() == Some(shown)), "{name:?}");
    }
}

#[test]
fn fault_23_what_is_no_export_is_refused_in_one_sentence() {
    is_refused(b"", "This file is empty: ");
    is_refused(b"\r\n \r\n", "This file is empty: ");
    is_refused(b"\xef\xbb\xbf", "This file is empty: ");
    is_refused(HEADING.as_bytes(), "This file has column names but no deals under them: ");
    is_refused(format!("{HEADING}\r\n\r\n").as_bytes(), "This file has column names but no deals");
    is_refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is not a text file: ");
    is_refused(b"\xff\xd8\xff\xe0\0\x10JFIF", "This is not a text file: ");
    is_refused(b"GIF89a\x01\0\x01\0", "This is not a text file: ");
    is_refused(b"RIFF\x24\0\0\0WEBPVP8 ", "This is not a text file: ");
    is_refused(b"PK\x03\x04\x14\0", "This is a spreadsheet file: ");
    is_refused(b"<!doctype html><title>Deals</title>", "This is a web page, not a table: ");
    let open_quote = export().replace("Tom Reed", "\"Tom Reed");
    is_refused(open_quote.as_bytes(), "A quotation mark opened on line 4 is never closed");
    let wide = format!("{}\r\n{}\r\n", vec!["x"; 2_000].join(","), vec!["1"; 2_000].join(","));
    is_refused(wide.as_bytes(), "This file has more columns than any list of deals: ");
}

#[test]
fn fault_23_two_hundred_columns_are_read() {
    let more = |cell: &dyn Fn(usize) -> String| (0..193).map(cell).collect::<Vec<_>>().join(",");
    let names = more(&|at| format!("Extra {at}"));
    let cells = more(&|at| format!("\0</text><script>{at}"));
    let rows = ROWS.map(|row| format!("{row},{cells}")).join("\r\n");
    let (_, staged) = reads(format!("{HEADING},{names}\r\n{rows}\r\n").as_bytes());
    assert_eq!((staged.columns.len(), staged.rows_read), (200, 3));
    let texts = staged.columns.iter().flat_map(|column| &column.samples);
    assert!(texts.into_iter().all(|text| !text.chars().any(is_unwanted)));
}

#[test]
fn fault_23_a_file_cut_anywhere_is_read_or_refused_in_one_sentence() {
    let text = export();
    for end in 0..text.len() {
        if let (_, Err(sentence)) = Reading::open(&text.as_bytes()[..end]) {
            assert!(sentence.ends_with('.'), "{end}: {sentence}");
        }
    }
}

#[test]
fn fault_23_the_rows_that_were_skipped_are_a_csv_that_runs_nothing() {
    let more = "A4,Tom Reed,Four,Won,=cmd|' /C calc'!A0,2017-01-01,2017-02-02\r\n\
                A5,Tom Reed,Five,Won,\"@SUM(1;2)\",2017-01-01,2017-02-02\r\n\
                A6,Tom Reed,Six,Won,\u{ff1d}1+1,2017-01-01,2017-02-02\r\n";
    let (reading, staged) = reads((export() + more).as_bytes());
    assert_eq!(staged.left_out, 3);
    let text = reading.skipped_rows();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let cells: Vec<String> = reader
        .records()
        .flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(cells.iter().any(|cell| cell == "'=cmd|' /C calc'!A0"), "{cells:?}");
    assert!(cells.iter().all(|cell| !cell.starts_with(['=', '@', '+', '-', '\u{ff1d}'])));
}

proptest! {
    #[test]
    fn fault_23_whatever_a_spreadsheet_splits_at_no_cell_of_ours_is_a_formula(
        cells in prop::collection::vec("[a=+@;,\"\t\n\r -]{0,6}", 1..4), by in "[,;\t]",
    ) {
        let mut written = CsvText::default();
        written.row(&cells);
        let text = written.into_text();
        if by == "," {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            for cell in &reader.records().next().unwrap().unwrap() {
                let is_number = cell.parse::<f64>().is_ok();
                prop_assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            }
        } else if !text.starts_with('"') {
            // The first cell is not quoted: up to the first comma nothing splits it either.
            let first = text.split(',').next().unwrap_or_default();
            prop_assert!(!first.trim_end().contains([';', '\t']));
        }
    }

    #[test]
    fn fault_23_no_bytes_at_all_make_it_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        rows in "[A-Za-z0-9,;\"\r\n\t=<>\u{202e}./-]{0,200}",
    ) {
        let _ = Reading::open(&bytes);
        let _ = Reading::open(format!("{HEADING}\n{rows}").as_bytes());
        let _ = Reading::open(&[export().as_bytes(), &bytes].concat());
    }
}
