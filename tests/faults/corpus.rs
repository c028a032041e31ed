//! Every input that the fuzzer kept, or that once failed, once more: `make soak-fuzz` looks for more.

#[path = "../../fuzz/targets.rs"]
mod targets;

use std::path::Path;

/// Hands every file of a folder to a target, those of `artifacts` too: what was found there and mended.
#[track_caller]
fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 5, "{} has too little in it", folder.display());
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        target(&bytes);
        // Its halves as well: what is cut is what is met most.
        target(&bytes[..bytes.len() / 2]);
        target(&bytes[bytes.len() / 2..]);
    }
}

#[test]
fn fault_23_the_corpus_of_csv_is_survived() {
    replay("csv", targets::csv);
}

#[test]
fn fault_22_the_corpus_of_backup_files_is_survived() {
    replay("backup", targets::backup);
}

#[test]
fn fault_5_the_corpus_of_kept_texts_is_survived() {
    replay("envelope", targets::envelope);
}

#[test]
fn fault_24_the_corpus_of_links_is_survived() {
    replay("link", targets::link);
}

#[test]
fn fault_22_the_corpus_of_packs_is_survived() {
    replay("pack", targets::packed);
}
