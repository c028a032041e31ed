//! The rules of the house (see CONTRIBUTING), kept by reading the sources.
//!
//! Comments are left out before a rule looks; strings are not. A rule is a name, the files that
//! it is about, and what it finds there; a folder that does not exist yet breaks none.

#![expect(clippy::expect_used, reason = "a test says what is wrong by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

const BROWSER_CRATES: [&str; 8] = [
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo",
    "idb",
    "reactive_graph",
    "send_wrapper",
];
const CLOCKS: [&str; 4] = ["SystemTime", "Instant", "::now", ".now("];
const DICE: [&str; 4] = ["rand", "getrandom", "random", "thread_rng"];
const MOST_LINES: usize = 500;

/// A place that breaks a rule: its line, from 1, and what is wrong there.
type Finding = (usize, String);

struct Rule {
    name: &'static str,
    about: fn(&str) -> bool,
    find: fn(&str) -> Vec<Finding>,
}

const RULES: [Rule; 11] = [
    Rule {
        name: "pure code names no browser crate",
        about: is_pure,
        find: |text| words_starting_with(text, &BROWSER_CRATES),
    },
    Rule {
        name: "pure code never reads a clock",
        about: is_pure,
        find: |text| lines_with(text, |line| CLOCKS.iter().any(|clock| line.contains(clock))),
    },
    Rule { name: "pure code never rolls dice", about: is_pure, find: |text| words(text, &DICE) },
    Rule {
        name: "pure code knows nothing of ui and browser",
        about: is_pure,
        find: |text| modules_named(text, &["ui", "browser"]),
    },
    Rule {
        name: "domain knows nothing of what is built on it",
        about: |file| is_in(file, "src/domain"),
        find: |text| modules_named(text, &["engine", "coaching", "intake", "store", "charts"]),
    },
    Rule {
        name: "engine knows nothing of coaching, intake, store and charts",
        about: |file| is_in(file, "src/engine"),
        find: |text| modules_named(text, &["coaching", "intake", "store", "charts"]),
    },
    Rule {
        name: "only src/charts/draw names plotters",
        about: |file| is_rust_of_the_app(file) && !is_in(file, "src/charts/draw"),
        find: |text| words_starting_with(text, &["plotters"]),
    },
    Rule {
        name: "only src/store names gloo_storage",
        about: |file| is_rust_of_the_app(file) && !is_in(file, "src/store"),
        find: |text| words(text, &["gloo_storage"]),
    },
    Rule {
        name: "only src/ui/format.rs names Intl",
        about: |file| is_rust_of_the_app(file) && file != "src/ui/format.rs",
        find: |text| words(text, &["Intl"]),
    },
    Rule {
        name: "no style= attribute: the content security policy blocks it",
        about: is_rust_of_the_app,
        find: style_attributes,
    },
    Rule {
        name: "no !important",
        about: |file| is_in(file, "style"),
        find: |text| lines_with(text, |line| line.contains("!important")),
    },
];

fn is_in(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
}

fn is_rust_of_the_app(file: &str) -> bool {
    is_in(file, "src") && has_extension(file, "rs")
}

/// What must compile without a browser, and give the same answer whenever it is asked.
fn is_pure(file: &str) -> bool {
    let folders = [
        "src/domain",
        "src/engine",
        "src/coaching",
        "src/intake",
        "src/reader",
        "src/store",
        "src/charts",
    ];
    folders.iter().any(|folder| is_in(file, folder)) && !is_in(file, "src/store/browser")
}

fn has_extension(file: &str, extension: &str) -> bool {
    Path::new(file).extension().is_some_and(|found| found == extension)
}

/// Lines, from 1, for which `holds` is true.
fn lines_with(text: &str, holds: impl Fn(&str) -> bool) -> Vec<Finding> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| holds(line))
        .map(|(number, line)| (number, line.trim().to_owned()))
        .collect()
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The identifiers and numbers of a text, each with the byte at which it begins.
fn identifiers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|character| !is_word_character(character))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

