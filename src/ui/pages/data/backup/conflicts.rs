//! What both sides changed differently, with what each says, for somebody to choose of.

use super::to_choose::ToChoose;
use crate::domain::Currency;
use crate::store::{Compared, Kind, RestoreLine, Take};
use crate::ui::format;
use crate::ui::pages::disputed::{IN_A_FILE, said};

const OPTIONS: [(Take, &str); 2] =
    [(Take::Backup, "Take the file's"), (Take::Kept, "Keep what is here")];

/// Everything to choose of: settings, reps by name, deals last.
pub fn conflicts(lines: &[RestoreLine], deals: usize, currency: Currency) -> Vec<ToChoose> {
    let lines = lines.iter().filter(|line| line.compared == Compared::Conflict);
    let records = lines.map(|line| ToChoose {
        kind: line.kind,
        id: line.id.clone(),
        name: name_of(line),
        said: line.disputed.iter().map(|disputed| said(disputed, IN_A_FILE, currency)).collect(),
        options: OPTIONS,
    });
    let deals = (deals > 0).then(|| ToChoose {
        kind: Kind::Deals,
        id: String::new(),
        name: format::counted(deals as u64, "deal", "deals"),
        said: vec!["Not the same here and in the file.".to_owned()],
        options: OPTIONS,
    });
    let mut all: Vec<ToChoose> = records.collect();
    all.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
    all.extend(deals);
    all
}

fn name_of(line: &RestoreLine) -> String {
    match line.kind {
        Kind::Rep => line.name.clone().unwrap_or_else(|| "A rep".to_owned()),
        Kind::Settings => "Settings".to_owned(),
        Kind::FileShape | Kind::Handover | Kind::DealsIndex | Kind::Deals => {
            "How a file is read".to_owned()
        }
    }
}
