//! Deals in few bytes: column by column, so that alike things lie side by side, then deflated
//! and written as base64.
//!
//! A decided deal without names takes its dates, amount, outcome and the 64-bit key that it is
//! recognised by: about 13 bytes, of which the key is 8. Open deals are kept whole, and decided
//! ones too where they have names.

use crate::domain::{Deal, DealKey, Money, Outcome, as_kept};
use crate::store::bytes::{ByteReader, ByteWriter};
use crate::store::unfold_limit::UnfoldLimit;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use jiff::Span;
use jiff::civil::Date;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::collections::BTreeMap;

/// Of open deals alone account and name are there.
const OPEN_NAMED: u8 = 1;
/// Of all deals they are.
const ALL_NAMED: u8 = 2;
const COMPRESSION: u8 = 6;

/// Bytes that a pack may unfold to: far more than any pack of ours, far less than a bomb.
const MOST_BYTES: usize = 64_000_000;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Which parts of a deal are there, one bit each, above the two of its outcome.
const CREATED: u8 = 1 << 2;
const DAY: u8 = 1 << 3;
const AMOUNT: u8 = 1 << 4;
const SEGMENT: u8 = 1 << 5;
const ID: u8 = 1 << 6;
const STAGE: u8 = 1 << 7;

/// Packs the deals of a rep; which rep, the envelope says. Their order is not kept: they come
/// back by the day they were created.
pub fn pack<'a>(deals: impl IntoIterator<Item = (DealKey, &'a Deal)>) -> String {
    let mut deals: Vec<(DealKey, Deal)> =
        deals.into_iter().map(|(key, deal)| (key, as_kept(deal.clone()))).collect();
    deals.sort_by_key(|(key, deal)| (deal.created, deal.closed, *key));
    let mut writer = ByteWriter::default();
    let format = if deals.iter().any(is_decided_and_named) { ALL_NAMED } else { OPEN_NAMED };
    writer.byte(format);
    writer.count(deals.len());
    for (_, deal) in &deals {
        writer.byte(flags(deal));
    }
    write_days(&mut writer, &deals);
    write_amounts(&mut writer, &deals);
    write_words(&mut writer, &deals, |deal| deal.segment.as_deref());
    write_words(&mut writer, &deals, |deal| deal.stage.as_deref());
    for (key, deal) in &deals {
        match deal.id.as_deref() {
            Some(id) => writer.text(id),
            None => writer.eight(key.number()),
        }
    }
    for (_, deal) in deals.iter().filter(|(_, deal)| is_named_in(format, deal)) {
        write_optional(&mut writer, deal.account.as_deref());
        write_optional(&mut writer, deal.name.as_deref());
    }
    BASE64.encode(compress_to_vec(&writer.into_bytes(), COMPRESSION))
}

/// Unpacks the deals of this rep; `None` where the text is no pack.
pub fn unpack(text: &str, rep: Option<&str>) -> Option<Vec<(DealKey, Deal)>> {
    unpack_within(&mut UnfoldLimit::default(), text, rep)
}

/// As [`unpack`], of several packs that may unfold to so much together.
pub(super) fn unpack_within(
    limit: &mut UnfoldLimit,
    text: &str,
    rep: Option<&str>,
) -> Option<Vec<(DealKey, Deal)>> {
    let packed = BASE64.decode(text).ok()?;
    let bytes = decompress_to_vec_with_limit(&packed, MOST_BYTES).ok()?;
    let mut reader = ByteReader::new(&bytes);
    let format = reader.byte()?;
    if !matches!(format, OPEN_NAMED | ALL_NAMED) {
        return None;
    }
    let count = reader.count()?;
    limit.deals(count)?;
    let mut deals = Vec::with_capacity(count);
    let mut all_flags = Vec::with_capacity(count);
    for _ in 0..count {
        let flags = reader.byte()?;
        let mut deal = Deal::new(outcome(flags)?);
        if let Some(rep) = rep {
            deal.rep = Some(limit.text(rep)?);
        }
        deals.push((DealKey::from_number(0), deal));
        all_flags.push(flags);
    }
    read_days(&mut reader, &mut deals, &all_flags)?;
    read_amounts(&mut reader, &mut deals, &all_flags)?;
    let flagged = Flagged { deals: &mut deals, flags: &all_flags };
    read_words(limit, &mut reader, flagged, SEGMENT, |deal| &mut deal.segment)?;
    let flagged = Flagged { deals: &mut deals, flags: &all_flags };
    read_words(limit, &mut reader, flagged, STAGE, |deal| &mut deal.stage)?;
    for ((key, deal), flags) in deals.iter_mut().zip(&all_flags) {
        if flags & ID != 0 {
            let id = reader.text()?;
            *key = DealKey::of_id(id);
            deal.id = Some(limit.text(id)?);
        } else {
            *key = DealKey::from_number(reader.eight()?);
        }
    }
    for (_, deal) in deals.iter_mut().filter(|(_, deal)| is_named_in(format, deal)) {
        deal.account = read_optional(limit, &mut reader)?;
        deal.name = read_optional(limit, &mut reader)?;
    }
    (reader.left() == 0).then_some(deals)
}