fn words(text: &str, forbidden: &[&str]) -> Vec<Finding> {
    identifiers(text)
        .filter(|(_, word)| forbidden.contains(word))
        .map(|(at, word)| (line_of(text, at), word.to_owned()))
        .collect()
}

fn words_starting_with(text: &str, forbidden: &[&str]) -> Vec<Finding> {
    identifiers(text)
        .filter(|(_, word)| forbidden.iter().any(|start| word.starts_with(start)))
        .map(|(at, word)| (line_of(text, at), word.to_owned()))
        .collect()
}

/// The crate's own modules among `forbidden` that a text names, as `crate::ui`, in
/// `crate::{domain, ui}`, or by way of `super::super::`.
fn modules_named(text: &str, forbidden: &[&str]) -> Vec<Finding> {
    let mut found = Vec::new();
    for root in ["crate::", "ridealong::", "super::super::"] {
        for (at, _) in text.match_indices(root) {
            let start = at + root.len();
            for (offset, name) in modules_after(&text[start..]) {
                if forbidden.contains(&name) {
                    found.push((line_of(text, start + offset), format!("{root}{name}")));
                }
            }
        }
    }
    found
}

/// The first names of a path: one, or those of a group in braces.
fn modules_after(path: &str) -> Vec<(usize, &str)> {
    if !path.starts_with('{') {
        return identifiers(path).take(1).collect();
    }
    let mut depth = 0_usize;
    let mut at_start = false;
    let mut names = Vec::new();
    for (offset, character) in path.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if character == '{' || character == ',' {
            at_start = depth == 1;
        } else if at_start && is_word_character(character) {
            names.extend(identifiers(&path[offset..]).next().map(|(_, name)| (offset, name)));
            at_start = false;
        }
    }
    names
}

/// `style=` where an attribute begins; Leptos' `style:width=` and `style=("--part", ...)` set a
/// property and are allowed.
fn style_attributes(text: &str) -> Vec<Finding> {
    lines_with(text, |line| {
        line.match_indices("style=").any(|(at, found)| {
            line[..at].chars().next_back().is_none_or(char::is_whitespace)
                && !line[at + found.len()..].starts_with('(')
        })
    })
}

/// A text with its comments blanked, so that lines keep their numbers. `//` after a colon is
/// part of an address, not the start of a comment.
fn without_comments(file: &str, text: &str) -> String {
    if has_extension(file, "css") {
        let mut code = String::new();
        for (index, part) in text.split("/*").enumerate() {
            let rest = if index == 0 {
                part
            } else {
                let (comment, rest) = part.split_once("*/").unwrap_or((part, ""));
                code.extend(comment.chars().filter(|character| *character == '\n'));
                rest
            };
            code.push_str(rest);
        }
        return code;
    }
    let code = |line: &str| {
        let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
        comment.map_or(line, |(at, _)| &line[..at]).to_owned()
    };
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// Everything that the rules find wrong in one file.
fn broken(file: &str, text: &str) -> Vec<String> {
    let code = without_comments(file, text);
    let mut messages: Vec<_> = RULES
        .iter()
        .filter(|rule| (rule.about)(file))
        .flat_map(|rule| {
            let message = |(line, what)| format!("{file}:{line}: {}: {what}", rule.name);
            (rule.find)(&code).into_iter().map(message).collect::<Vec<_>>()
        })
        .collect();
    let lines = text.lines().count();
    if lines > MOST_LINES {
        messages.push(format!("{file}:{lines}: no file over {MOST_LINES} lines"));
    }
    messages
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "style", "tests", "tools"] {
        files_below(&root.join(folder), &mut files);
    }
    files.sort();
    let mut messages = Vec::new();
    let mut read = 0;
    for path in files {
        let file = path.strip_prefix(root).expect("a file of this crate");
        let file = file.to_string_lossy().replace('\\', "/");
        if ["rs", "css", "mjs", "sh"].iter().any(|extension| has_extension(&file, extension)) {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
            messages.extend(broken(&file, &text));
            read += 1;
        }
    }
    assert!(read > 10, "only {read} files were read");
    assert!(messages.is_empty(), "\n{}\n", messages.join("\n"));
}

