//! Reps whom one side erased, for somebody to choose of.

use super::to_choose::ToChoose;
use crate::reader::BackupRead;
use crate::store::{Choices, Compared, RestoreLine, Take};
use crate::ui::format;

/// Who was erased on one side alone, by name.
pub fn erased(lines: &[RestoreLine], read: &BackupRead) -> Vec<ToChoose> {
    let mut all: Vec<ToChoose> = lines.iter().filter_map(|line| to_choose(line, read)).collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

/// What is chosen unless the user says otherwise: who was erased stays so, on both sides.
pub fn usual(lines: &[RestoreLine]) -> Choices {
    let mut choices = Choices::from(Take::Backup);
    for line in lines.iter().filter(|line| line.compared == Compared::ErasedHere) {
        choices.choose(line.kind, &line.id, Take::Kept);
    }
    choices
}

fn to_choose(line: &RestoreLine, read: &BackupRead) -> Option<ToChoose> {
    let name = line.name.clone().unwrap_or_else(|| "A rep".to_owned());
    let deals = |number: usize| match number {
        0 => "no deals".to_owned(),
        number => format::counted(number as u64, "deal", "deals"),
    };
    let (said, options) = match line.compared {
        Compared::ErasedHere => {
            let number = read.of_erased.get(&name).copied().unwrap_or_default();
            let said = format!("Erased here. In the file: {} and {}.", WHAT, deals(number));
            (vec![said], [(Take::Kept, "Leave erased"), (Take::Backup, "Bring back")])
        }
        Compared::ErasedThere => {
            let said = format!(
                "Erased where the file comes from. Here: {} and {}.",
                WHAT,
                deals(line.deals_here)
            );
            let takes = "To erase here too takes all snapshots on this device as well.".to_owned();
            (vec![said, takes], [(Take::Backup, "Erase here too"), (Take::Kept, "Keep here")])
        }
        _ => return None,
    };
    Some(ToChoose { kind: line.kind, id: line.id.clone(), name, said, options })
}

const WHAT: &str = "what is known of them";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::DealsCompared;
    use crate::store::Kind;

    fn line(name: &str, compared: Compared) -> RestoreLine {
        RestoreLine {
            kind: Kind::Rep,
            id: name.to_owned(),
            name: Some(name.to_owned()),
            is_deleted: compared == Compared::ErasedThere,
            deals_here: 237,
            compared,
            disputed: Vec::new(),
            changes: Vec::new(),
        }
    }

    #[test]
    fn who_was_erased_stays_so_on_both_sides_unless_the_user_says_otherwise() {
        let lines = [
            line("Tom", Compared::ErasedThere),
            line("Dana", Compared::ErasedHere),
            line("Kim", Compared::Changed),
        ];
        let deals =
            DealsCompared { new: 0, differing: 0, compared: Compared::Same, same: 0, only_here: 0 };
        let read = BackupRead {
            saved_at: 0,
            deals,
            unreadable: 0,
            twice: 0,
            unreadable_here: 0,
            of_erased: [("Dana".to_owned(), 1)].into(),
        };
        let all = erased(&lines, &read);
        let choices = usual(&lines);
        let said: Vec<(&str, &str, Take)> = all
            .iter()
            .map(|one| (one.name.as_str(), one.said[0].as_str(), choices.of(one.kind, &one.id)))
            .collect();
        let dana = "Erased here. In the file: what is known of them and 1 deal.";
        let tom = "Erased where the file comes from. Here: what is known of them and 237 deals.";
        assert_eq!(said, [("Dana", dana, Take::Kept), ("Tom", tom, Take::Backup)]);
        assert!(all.iter().all(|one| one.options[0].0 == choices.of(one.kind, &one.id)));
    }
}