fn is_named_in(format: u8, deal: &Deal) -> bool {
    format == ALL_NAMED || deal.outcome == Outcome::Open
}

fn is_decided_and_named((_, deal): &(DealKey, Deal)) -> bool {
    deal.outcome != Outcome::Open && (deal.account.is_some() || deal.name.is_some())
}

fn flags(deal: &Deal) -> u8 {
    let outcome = match deal.outcome {
        Outcome::Won => 0,
        Outcome::Lost => 1,
        Outcome::Open => 2,
    };
    let part = |there: bool, bit: u8| if there { bit } else { 0 };
    outcome
        | part(deal.created.is_some(), CREATED)
        | part(other_day(deal).is_some(), DAY)
        | part(deal.amount.is_some(), AMOUNT)
        | part(deal.segment.is_some(), SEGMENT)
        | part(deal.id.is_some(), ID)
        | part(deal.stage.is_some(), STAGE)
}

const fn outcome(flags: u8) -> Option<Outcome> {
    match flags & 3 {
        0 => Some(Outcome::Won),
        1 => Some(Outcome::Lost),
        2 => Some(Outcome::Open),
        _ => None,
    }
}

/// The day it was decided or is expected to be.
fn other_day(deal: &Deal) -> Option<Date> {
    if deal.outcome == Outcome::Open { deal.expected_close } else { deal.closed }
}

fn number_of(day: Date) -> i64 {
    day.since(EPOCH).map_or(0, |span| i64::from(span.get_days()))
}

fn day_of(number: i64) -> Option<Date> {
    // Not `number.days()`, which panics on what is no span of this calendar.
    EPOCH.checked_add(Span::new().try_days(number).ok()?).ok()
}

/// Days created, each counted from the one before; then the other days, each from its own day
/// created, or from the one before where that is missing.
fn write_days(writer: &mut ByteWriter, deals: &[(DealKey, Deal)]) {
    let mut before = 0;
    for created in deals.iter().filter_map(|(_, deal)| deal.created) {
        let day = number_of(created);
        writer.signed(day - before);
        before = day;
    }
    let mut before = 0;
    for (_, deal) in deals {
        if let Some(other) = other_day(deal) {
            let day = number_of(other);
            writer.signed(day - deal.created.map_or(before, number_of));
            before = day;
        }
    }
}

fn read_days(
    reader: &mut ByteReader<'_>,
    deals: &mut [(DealKey, Deal)],
    flags: &[u8],
) -> Option<()> {
    let mut before = 0_i64;
    for ((_, deal), flags) in deals.iter_mut().zip(flags) {
        if flags & CREATED != 0 {
            before = before.checked_add(reader.signed()?)?;
            deal.created = Some(day_of(before)?);
        }
    }
    let mut before = 0_i64;
    for ((_, deal), flags) in deals.iter_mut().zip(flags) {
        if flags & DAY != 0 {
            let from = deal.created.map_or(before, number_of);
            before = from.checked_add(reader.signed()?)?;
            let day = Some(day_of(before)?);
            match deal.outcome {
                Outcome::Open => deal.expected_close = day,
                Outcome::Won | Outcome::Lost => deal.closed = day,
            }
        }
    }
    Some(())
}

/// Amounts in whole units where none has a fraction.
fn write_amounts(writer: &mut ByteWriter, deals: &[(DealKey, Deal)]) {
    let amounts = || deals.iter().filter_map(|(_, deal)| deal.amount).map(Money::hundredths);
    let scale = if amounts().all(|amount| amount % 100 == 0) { 100 } else { 1 };
    writer.number(u64::from(scale == 100));
    for amount in amounts() {
        writer.signed(amount / scale);
    }
}

fn read_amounts(
    reader: &mut ByteReader<'_>,
    deals: &mut [(DealKey, Deal)],
    flags: &[u8],
) -> Option<()> {
    let scale = match reader.number()? {
        0 => 1,
        1 => 100,
        _ => return None,
    };
    for ((_, deal), flags) in deals.iter_mut().zip(flags) {
        if flags & AMOUNT != 0 {
            deal.amount = Some(Money::from_hundredths(reader.signed()?.checked_mul(scale)?));
        }
    }
    Some(())
}

