//! Fault 24: a link that is cut, endless, changed or says what can't be.

use proptest::prelude::*;
use ridealong::domain::plain_text::is_unwanted;
use ridealong::domain::{CalculatorInputs, ChainStep, Money, Rate};
use ridealong::ui::pages::calculate::link::{LONGEST, LinkError, read, write};
use ridealong::ui::route::{Calculator, Route};

const CALCULATORS: [Calculator; 3] =
    [Calculator::Coverage, Calculator::WinRate, Calculator::Activities];

fn mine() -> CalculatorInputs {
    CalculatorInputs::default()
}

fn sent() -> CalculatorInputs {
    let step = |name: &str, share: f64| ChainStep {
        name: name.to_owned(),
        conversion: Rate::clamped(share),
    };
    CalculatorInputs {
        left_to_quota: Money::from_hundredths(12_345_678),
        steps: vec![step("Démos & visits = 100%", 0.125), step("Rufe", 0.5)],
        ..mine()
    }
}

/// Either sound inputs are taken, or nothing is, in one sentence that says so.
#[track_caller]
fn is_survived(query: &str) {
    match read(query, &mine()) {
        Ok(inputs) => {
            assert!(inputs.is_sound(), "{query}");
            assert!(inputs.steps.iter().all(|step| !step.name.chars().any(is_unwanted)));
        }
        Err(error) => {
            let sentence = error.to_string();
            assert!(sentence.ends_with("ask for it again."), "{sentence}");
            assert!(sentence.chars().count() < 300, "{sentence}");
            assert!(!sentence.chars().any(is_unwanted), "{sentence:?}");
        }
    }
}

#[test]
fn fault_24_a_link_cut_anywhere_is_survived() {
    for calculator in CALCULATORS {
        let link = write(calculator, &sent());
        for (end, _) in link.char_indices() {
            is_survived(&link[..end]);
            is_survived(&link[end..]);
        }
    }
}

#[test]
fn fault_24_a_link_with_any_character_changed_is_survived() {
    let others = "0~%&=+-.eENaninf,;:#?/\\\"'<>\u{0}\u{202e}\u{2028}é👧 ";
    for calculator in CALCULATORS {
        let link = write(calculator, &sent());
        for (at, was) in link.char_indices() {
            for other in others.chars() {
                is_survived(&format!("{}{other}{}", &link[..at], &link[at + was.len_utf8()..]));
            }
        }
    }
}

#[test]
fn fault_24_a_hundred_thousand_characters_are_refused_at_once() {
    for text in ["x", "won=3&", "%41", "step=40~a&", "é"] {
        let long = text.repeat(100_000 / text.chars().count());
        assert_eq!(read(&long, &mine()), Err(LinkError::TooLong), "{text}");
        assert_eq!(read(&format!("won=3&{long}"), &mine()), Err(LinkError::TooLong), "{text}");
        let _ = Route::parse(&format!("#/{long}"));
        let _ = Route::parse(&format!("#/team/{long}"));
    }
    assert!(read(&"x".repeat(LONGEST), &mine()).is_ok());
    assert_eq!(read(&"x".repeat(LONGEST + 1), &mine()), Err(LinkError::TooLong));
}

#[test]
fn fault_24_keys_that_nobody_knows_are_passed_over() {
    let keys = ["colour=blue", "__proto__=1", "constructor[name]=x", "=", "&&", "won", "Won=9"];
    for key in keys.iter().filter(|key| **key != "won") {
        let read = read(&format!("{key}&won=20&{key}"), &mine());
        assert_eq!(read, Ok(CalculatorInputs { won: 20, ..mine() }), "{key}");
    }
    // A known key that says nothing is absurd.
    assert!(read("won", &mine()).is_err());
}

#[test]
fn fault_24_absurd_values_are_refused_for_every_key() {
    let keys = [
        "currency",
        "left",
        "deal",
        "pipeline",
        "wonamount",
        "lostamount",
        "won",
        "lost",
        "rate",
        "chance",
        "within",
        "weeks",
        "countpipeline",
        "seen",
        "seenwins",
        "steps",
        "step",
    ];
    let values = [
        "NaN",
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "1e999",
        "-1e999",
        "1e5",
        "-1",
        "+1",
        "0x10",
        "1_000",
        "",
        " ",
        "\u{661}",
        "99999999999999999999",
        "null",
        "[]",
        "1,5",
        "..",
        "1.2.3",
    ];
    for key in keys {
        for value in values {
            let query = format!("{key}={value}");
            assert!(read(&query, &mine()).is_err(), "{query}");
            assert!(read(&format!("won=3&{query}"), &mine()).is_err(), "{query}");
        }
    }
}

#[test]
fn fault_24_a_name_in_a_link_can_not_turn_round_what_stands_beside_it() {
    let taken = read("steps=1&step=40~a%E2%80%AEb%00c%E2%80%8F", &mine()).unwrap();
    assert_eq!(taken.steps[0].name, "abc");
    assert!(read("steps=1&step=40~%E2%80%AE", &mine()).is_err());
}

proptest! {
    #[test]
    fn fault_24_any_text_is_survived(query in ".{0,300}") {
        is_survived(&query);
    }

    #[test]
    fn fault_24_any_mixture_of_keys_and_values_is_survived(
        pairs in prop::collection::vec(
            ("(won|lost|left|rate|chance|within|weeks|steps|step|seen|x)", "[0-9.~%a-fNe+-]{0,12}"),
            0..12,
        )
    ) {
        let pairs: Vec<String> =
            pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        is_survived(&pairs.join("&"));
    }

    #[test]
    fn fault_24_any_address_leads_somewhere_that_leads_back(address in ".{0,120}") {
        let route = Route::parse(&address);
        if route != Route::Unknown {
            prop_assert_eq!(Route::parse(&route.href()), route);
        }
    }
}
