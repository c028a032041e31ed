//! How the bytes of a file encode text. The decoding itself is the browser's.

use crate::intake::error::IntakeError;

/// Bytes looked at where not all of them need be.
const SAMPLE: usize = 4_096;

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark: it can be taken as it is.
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the upper byte first.
    Utf16Be,
    /// The Western European code page of Windows.
    Windows1252,
}

impl Encoding {
    /// Its name in the WHATWG Encoding Standard, which `TextDecoder` takes.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The text of a file. Its encoding is guessed: by its byte order mark; by where its zero
    /// bytes lie, for UTF-16 without one; UTF-8 where all of it is valid UTF-8, which other
    /// encodings hardly ever are by chance; else the code page of Windows. UTF-8 is looked through
    /// once and taken as it is, everything else is for `decode`.
    ///
    /// # Errors
    /// Where the bytes are no text: a workbook, an image, an archive.
    pub fn decoded(
        bytes: Vec<u8>,
        decode: impl Fn(&[u8], Self) -> String,
    ) -> Result<String, IntakeError> {
        let marked = Self::marked(&bytes)?;
        if let Some(other @ (Self::Utf16Le | Self::Utf16Be | Self::Windows1252)) = marked {
            return Ok(decode(&bytes, other));
        }
        Ok(match (String::from_utf8(bytes), marked) {
            (Ok(text), _) => text,
            (Err(error), Some(_)) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            (Err(error), None) => decode(error.as_bytes(), Self::Windows1252),
        })
    }

    /// The encoding that the first bytes leave no doubt of.
    fn marked(bytes: &[u8]) -> Result<Option<Self>, IntakeError> {
        if bytes.is_empty() {
            return Err(IntakeError::Empty);
        }
        if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
            return Ok(Some(Self::Utf8));
        }
        if bytes.starts_with(&[0xff, 0xfe]) {
            return Ok(Some(Self::Utf16Le));
        }
        if bytes.starts_with(&[0xfe, 0xff]) {
            return Ok(Some(Self::Utf16Be));
        }
        known_binary(bytes)?;
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        if let Some(utf_16) = utf_16_by_zeros(sample) {
            return Ok(Some(utf_16));
        }
        let controls = sample.iter().filter(|byte| is_control(**byte)).count();
        if controls * 10 > sample.len() {
            return Err(IntakeError::NotText);
        }
        Ok(None)
    }
}

/// The first bytes of files that are often given a `.csv` name.
fn known_binary(bytes: &[u8]) -> Result<(), IntakeError> {
    const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];
    const OTHERS: [&[u8]; 8] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"%PDF",
        b"\x1f\x8b",
        b"RIFF",
        b"BM\x00",
        b"\x00\x00\x00",
    ];
    if WORKBOOKS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(IntakeError::Workbook);
    }
    if OTHERS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(IntakeError::NotText);
    }
    Ok(())
}

/// Western text in UTF-16 has a zero in nearly every other byte.
fn utf_16_by_zeros(sample: &[u8]) -> Option<Encoding> {
    let zeros =
        |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (upper_first, lower_first) = (zeros(0), zeros(1));
    let pairs = sample.len() / 2;
    if pairs < 2 {
        None
    } else if lower_first * 10 > pairs * 4 && upper_first * 20 < pairs {
        Some(Encoding::Utf16Le)
    } else if upper_first * 10 > pairs * 4 && lower_first * 20 < pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

const fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cell::Cell;

    const TEXT: &str = "owner,stage\r\nZoë,Won\r\n";

    /// The encoding that bytes are read in.
    fn encoding(bytes: &[u8]) -> Result<Encoding, IntakeError> {
        let told = Cell::new(Encoding::Utf8);
        let decode = |_: &[u8], encoding| {
            told.set(encoding);
            String::new()
        };
        Encoding::decoded(bytes.to_vec(), decode).map(|_| told.get())
    }

    #[track_caller]
    fn case(bytes: &[u8], expected: &Result<Encoding, IntakeError>) {
        assert_eq!(&encoding(bytes), expected);
    }

    #[test]
    fn text_is_told_by_its_marks_zeros_and_validity() {
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        case(TEXT.as_bytes(), &Ok(Encoding::Utf8));
        case(&[b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), &Ok(Encoding::Utf8));
        case(&le, &Ok(Encoding::Utf16Le));
        case(&be, &Ok(Encoding::Utf16Be));
        case(&[b"\xff\xfe".as_slice(), &le].concat(), &Ok(Encoding::Utf16Le));
        case(b"owner,stage\r\nZo\xeb,Won\r\n", &Ok(Encoding::Windows1252));
        case(b"owner\0,stage\nDana,Won\nTom,Lost\n", &Ok(Encoding::Utf8));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        case(b"", &Err(IntakeError::Empty));
        case(b"PK\x03\x04rest", &Err(IntakeError::Workbook));
        case(b"\x89PNG\r\n\x1a\n", &Err(IntakeError::NotText));
        case(&[1, 2, 3, 4, 5, 6, 7, 8], &Err(IntakeError::NotText));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = encoding(&bytes);
        }

        #[test]
        fn text_in_utf_8_is_utf_8(text in "[a-zA-Zé€,;\\n0-9]{8,80}") {
            let decode = |_: &[u8], _| "not as it is".to_owned();
            prop_assert_eq!(Encoding::decoded(text.clone().into_bytes(), decode), Ok(text));
        }
    }
}