/// Values that come again: each once, then their numbers.
fn write_words(
    writer: &mut ByteWriter,
    deals: &[(DealKey, Deal)],
    word: impl Fn(&Deal) -> Option<&str>,
) {
    let mut numbers: BTreeMap<&str, u64> = BTreeMap::new();
    let mut words = Vec::new();
    for text in deals.iter().filter_map(|(_, deal)| word(deal)) {
        numbers.entry(text).or_insert_with(|| {
            words.push(text);
            words.len() as u64 - 1
        });
    }
    writer.count(words.len());
    for text in words {
        writer.text(text);
    }
    for number in deals.iter().filter_map(|(_, deal)| numbers.get(word(deal)?)) {
        writer.number(*number);
    }
}

/// Deals with which parts each has.
struct Flagged<'a> {
    deals: &'a mut [(DealKey, Deal)],
    flags: &'a [u8],
}

fn read_words(
    limit: &mut UnfoldLimit,
    reader: &mut ByteReader<'_>,
    of: Flagged<'_>,
    bit: u8,
    field: impl Fn(&mut Deal) -> &mut Option<String>,
) -> Option<()> {
    let count = reader.count()?;
    let mut words = Vec::with_capacity(count);
    for _ in 0..count {
        words.push(reader.text()?);
    }
    for ((_, deal), flags) in of.deals.iter_mut().zip(of.flags) {
        if flags & bit != 0 {
            let word = words.get(usize::try_from(reader.number()?).ok()?)?;
            *field(deal) = Some(limit.text(word)?);
        }
    }
    Some(())
}

fn write_optional(writer: &mut ByteWriter, text: Option<&str>) {
    writer.byte(u8::from(text.is_some()));
    if let Some(text) = text {
        writer.text(text);
    }
}

#[expect(clippy::option_option, reason = "nothing there, and no pack, are two things")]
fn read_optional(limit: &mut UnfoldLimit, reader: &mut ByteReader<'_>) -> Option<Option<String>> {
    match reader.byte()? {
        0 => Some(None),
        1 => limit.text(reader.text()?).map(Some),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = Option<String>> {
        prop::option::of("[\\PC&&[^\u{2028}\u{2029}]]{0,6}")
    }

    fn day() -> impl Strategy<Value = Option<Date>> {
        let day = (1950_i16..2200, 1_i8..=12, 1_i8..=28);
        prop::option::of(day.prop_map(|(year, month, day)| Date::new(year, month, day).unwrap()))
    }

    fn deals() -> impl Strategy<Value = Vec<(DealKey, Deal)>> {
        let outcome = prop_oneof![Just(Outcome::Won), Just(Outcome::Lost), Just(Outcome::Open)];
        let texts = (text(), text(), text(), text(), text());
        let amount = prop::option::of(any::<i64>());
        let deal = (outcome, texts, day(), day(), amount).prop_map(
            |(outcome, (id, account, name, stage, segment), created, other, amount)| {
                let deal = Deal {
                    id,
                    rep: Some("Dana".to_owned()),
                    account,
                    name,
                    created,
                    outcome,
                    closed: other,
                    expected_close: other,
                    amount: amount.map(Money::from_hundredths),
                    stage,
                    segment,
                };
                (DealKey::of(&deal), as_kept(deal))
            },
        );
        prop::collection::vec(deal, 0..20)
    }

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked(mut deals in deals()) {
            let text = pack(deals.iter().map(|(key, deal)| (*key, deal)));
            prop_assert!(text.is_ascii());
            let mut unpacked = unpack(&text, Some("Dana")).unwrap();
            let order = |(key, deal): &(DealKey, Deal)| (*key, format!("{deal:?}"));
            deals.sort_by_key(order);
            unpacked.sort_by_key(order);
            prop_assert_eq!(unpacked, deals);
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = unpack(&BASE64.encode(compress_to_vec(&bytes, 1)), None);
            let _ = unpack(&BASE64.encode(&bytes), None);
        }
    }

    #[test]
    fn a_pack_that_was_cut_or_grown_is_none() {
        let mut deal = Deal::new(Outcome::Open);
        deal.name = Some("Pump".to_owned());
        let bytes = BASE64.decode(pack([(DealKey::of(&deal), &deal)])).unwrap();
        let whole = decompress_to_vec_with_limit(&bytes, 1_000).unwrap();
        let packed = |bytes: &[u8]| BASE64.encode(compress_to_vec(bytes, 6));
        assert!(unpack(&packed(&whole), None).is_some());
        for end in 0..whole.len() {
            assert_eq!(unpack(&packed(&whole[..end]), None), None, "{end}");
        }
        assert_eq!(unpack(&packed(&[whole.as_slice(), &[0]].concat()), None), None);
    }
}
