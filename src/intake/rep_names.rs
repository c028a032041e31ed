//! Which rep each name of a file means.

use crate::domain::Rep;
use crate::intake::column::Words;
use crate::intake::names::{ComparableName, Likeness};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More names than this are compared letter by letter no more: no team is that large, so the
/// column is probably not that of the reps.
const MOST_COMPARED: usize = 150;

/// The reps that the names of a file mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepNames {
    /// For each number of the column's values, the name to go by.
    names: Vec<String>,
    /// Names that were joined with another one, surely.
    pub joined: Vec<NamePair>,
    /// Names that may mean another one: to be asked.
    pub unsure: Vec<NamePair>,
}

/// Two ways to write a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePair {
    /// As the file writes it.
    pub theirs: String,
    /// The name it is joined with, or may be.
    pub ours: String,
}

/// Which rep of a team a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// This one, by place.
    Rep(usize),
    /// Perhaps this one.
    Perhaps(usize),
    /// Nobody of them.
    Nobody,
}

impl Meant {
    /// Which of the reps a name means.
    pub fn among(reps: &[Rep], name: &str) -> Self {
        if let Some(place) = Rep::place_by_name(reps, name) {
            return Self::Rep(place);
        }
        let name = ComparableName::of(name);
        let likeness = reps.iter().map(|rep| Person::known(rep).likeness(&name));
        // The first of those that are equally like it.
        let likeliest = likeness
            .zip(0..)
            .max_by_key(|(likeness, place)| (*likeness, std::cmp::Reverse(*place)));
        match likeliest {
            Some((Likeness::Same, place)) => Self::Rep(place),
            Some((Likeness::Alike, place)) => Self::Perhaps(place),
            Some((Likeness::Different, _)) | None => Self::Nobody,
        }
    }
}

struct Person {
    name: String,
    comparable: Vec<ComparableName>,
}

impl RepNames {
    /// Matches the names of a file with the reps known and with one another. `chosen` says which
    /// rep a name means, where the user said so.
    pub fn of(words: &Words, known: &[Rep], chosen: &BTreeMap<String, String>) -> Self {
        let mut people: Vec<Person> = known.iter().map(Person::known).collect();
        let mut matched =
            Self { names: vec![String::new(); words.values().len()], ..Self::default() };
        let mut order: Vec<usize> = (1..words.values().len()).collect();
        // The spelling that most rows have is the one that others are joined with.
        order.sort_by_key(|number| {
            std::cmp::Reverse(words.values().get(*number).map_or(0, |word| word.rows))
        });
        for number in order {
            let Some(word) = words.values().get(number) else { continue };
            let ours = matched.match_one(&word.text, &mut people, chosen);
            if let Some(name) = matched.names.get_mut(number) {
                *name = ours;
            }
        }
        matched
    }

    fn match_one(
        &mut self,
        theirs: &str,
        people: &mut Vec<Person>,
        chosen: &BTreeMap<String, String>,
    ) -> String {
        if let Some(name) = chosen.get(theirs) {
            if !people.iter().any(|person| person.name == *name) {
                people.push(Person::new(name));
            }
            return name.clone();
        }
        let comparable = ComparableName::of(theirs);
        // A name as it is known is nobody else's; of those equally like it the first is meant.
        let known = people.iter().find(|person| person.name == theirs);
        let found = known.map(|person| (Likeness::Same, person)).or_else(|| {
            let compared = people.get(..MOST_COMPARED).unwrap_or(people).iter().rev();
            compared
                .map(|person| (person.likeness(&comparable), person))
                .max_by_key(|(likeness, _)| *likeness)
        });
        let pair = |ours: &str| NamePair { theirs: theirs.to_owned(), ours: ours.to_owned() };
        match found {
            Some((Likeness::Same, person)) => {
                if person.name != theirs {
                    self.joined.push(pair(&person.name));
                }
                return person.name.clone();
            }
            Some((Likeness::Alike, person)) => self.unsure.push(pair(&person.name)),
            Some((Likeness::Different, _)) | None => {}
        }
        people.push(Person::new(theirs));
        theirs.to_owned()
    }

