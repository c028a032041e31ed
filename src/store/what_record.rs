//! What a record is about, in the user's words.

use crate::domain::Rep;
use crate::store::envelope::{Envelope, Reading};
use crate::store::keys::Kind;
use crate::store::migrations::up_to_date;

/// What the record in a text is about, to begin a sentence with.
pub fn what_record(text: &str) -> String {
    let Reading::Whole(envelope) = Envelope::read(text) else { return "A record".to_owned() };
    let named = match Kind::named(&envelope.kind) {
        Some(Kind::Settings) => "Your settings",
        Some(Kind::FileShape) => "What was answered for a file",
        Some(Kind::Handover) => "What the last file from another device held",
        Some(Kind::DealsIndex) => "The list of your deals",
        Some(Kind::Deals) => "Some deals",
        Some(Kind::Rep) => {
            let rep = up_to_date(&envelope).and_then(|data| serde_json::from_value(data).ok());
            return rep.map_or_else(|| "A rep".to_owned(), |rep: Rep| rep.name);
        }
        None => "A record",
    };
    named.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[track_caller]
    fn case(kind: Kind, data: &impl Serialize, expected: &str) {
        let text = Envelope::new(kind.name(), "7", 1, 0, data).unwrap().write();
        assert_eq!(what_record(&text), expected);
    }

    #[test]
    fn a_rep_is_called_by_name_and_the_rest_by_what_it_is_to_the_user() {
        case(Kind::Rep, &Rep::named("Dana"), "Dana");
        case(Kind::Rep, &"nobody", "A rep");
        case(Kind::Settings, &1, "Your settings");
        case(Kind::DealsIndex, &1, "The list of your deals");
        assert_eq!(what_record("half a rec"), "A record");
    }
}