/// `text` as `file` breaks just the rule that `expected` begins a message of, or none if empty.
#[track_caller]
fn case(file: &str, text: &str, expected: &str) {
    let messages = broken(file, text);
    if expected.is_empty() {
        assert!(messages.is_empty(), "{messages:?}");
    } else {
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].starts_with(expected), "{messages:?}");
    }
}

#[test]
fn a_broken_rule_is_told_with_file_line_and_rule() {
    case("src/engine/a.rs", "\nuse web_sys::Window;", "src/engine/a.rs:2: pure code names no b");
    case("src/charts/draw/a.rs", "gloo_timers::sleep()", "src/charts/draw/a.rs:1: pure code name");
    case("src/store/codec.rs", "js_sys::Date", "src/store/codec.rs:1: pure code names no browser");
    case("src/domain.rs", "use leptos::prelude::*;", "src/domain.rs:1: pure code names no browser");
    case("src/intake/a.rs", "Zoned::now()", "src/intake/a.rs:1: pure code never reads a clock");
    case("src/coaching/a.rs", "SystemTime", "src/coaching/a.rs:1: pure code never reads a clock");
    case("src/engine/a.rs", "rand::rng()", "src/engine/a.rs:1: pure code never rolls dice");
    case("src/reader/a.rs", "use crate::browser::x;", "src/reader/a.rs:1: pure code knows noth");
    case("src/charts/a.rs", "use crate::ui::x;", "src/charts/a.rs:1: pure code knows nothing of");
    case("src/domain/a.rs", "use crate::engine::x;", "src/domain/a.rs:1: domain knows nothing of");
    case("src/engine/a.rs", "use crate::store;", "src/engine/a.rs:1: engine knows nothing of");
    case("src/engine/a.rs", "super::super::intake", "src/engine/a.rs:1: engine knows nothing of");
    case(
        "src/engine/a.rs",
        "use crate::{\n    domain::{Money, Rate},\n    coaching::Roam,\n};",
        "src/engine/a.rs:3: engine knows nothing of",
    );
    case("src/charts/a.rs", "use plotters::prelude::*;", "src/charts/a.rs:1: only src/charts/draw");
    case("src/ui/a.rs", "gloo_storage::LocalStorage", "src/ui/a.rs:1: only src/store names");
    case("src/ui/a.rs", "js_sys::Intl::NumberFormat", "src/ui/a.rs:1: only src/ui/format.rs names");
    case("src/ui/a.rs", "<p style=\"color: red\">", "src/ui/a.rs:1: no style= attribute");
    case("style/a.css", "a {\n  color: red !important;\n}", "style/a.css:2: no !important");
    case("src/ui/a.rs", &"\n".repeat(501), "src/ui/a.rs:501: no file over 500 lines");
}

#[test]
fn what_the_rules_allow_is_let_be() {
    case("src/engine/a.rs", "/// Unlike `leptos`, [`crate::ui`] or `now`.\nfn a() {}", "");
    case("src/engine/a.rs", "use crate::domain::{Money, store};\nlet ui = now;", "");
    case("src/store/browser/local.rs", "use gloo_storage::LocalStorage;\nDate::now()", "");
    case("src/charts/draw/a.rs", "use plotters::prelude::*;", "");
    case("src/ui/format.rs", "use js_sys::Intl;", "");
    case("src/ui/a.rs", "<p style=(\"--part\", part)>", "");
    case("src/ui/a.rs", "<p style:width=w> let style = 1; let font_style=2;", "");
    case("src/charts/a.rs", "assert!(!svg.contains(\"style=\"))", "");
    case("src/ui/a.rs", &"\n".repeat(500), "");
    case("style/a.css", "/* never\n!important */ a { color: red }", "");
    case("tests/web.rs", "use web_sys::Window;", "");
}
