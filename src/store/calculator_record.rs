//! The calculators' inputs as they are kept.

use crate::domain::CalculatorInputs;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The version of the record that this app writes.
pub const SCHEMA: u32 = 1;
const APP: &str = "ridealong";
const KIND: &str = "calculator";

#[derive(Serialize)]
struct Envelope<'a> {
    app: &'a str,
    kind: &'a str,
    schema: u32,
    data: &'a CalculatorInputs,
}

/// What an envelope says of its content, read before the content is.
#[derive(Deserialize)]
struct Label {
    app: String,
    kind: String,
    schema: u32,
}

#[derive(Deserialize)]
struct Content {
    data: CalculatorInputs,
}

/// Why a kept record is not used. Its text is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RecordError {
    /// It can't be read.
    #[error(
        "Your last figures could not be read, so these are the usual ones; the old record stays on this device."
    )]
    Unreadable,
    /// A newer version of the app wrote it.
    #[error(
        "Your last figures were kept by a newer version of the app, so these are not kept: reload the page to get it."
    )]
    Newer,
}

/// The inputs as text.
pub fn write(inputs: &CalculatorInputs) -> String {
    let envelope = Envelope { app: APP, kind: KIND, schema: SCHEMA, data: inputs };
    // Plain numbers and texts: nothing in it can fail to be written.
    serde_json::to_string(&envelope).unwrap_or_default()
}

/// The inputs from text.
///
/// # Errors
/// [`RecordError`].
pub fn read(text: &str) -> Result<CalculatorInputs, RecordError> {
    let label: Label = serde_json::from_str(text).map_err(|_| RecordError::Unreadable)?;
    if label.app != APP || label.kind != KIND {
        return Err(RecordError::Unreadable);
    }
    if label.schema > SCHEMA {
        return Err(RecordError::Newer);
    }
    let content: Content = serde_json::from_str(text).map_err(|_| RecordError::Unreadable)?;
    if content.data.is_sound() { Ok(content.data) } else { Err(RecordError::Unreadable) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Rate;
    use proptest::prelude::*;

    #[test]
    fn what_was_written_is_read() {
        let inputs = CalculatorInputs { won: 31, ..CalculatorInputs::default() };
        assert_eq!(read(&write(&inputs)), Ok(inputs));
    }

    #[test]
    fn a_cut_or_foreign_record_is_unreadable_and_a_newer_one_is_newer() {
        let text = write(&CalculatorInputs::default());
        assert_eq!(read(&text[..text.len() / 2]), Err(RecordError::Unreadable));
        assert_eq!(read(&text.replace("ridealong", "other")), Err(RecordError::Unreadable));
        assert_eq!(read(&text.replace("\"schema\":1", "\"schema\":2")), Err(RecordError::Newer));
    }

    proptest! {
        #[test]
        fn every_share_comes_back_and_from_then_on_to_the_last_bit(share in 0.0..=1.0) {
            let stated_rate = Rate::clamped(share);
            let inputs = CalculatorInputs { stated_rate, ..CalculatorInputs::default() };
            let once = read(&write(&inputs)).unwrap();
            prop_assert!((once.stated_rate.share() - share).abs() < 1e-12);
            prop_assert_eq!(read(&write(&once)), Ok(once));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}") {
            let _ = read(&text);
        }
    }
}
