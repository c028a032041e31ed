//! A backup that only a passphrase opens: what its file says of how it was sealed. The sealing itself
//! is the browser's (`browser/sealing.rs`).
//!
//! The file is an [`Envelope`] like any other, so that one that was cut or changed by accident is
//! known as such before anybody is asked for a passphrase. What it says beside the sealed bytes is
//! authenticated with them ([`SealedHeader::authenticated`]): whoever changes it on purpose, checksum
//! and all, gets a file that no passphrase opens.

use crate::store::envelope::{Envelope, Reading};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What the envelope of one is called.
const SEALED_KIND: &str = "sealed";

const DERIVED: &str = "PBKDF2-SHA-256";
const CIPHER: &str = "AES-256-GCM";

/// How often the passphrase is hashed: what OWASP asks for ("Password Storage Cheat Sheet", 2023).
pub const ITERATIONS: u32 = 600_000;

/// Ten seconds of a tablet. A file that asks for more was made to hang whoever opens it.
const MOST_ITERATIONS: u32 = 5_000_000;

/// The shortest passphrase that a file is sealed with, in characters.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// Larger ones are no file of this app, as with plain ones.
const MOST_BYTES: usize = 85_000_000;

/// Why a sealed file can't be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealedError {
    /// It was cut or changed.
    #[error(
        "This file was cut or changed on its way, so it can't be opened: take another copy of it, \
         or save it again where it came from."
    )]
    Damaged,
    /// A newer version of the app sealed it, or another way.
    #[error("This backup is from a newer version of the app: reload the page to get that version.")]
    Newer,
    /// It asks for more work than any file of this app.
    #[error(
        "This file asks for so much work that it would never open, as no file of this app does: \
         choose another one."
    )]
    TooMuchWork,
    /// The passphrase does not open it.
    #[error(
        "This passphrase does not open the file: type it just as it was typed when the file was \
         saved."
    )]
    WrongPassphrase,
    /// The browser does not encrypt here.
    #[error(
        "This browser opens and makes no files with a passphrase here: use another one, or open \
         the app by its https address."
    )]
    NotHere,
}

/// How a file was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedHeader {
    /// When, in milliseconds since 1970.
    pub saved_at: u64,
    /// How often the passphrase was hashed.
    pub iterations: u32,
    /// What the passphrase was hashed with.
    pub salt: [u8; 16],
    /// What the cipher began with. With another salt for every file no two files share a key.
    pub iv: [u8; 12],
}

/// A sealed file as it was read.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedFile {
    /// How it was sealed.
    pub header: SealedHeader,
    /// What was sealed, in base64.
    sealed: String,
}

#[derive(Serialize, Deserialize)]
struct SealedData {
    kdf: String,
    iterations: u64,
    salt: String,
    cipher: String,
    iv: String,
    sealed: String,
}

impl SealedHeader {
    /// What is authenticated with the sealed bytes: all of it, a line each.
    pub fn authenticated(&self) -> String {
        let Self { saved_at, iterations, salt, iv } = self;
        let (salt, iv) = (BASE64.encode(salt), BASE64.encode(iv));
        format!("ridealong sealed\n{saved_at}\n{DERIVED}\n{iterations}\n{salt}\n{CIPHER}\n{iv}\n")
    }

    /// The text of a file with these sealed bytes, given in base64.
    pub fn written(&self, sealed: String) -> String {
        let data = SealedData {
            kdf: DERIVED.to_owned(),
            iterations: self.iterations.into(),
            salt: BASE64.encode(self.salt),
            cipher: CIPHER.to_owned(),
            iv: BASE64.encode(self.iv),
            sealed,
        };
        // Texts and a number alone are in it: nothing can fail to be written.
        Envelope::new(SEALED_KIND, "", 0, self.saved_at, &data)
            .map(|envelope| envelope.write())
            .unwrap_or_default()
    }
}

