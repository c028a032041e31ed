//! What is done with any bytes that come in: each target of the fuzzer, and of the replay of its corpus
//! in `tests/faults/corpus.rs`. Nothing may panic, nothing may take memory without bound, and what is
//! taken is sound.

use ridealong::domain::plain_text::is_unwanted;
use ridealong::domain::{CalculatorInputs, GoneDeals};
use ridealong::intake::Encoding;
use ridealong::reader::{Attached, Confirmation, Opening, Reply, Request, Session};
use ridealong::store::calculator_record;
use ridealong::store::{BackupFile, Envelope, PackText, Reading, SealedFile, pack, unpack};
use ridealong::ui::pages::calculate::link;
use ridealong::ui::route::Route;
use std::collections::BTreeMap;

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

/// A CSV: opened for an import, its skipped rows written, kept, and read into the calculators, as
/// a list of a team and as a sheet of quotas.
pub fn csv(bytes: &[u8]) {
    let mut session = Session::default();
    let mut packs = Vec::new();
    let mut is_open = false;
    let mut ask = |request: Request, with_file: bool| {
        let file = with_file.then(|| bytes.to_vec());
        let attached = Attached { file, texts: Vec::new() };
        let mut was_refused = None;
        session.handle(request, attached, decoded, &mut |reply, along| match reply {
            Reply::Pack => packs.extend(along),
            Reply::Refused { sentence } => was_refused = Some(sentence),
            _ => {}
        });
        if let Some(sentence) = &was_refused {
            assert!(sentence.ends_with(['.', '?']), "{sentence}");
        }
        was_refused.is_none()
    };
    if let Some(today) = ridealong::domain::day::read("2018-01-05") {
        let opening = Opening {
            today,
            reps: Vec::new(),
            shapes: BTreeMap::new(),
            look_back_months: 12,
            free: 4_000_000,
        };
        is_open = ask(Request::Open(Box::new(opening)), true);
    }
    if is_open {
        ask(Request::SkippedRows, false);
        let (generation, now, gone) = (1, 1_770_000_000_000, GoneDeals::Keep);
        ask(Request::Confirm(Confirmation { generation, now, gone, since: None }), false);
    }
    ask(Request::Figures, true);
    ask(Request::Team { reps: Vec::new(), chosen: BTreeMap::new() }, true);
    for text in packs {
        let read = PackText::read(&text);
        assert!(read.is_some(), "a pack of ours is read again");
        let deals = read.map(|read| read.deals).unwrap_or_default();
        let reps = deals.iter().filter_map(|(_, deal)| deal.rep.as_deref());
        for rep in reps {
            assert!(!rep.chars().any(is_unwanted), "{rep:?}");
        }
    }
}

/// A file on its way back: plain, of the rescue page, or with a passphrase.
pub fn backup(bytes: &[u8]) {
    if let Ok(backup) = BackupFile::read(bytes) {
        for rep in backup.records.reps() {
            assert!(!rep.name.is_empty() && !rep.name.chars().any(is_unwanted), "{:?}", rep.name);
        }
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = SealedFile::begins_like_one(text);
    if let Ok(sealed) = SealedFile::read(text) {
        assert!((1..=5_000_000).contains(&sealed.header.iterations));
        let _ = sealed.parts().count();
    }
    // With the checksums made right, so that what is inside is reached.
    let whole = |kind: &str| {
        let mut envelope = Envelope::new(kind, "", 0, 0, &()).ok()?;
        text.clone_into(&mut envelope.data);
        Some(envelope.write())
    };
    if let Some(file) = whole("backup") {
        let _ = BackupFile::read(file.as_bytes());
    }
    if let Some(file) = whole("sealed")
        && let Ok(sealed) = SealedFile::read(&file)
    {
        let _ = sealed.parts().count();
    }
    for kind in ["rep", "settings", "shape", "deals"] {
        let Some(record) = whole(kind) else { continue };
        let mut file = Envelope::new("backup", "", 0, 0, &()).unwrap_or_else(|_| unreachable!());
        file.data = format!("{{\"records\":[{record}]}}");
        let _ = BackupFile::read(file.write().as_bytes());
    }
}

/// A kept text.
pub fn envelope(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Reading::Whole(envelope) = Envelope::read(text) {
        assert_eq!(Envelope::read(&envelope.write()), Reading::Whole(envelope));
    }
    let _ = PackText::read(text);
    if let Ok(inputs) = calculator_record::read(text) {
        assert!(inputs.is_sound());
        assert_eq!(calculator_record::read(&calculator_record::write(&inputs)), Ok(inputs));
    }
}

/// An address with a calculator's inputs.
pub fn link(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match link::read(text, &CalculatorInputs::default()) {
        Ok(inputs) => {
            assert!(inputs.is_sound(), "{inputs:?}");
            assert!(inputs.steps.iter().all(|step| !step.name.chars().any(is_unwanted)));
        }
        Err(error) => assert!(!error.to_string().chars().any(is_unwanted)),
    }
    let route = Route::parse(text);
    if route != Route::Unknown {
        assert_eq!(Route::parse(&route.href()), route);
    }
}

/// Packed deals, and the bytes that they unfold to.
pub fn packed(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = unpack(text, Some("Dana"));
    }
    // As a stored block, so that what the fuzzer makes is what is read.
    let Ok(length) = u16::try_from(bytes.len()) else { return };
    let mut block = vec![1];
    block.extend(length.to_le_bytes());
    block.extend((!length).to_le_bytes());
    block.extend_from_slice(bytes);
    if let Some(deals) = unpack(&base64(&block), Some("Dana")) {
        let again = pack(deals.iter().map(|(key, deal)| (*key, deal)));
        assert_eq!(unpack(&again, Some("Dana")).map(|again| again.len()), Some(deals.len()));
    }
}

/// Base64 without padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let joined = chunk.iter().fold(0_u32, |joined, byte| joined << 8 | u32::from(*byte));
        let joined = joined << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            let place = joined >> (18 - 6 * at) & 63;
            text.push(LETTERS.get(place as usize).map_or('A', |letter| char::from(*letter)));
        }
    }
    text
}
