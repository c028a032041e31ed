//! What a file taught of a rep, for a team that may have changed since the file was read.

use crate::domain::Rep;
use serde::{Deserialize, Serialize};

/// A rep of whom a file says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepTaught {
    /// As the rep was when the file was read; none of one who was not in the team.
    pub before: Option<Rep>,
    /// With what the file says.
    pub after: Rep,
}

impl RepTaught {
    /// Those of `after` who are not as they were.
    pub fn all(before: &[Rep], after: &[Rep]) -> Vec<Self> {
        let taught = after.iter().map(|rep| Self {
            before: before.iter().find(|other| other.id == rep.id).cloned(),
            after: rep.clone(),
        });
        taught.filter(|taught| taught.before.as_ref() != Some(&taught.after)).collect()
    }

    /// Puts what the file said into a team, and nothing else: whatever was changed of the rep
    /// since stays. One who is not in the team is added, unless they were removed since. Gives the
    /// rep as they are then.
    pub fn put_into(&self, team: &mut Vec<Rep>) -> Option<Rep> {
        let Self { before, after } = self;
        let is_it = |rep: &&mut Rep| rep.id == after.id || rep.formerly.contains(&after.id);
        let Some(rep) = team.iter_mut().find(is_it) else {
            // Removed since: who is in the team is not for the file to say.
            if before.is_some() {
                return None;
            }
            team.push(after.clone());
            team.sort_by(|one, other| one.name.cmp(&other.name));
            return Some(after.clone());
        };
        let before = before.as_ref();
        let known = before.map_or(&[][..], |before| &before.also_known_as);
        let new_name = before.is_none().then_some(&after.name);
        let names = after.also_known_as.iter().filter(|name| !known.contains(name));
        for name in names.chain(new_name) {
            rep.know_as(name.clone());
        }
        say(&mut rep.group, before.and_then(|before| before.group.as_ref()), after.group.as_ref());
        say(
            &mut rep.manager,
            before.and_then(|before| before.manager.as_ref()),
            after.manager.as_ref(),
        );
        say(
            &mut rep.region,
            before.and_then(|before| before.region.as_ref()),
            after.region.as_ref(),
        );
        say(&mut rep.role, before.and_then(|before| before.role.as_ref()), after.role.as_ref());
        say(
            &mut rep.started,
            before.and_then(|before| before.started.as_ref()),
            after.started.as_ref(),
        );
        Some(rep.clone())
    }
}

fn say<T: Clone + PartialEq>(now: &mut Option<T>, before: Option<&T>, after: Option<&T>) {
    if after.is_some() && before != after {
        *now = after.cloned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FiscalCalendar, Money, Quota, QuotaSource};

    fn taught(before: &Rep, teach: impl FnOnce(&mut Rep)) -> RepTaught {
        let mut after = before.clone();
        teach(&mut after);
        RepTaught { before: Some(before.clone()), after }
    }

    #[test]
    fn what_was_typed_since_the_file_was_read_stays() {
        let dana = Rep::named("Dana Okafor");
        let taught = taught(&dana, |rep| {
            rep.also_known_as.push("Okafor, Dana".to_owned());
            rep.manager = Some("Eve".to_owned());
        });
        let period = FiscalCalendar::default().period(2026, 1).unwrap();
        let quota = Quota { period, amount: Money::from_hundredths(5), source: QuotaSource::Set };
        let mut now = dana.clone();
        now.name = "Dana Reed".to_owned();
        now.also_known_as.push("Dana Okafor".to_owned());
        now.set_quota(quota);
        now.region = Some("West".to_owned());
        let mut team = vec![Rep::named("Tom"), now];
        let kept = taught.put_into(&mut team).unwrap();
        assert_eq!(kept.quota(period), Some(quota));
        assert_eq!((kept.name.as_str(), kept.region.as_deref()), ("Dana Reed", Some("West")));
        assert_eq!(kept.manager.as_deref(), Some("Eve"));
        assert_eq!(kept.also_known_as, ["Dana Okafor", "Okafor, Dana"]);
        assert_eq!(team.len(), 2);
        assert_eq!(team.get(1), Some(&kept));
    }

    #[test]
    fn what_the_file_does_not_say_is_not_taken_back() {
        let mut dana = Rep::named("Dana");
        dana.manager = Some("Eve".to_owned());
        dana.also_known_as.push("D.".to_owned());
        let taught = taught(&dana, |rep| rep.role = Some("SMB".to_owned()));
        let mut team = vec![Rep { manager: None, also_known_as: Vec::new(), ..dana }];
        let kept = taught.put_into(&mut team).unwrap();
        assert_eq!((kept.manager, kept.also_known_as), (None, Vec::<String>::new()));
        assert_eq!(kept.role.as_deref(), Some("SMB"));
    }

    #[test]
    fn a_rep_who_is_not_there_is_added_whole_and_one_added_since_is_not_added_twice() {
        let mut dana = Rep::named("Dana");
        dana.region = Some("West".to_owned());
        let all = RepTaught::all(&[], std::slice::from_ref(&dana));
        let mut team = vec![Rep::named("Tom")];
        for taught in &all {
            taught.put_into(&mut team);
        }
        assert_eq!(team, [dana.clone(), Rep::named("Tom")]);
        let mut since = Rep::named("Dana");
        since.name = "Dana Reed".to_owned();
        let mut team = vec![since];
        for taught in &all {
            taught.put_into(&mut team);
        }
        assert_eq!(team.len(), 1);
        assert_eq!(team[0].region.as_deref(), Some("West"));
        assert_eq!(team[0].also_known_as, ["Dana"]);
        assert_eq!(RepTaught::all(&team, &team), []);
    }

    #[test]
    fn a_rep_who_was_joined_or_removed_since_does_not_come_back() {
        let dana = Rep::named("D. Okafor");
        let taught = taught(&dana, |rep| rep.region = Some("West".to_owned()));
        let mut joined = Rep::named("Dana Okafor");
        joined.join(dana);
        let mut team = vec![joined];
        taught.put_into(&mut team);
        assert_eq!(team.len(), 1);
        assert_eq!(team[0].region.as_deref(), Some("West"));
        let mut team = vec![Rep::named("Tom")];
        assert_eq!(taught.put_into(&mut team), None);
        assert_eq!(team, [Rep::named("Tom")]);
    }
}
