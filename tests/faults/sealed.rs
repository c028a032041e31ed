//! Fault 25: a file with a passphrase that was cut, changed, or asks for a billion rounds. What needs
//! a browser to be opened is in `tests/e2e/fault-25.spec.mjs`.

use super::NOW;
use super::by_hand::record;
use proptest::prelude::*;
use ridealong::store::sealed::ITERATIONS;
use ridealong::store::{SealedError, SealedFile, SealedHeader};

const HEADER: SealedHeader =
    SealedHeader { saved_at: NOW, iterations: ITERATIONS, salt: [3; 16], iv: [5; 12] };
/// `[3; 16]` and `[5; 12]`.
const SALT: &str = "AwMDAwMDAwMDAwMDAwMDAw==";
const IV: &str = "BQUFBQUFBQUFBQUF";

fn error(text: &str) -> Option<SealedError> {
    SealedFile::read(text).err()
}

/// A sealed file made by hand, its checksum right.
fn by_hand(kdf: &str, iterations: &str, salt: &str, iv: &str) -> String {
    let data = format!(
        "{{\"kdf\":\"{kdf}\",\"iterations\":{iterations},\"salt\":\"{salt}\",\
         \"cipher\":\"AES-256-GCM\",\"iv\":\"{iv}\",\"sealed\":\"AAAA\"}}"
    );
    record("sealed", "", &data)
}

#[test]
fn fault_25_a_sealed_file_by_hand_is_the_apps_own() {
    let file = SealedFile::read(&by_hand("PBKDF2-SHA-256", "600000", SALT, IV)).ok();
    assert_eq!(file.map(|file| file.header), Some(HEADER));
}

#[test]
fn fault_25_a_billion_rounds_are_refused_before_any_is_run() {
    for iterations in ["1000000000", "5000001", "4294967296", "18446744073709551615"] {
        let text = by_hand("PBKDF2-SHA-256", iterations, SALT, IV);
        assert_eq!(error(&text), Some(SealedError::TooMuchWork), "{iterations}");
    }
    for iterations in ["0", "-1", "1e9", "1e999", "\"600000\"", "null", "600000.5"] {
        let text = by_hand("PBKDF2-SHA-256", iterations, SALT, IV);
        assert_eq!(error(&text), Some(SealedError::Damaged), "{iterations}");
    }
}

#[test]
fn fault_25_another_way_to_seal_is_a_newer_one() {
    assert_eq!(error(&by_hand("Argon2id", "3", SALT, IV)), Some(SealedError::Newer));
    let cipher = by_hand("PBKDF2-SHA-256", "600000", SALT, IV);
    let data = cipher.split_once("\"data\":").unwrap().1.strip_suffix('}').unwrap();
    let other = record("sealed", "", &data.replace("AES-256-GCM", "XChaCha20"));
    assert_eq!(error(&other), Some(SealedError::Newer));
    for (salt, iv) in [("", IV), ("AAAA", IV), (SALT, "AAAA"), (SALT, SALT), ("*", IV)] {
        let text = by_hand("PBKDF2-SHA-256", "600000", salt, iv);
        assert_eq!(error(&text), Some(SealedError::Damaged), "{salt} {iv}");
    }
}

#[test]
fn fault_25_a_sealed_file_cut_anywhere_or_with_any_byte_changed_is_known_as_such() {
    let text = HEADER.written("c2VhbGVk".repeat(20));
    assert!(SealedFile::read(&text).is_ok());
    for end in 0..text.len() {
        assert_eq!(error(&text[..end]), Some(SealedError::Damaged), "{end}");
    }
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        // What is no UTF-8 any more does not even become text.
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        assert!(error(&changed).is_some(), "{at}: {changed}");
    }
}

#[test]
fn fault_25_sentences_say_what_happened_and_what_to_do() {
    for error in [
        SealedError::Damaged,
        SealedError::Newer,
        SealedError::TooMuchWork,
        SealedError::WrongPassphrase,
        SealedError::NotHere,
    ] {
        let sentence = error.to_string();
        assert!(sentence.ends_with('.') && sentence.contains(": "), "{sentence}");
        assert_eq!(sentence.matches(". ").count(), 0, "one sentence: {sentence}");
    }
}

proptest! {
    #[test]
    fn fault_25_no_text_makes_it_panic(text in ".{0,200}", data in ".{0,80}") {
        let _ = SealedFile::read(&text);
        let _ = SealedFile::begins_like_one(&text);
        if let Ok(file) = SealedFile::read(&record("sealed", "", &data)) {
            let _ = file.parts().count();
        }
        let sealed = serde_json::to_string(&text).unwrap_or_default();
        let by_hand = by_hand("PBKDF2-SHA-256", "600000", SALT, IV).replace("\"AAAA\"", &sealed);
        let _ = SealedFile::read(&by_hand).map(|file| file.parts().count());
    }
}