impl SealedFile {
    /// Whether a file is one, by how it begins.
    pub fn begins_like_one(start: &str) -> bool {
        let kind = format!("\"kind\":\"{SEALED_KIND}\"");
        start.trim_start_matches('\u{feff}').trim_start().starts_with('{') && start.contains(&kind)
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`SealedError`], before anybody is asked for a passphrase.
    pub fn read(text: &str) -> Result<Self, SealedError> {
        if text.len() > MOST_BYTES {
            return Err(SealedError::Damaged);
        }
        let text = text.trim_start_matches('\u{feff}').trim();
        let envelope = match Envelope::read(text) {
            Reading::Whole(envelope) if envelope.kind == SEALED_KIND => envelope,
            Reading::Newer { .. } => return Err(SealedError::Newer),
            Reading::Whole(_) | Reading::Damaged => return Err(SealedError::Damaged),
        };
        let data: SealedData =
            serde_json::from_str(&envelope.data).map_err(|_| SealedError::Damaged)?;
        if data.kdf != DERIVED || data.cipher != CIPHER {
            return Err(SealedError::Newer);
        }
        let iterations = u32::try_from(data.iterations).map_err(|_| SealedError::TooMuchWork)?;
        if iterations > MOST_ITERATIONS {
            return Err(SealedError::TooMuchWork);
        }
        if iterations == 0 {
            return Err(SealedError::Damaged);
        }
        let header = SealedHeader {
            saved_at: envelope.saved_at,
            iterations,
            salt: bytes(&data.salt).ok_or(SealedError::Damaged)?,
            iv: bytes(&data.iv).ok_or(SealedError::Damaged)?,
        };
        Ok(Self { header, sealed: data.sealed })
    }

    /// The sealed bytes, in parts that each take a moment.
    pub fn parts(&self) -> impl Iterator<Item = Result<Vec<u8>, SealedError>> {
        // Four characters are three bytes, so that every part stands for itself.
        let parts = self.sealed.as_bytes().chunks(PART / 3 * 4);
        parts.map(|part| BASE64.decode(part).map_err(|_| SealedError::Damaged))
    }
}

/// How many bytes become base64 at a time: a multiple of three.
const PART: usize = 192 * 1024;

/// Sealed bytes in base64, in parts that each take a moment.
pub fn in_base64(sealed: &[u8]) -> impl Iterator<Item = String> {
    sealed.chunks(PART).map(|part| BASE64.encode(part))
}

/// A passphrase as it is used: without spaces around it, which keyboards add.
pub fn passphrase(typed: &str) -> &str {
    typed.trim()
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    BASE64.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADER: SealedHeader =
        SealedHeader { saved_at: 5, iterations: ITERATIONS, salt: [7; 16], iv: [9; 12] };

    #[test]
    fn everything_that_is_said_is_authenticated() {
        let one = HEADER.authenticated();
        for other in [
            SealedHeader { saved_at: 6, ..HEADER },
            SealedHeader { iterations: 1, ..HEADER },
            SealedHeader { salt: [8; 16], ..HEADER },
            SealedHeader { iv: [8; 12], ..HEADER },
        ] {
            assert_ne!(one, other.authenticated());
        }
        assert!(one.contains(DERIVED) && one.contains(CIPHER));
    }

    proptest! {
        #[test]
        fn what_was_sealed_comes_back(
            sealed in prop::collection::vec(any::<u8>(), 0..300), copies in 1_usize..2_000,
        ) {
            let sealed = sealed.repeat(copies);
            let text = HEADER.written(in_base64(&sealed).collect());
            prop_assert!(SealedFile::begins_like_one(&text[..100]));
            let file = SealedFile::read(&text).unwrap_or_else(|error| panic!("{error}"));
            prop_assert_eq!(file.header, HEADER);
            let parts: Result<Vec<_>, _> = file.parts().collect();
            prop_assert_eq!(parts.map(|parts| parts.concat()), Ok(sealed));
        }
    }
}