    /// The name to go by for a number of the column's values.
    pub fn name(&self, number: usize) -> Option<&str> {
        self.names.get(number).map(String::as_str).filter(|name| !name.is_empty())
    }
}

impl Person {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), comparable: vec![ComparableName::of(name)] }
    }

    fn known(rep: &Rep) -> Self {
        let mut person = Self::new(&rep.name);
        person.comparable.extend(rep.also_known_as.iter().map(|name| ComparableName::of(name)));
        person
    }

    fn likeness(&self, name: &ComparableName) -> Likeness {
        let each = self.comparable.iter().map(|own| own.likeness(name));
        each.max().unwrap_or(Likeness::Different)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(names: &[&str]) -> Words {
        let mut words = Words::default();
        for name in names {
            words.push(name);
        }
        words
    }

    fn pair(theirs: &str, ours: &str) -> NamePair {
        NamePair { theirs: theirs.to_owned(), ours: ours.to_owned() }
    }

    #[test]
    fn a_name_is_joined_with_the_rep_known_or_the_spelling_met_most() {
        let column = words(&["Okafor, Dana", "reed, tom", "Tom Reed", "Tom Reed"]);
        let matched = RepNames::of(&column, &[Rep::named("Dana Okafor")], &BTreeMap::new());
        assert_eq!(matched.name(1), Some("Dana Okafor"));
        assert_eq!(matched.name(2), Some("Tom Reed"));
        assert_eq!(
            matched.joined,
            [pair("Okafor, Dana", "Dana Okafor"), pair("reed, tom", "Tom Reed")]
        );
        assert_eq!(matched.unsure, []);
    }

    #[test]
    fn an_unsure_name_is_a_rep_of_its_own_until_the_answer() {
        let column = words(&["D. Okafor"]);
        let known = [Rep::named("Dana Okafor")];
        let asked = RepNames::of(&column, &known, &BTreeMap::new());
        assert_eq!(asked.name(1), Some("D. Okafor"));
        assert_eq!(asked.unsure, [pair("D. Okafor", "Dana Okafor")]);
        for answer in ["Dana Okafor", "D. Okafor"] {
            let chosen = BTreeMap::from([("D. Okafor".to_owned(), answer.to_owned())]);
            let answered = RepNames::of(&column, &known, &chosen);
            assert_eq!((answered.name(1), answered.unsure.len()), (Some(answer), 0));
        }
    }

    #[test]
    fn another_way_to_write_a_name_is_remembered() {
        let mut dana = Rep::named("Dana Okafor");
        dana.also_known_as.push("D. O.".to_owned());
        let matched = RepNames::of(&words(&["D. O."]), &[dana], &BTreeMap::new());
        assert_eq!(matched.name(1), Some("Dana Okafor"));
    }

    #[test]
    fn a_name_of_a_sheet_means_a_rep_of_the_team() {
        let mut team = [Rep::named("Dana Okafor"), Rep::named("Tom Reed")];
        team[1].also_known_as.push("T. R.".to_owned());
        for (name, meant) in [
            ("Dana Okafor", Meant::Rep(0)),
            ("okafor, dana", Meant::Rep(0)),
            ("T. R.", Meant::Rep(1)),
            ("Dana Okafer", Meant::Perhaps(0)),
            ("T Reed", Meant::Perhaps(1)),
            ("Mei Tanaka", Meant::Nobody),
            ("", Meant::Nobody),
        ] {
            assert_eq!(Meant::among(&team, name), meant, "{name}");
        }
    }

    #[test]
    fn a_name_as_it_is_known_is_nobody_elses() {
        let mut dana = Rep::named("Dana Okafor");
        dana.also_known_as = vec!["d. okafor".to_owned()];
        let known = [Rep::named("D. Okafor"), dana];
        let names = RepNames::of(&words(&["D. Okafor"]), &known, &BTreeMap::new());
        assert_eq!(names.name(1), Some("D. Okafor"));
        assert_eq!((names.joined, names.unsure), (Vec::new(), Vec::new()));
    }
}
