//! The calculators' inputs in localStorage.

use super::local::{self, StorageError};
use crate::domain::CalculatorInputs;
use crate::store::calculator_record::{self, RecordError};
use thiserror::Error;

/// The key that the inputs lie under.
pub const KEY: &str = "ridealong/calculator";
/// The user's own inputs while those of a file or a link stand in their place.
const OWN: &str = "ridealong/calculator-own";
/// Where a record that can't be read goes before a new one takes its place.
const ASIDE: &str = "ridealong/aside/calculator";

/// Why inputs were not restored or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeepError {
    /// The browser's fault.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The record's fault.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// The inputs of the last visit, if there was one.
///
/// # Errors
/// [`KeepError`]; the record stays as it is.
pub fn load() -> Result<Option<CalculatorInputs>, KeepError> {
    load_from(KEY)
}

/// The user's own inputs, if those of a file or a link stood in their place in the last visit.
///
/// # Errors
/// [`KeepError`]; the record stays as it is.
pub fn load_own() -> Result<Option<CalculatorInputs>, KeepError> {
    load_from(OWN)
}

fn load_from(key: &str) -> Result<Option<CalculatorInputs>, KeepError> {
    match local::get(key)? {
        Some(text) => Ok(Some(calculator_record::read(&text)?)),
        None => Ok(None),
    }
}

/// Keeps the user's own inputs, or that there are none beside those kept.
///
/// # Errors
/// [`KeepError`]; what was kept before is still there.
pub fn save_own(own: Option<&CalculatorInputs>) -> Result<(), KeepError> {
    match own {
        Some(own) => save_to(OWN, own),
        None => Ok(local::remove(OWN)?),
    }
}

/// Keeps the inputs; those that nobody changed need no record. A record that can't be read is put aside
/// first and one of a newer app is never written over.
///
/// # Errors
/// [`KeepError`]; what was kept before is still there.
pub fn save(inputs: &CalculatorInputs) -> Result<(), KeepError> {
    if *inputs == CalculatorInputs::default() && local::get(KEY)?.is_none() {
        return Ok(());
    }
    save_to(KEY, inputs)
}

fn save_to(key: &str, inputs: &CalculatorInputs) -> Result<(), KeepError> {
    let new = calculator_record::write(inputs);
    if let Some(old) = local::get(key)? {
        match calculator_record::read(&old) {
            Ok(_) if old == new => return Ok(()),
            Ok(_) => {}
            Err(RecordError::Newer) => return Err(RecordError::Newer.into()),
            Err(RecordError::Unreadable) => put_aside(&old)?,
        }
    }
    Ok(local::set(key, &new)?)
}

/// Keeps a text that can't be read under the first free number, so that none is written over.
fn put_aside(text: &str) -> Result<(), StorageError> {
    for number in 1_u32.. {
        let key = format!("{ASIDE}/{number}");
        match local::get(&key)? {
            Some(kept) if kept == text => return Ok(()),
            Some(_) => {}
            None => return local::set(&key, text),
        }
    }
    Ok(())
}
