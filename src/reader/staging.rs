//! An import that is open: read, settled by answers, and packed when it is confirmed.

use crate::domain::{DealBook, Rep, RepTaught, Workspace};
use crate::intake::{
    Assumption, Choices, DealsReader, FileKind, Known, Mapping, PriceList, Remembered, Report,
    Settlement, Shape, TeamList, Writing,
};
use crate::reader::changed::{ChangeKind, ChangedDeals};
use crate::reader::protocol::{Confirmation, Opening, Packed, Reply, Size, Staged};
use crate::reader::session::{Answers, not_beside, said};
use crate::reader::settled::Settled;
use crate::reader::summary::KeptDeals;
use crate::store::NewRecord;

/// Rows read between two words of progress: a few milliseconds.
const STEP: usize = 10_000;

/// An open import.
#[derive(Debug)]
pub(super) struct Staging {
    pub(super) opening: Opening,
    kept: DealBook,
    /// Kept packs that can't be read: the store puts them aside.
    pub(super) unreadable_packs: usize,
    pub(super) reader: DealsReader,
    pub(super) choices: Choices,
    pub(super) remembered: bool,
    pub(super) prices: Option<PriceList>,
    team: Option<TeamList>,
    settled: Option<Settled>,
}

/// What a file turned out to be.
pub(super) enum Opened {
    Deals(Box<Staging>),
    Other(FileKind),
}

impl Staging {
    /// Reads a file whose text is this.
    pub(super) fn open(
        text: String,
        opening: Opening,
        kept: KeptDeals,
        answer: Answers<'_>,
    ) -> Result<Opened, String> {
        let kind = FileKind::of(&text).map_err(said)?;
        if kind != FileKind::Deals {
            return Ok(Opened::Other(kind));
        }
        let reader = DealsReader::open(text).map_err(said)?;
        let KeptDeals { book: mut kept, unreadable: unreadable_packs, .. } = kept;
        kept.call_reps(&Rep::called(&opening.reps));
        let shape = Shape::of(&reader.layout().names).to_string();
        let remembered = opening.shapes.get(&shape).cloned();
        let remembered: Option<Remembered> =
            remembered.and_then(|data| serde_json::from_value(data).ok());
        let mut staging = Self {
            opening,
            kept,
            unreadable_packs,
            reader,
            choices: Choices::default(),
            remembered: remembered.is_some(),
            prices: None,
            team: None,
            settled: None,
        };
        if let Some(remembered) = remembered {
            let mapping = remembered.mapping(&staging.reader.layout().names);
            staging.choices = remembered.choices().clone();
            staging.reader.remap(mapping);
        }
        staging.read(answer)?;
        Ok(Opened::Deals(Box::new(staging)))
    }

    fn read(&mut self, answer: Answers<'_>) -> Result<(), String> {
        loop {
            let progress = self.reader.advance(STEP).map_err(said)?;
            answer(Reply::Progress { read: progress.read, all: progress.all }, Vec::new());
            if progress.is_done() {
                return Ok(());
            }
        }
    }

    /// Reads the file again with these columns; those that changed need no confirming.
    pub(super) fn map(&mut self, mapping: Mapping, answer: Answers<'_>) -> Result<(), String> {
        let before = self.reader.mapping().clone();
        let changed = mapping.iter().filter(|(field, at)| before.column(*field) != Some(*at));
        self.choices.confirmed.extend(changed.map(|(field, _)| field));
        self.reader.remap(mapping);
        self.read(answer)
    }

    /// Takes other answers.
    pub(super) fn choose(&mut self, choices: Choices) {
        self.choices = choices;
    }

    /// Takes a price list or a team list beside the deals.
    pub(super) fn add_beside(&mut self, text: &str) -> Result<(), String> {
        match FileKind::of(text).map_err(said)? {
            FileKind::Prices => self.prices = Some(PriceList::read(text).map_err(said)?),
            FileKind::Team => self.team = Some(TeamList::read(text).map_err(said)?),
            other => return Err(not_beside(other)),
        }
        Ok(())
    }

    /// What the file comes to under the answers so far.
    pub(super) fn settle(&mut self, writing: Writing) -> Staged {
        let Self { opening, reader, choices, .. } = self;
        let mut workspace = Workspace { reps: opening.reps.clone(), ..Workspace::default() };
        if let Some(team) = &self.team {
            let matched = team.matched(&workspace.reps, &choices.reps);
            team.apply(&matched, &mut workspace);
        }
        let staged = reader.staged();
        let known =
            Known { today: opening.today, reps: &workspace.reps, prices: self.prices.as_ref() };
        let mut settlement = Settlement::of(staged, choices, known);
        settlement.ask_of_columns(reader.guess(), reader.columns(), staged, choices);
        add_reps(&mut workspace, &settlement.report, choices);
        let settled = Settled::of(settlement, workspace, opening, staged, &self.kept);
        let said = self.say(&settled, writing);
        self.settled = Some(settled);
        said
    }

    /// Packs what is settled and says how much it takes.
    pub(super) fn size(&mut self) -> Option<Size> {
        let settled = self.settled.as_ref()?;
        let reps = self.taught(settled);
        let reps = reps.iter().filter_map(|taught| NewRecord::of_rep(&taught.after).ok());
        let shape = self.remembered().ok().map(|(id, data)| NewRecord::of_shape(id, data));
        let beside = reps.chain(shape).map(|record| record.units()).sum();
        let settled = self.settled.as_mut()?;
        Some(settled.size(self.reader.staged(), self.opening.free, beside))
    }

    /// The reps of whom the file, or what is beside it, says something new.
    fn taught(&self, settled: &Settled) -> Vec<RepTaught> {
        RepTaught::all(&self.opening.reps, &settled.workspace.reps)
    }

    /// The id of the file's shape, and what to remember for the next file of that shape.
    fn remembered(&self) -> Result<(String, serde_json::Value), String> {
        let names = &self.reader.layout().names;
        let remembered = Remembered::of(names, self.reader.mapping(), &self.choices);
        Ok((Shape::of(names).to_string(), serde_json::to_value(&remembered).map_err(said)?))
    }

    /// The skipped rows as a CSV.
    pub(super) fn skipped_csv(&self) -> String {
        self.settled.as_ref().map(|settled| settled.report.skipped_csv()).unwrap_or_default()
    }

    /// The next of the deals that change in this way.
    pub(super) fn changed(&self, kind: ChangeKind, from: usize) -> ChangedDeals {
        match &self.settled {
            Some(settled) => settled.changed((kind, from), self.reader.staged(), &self.kept),
            None => ChangedDeals { kind, from, all: 0, deals: Vec::new() },
        }
    }

    /// What is to be kept, and the packs.
    pub(super) fn confirmed(
        &self,
        confirmation: Confirmation,
    ) -> Result<(Packed, Vec<String>), String> {
        let Some(settled) = &self.settled else {
            return Err("The file is not read yet: wait a moment and try again.".to_owned());
        };
        let packs = settled.packs(confirmation.gone, confirmation.since);
        let mut entries = Vec::with_capacity(packs.len());
        let mut texts = Vec::with_capacity(packs.len());
        for pack in packs.iter() {
            let pack = pack.written(confirmation.generation, confirmation.now).map_err(said)?;
            entries.push((pack.id, pack.deals));
            texts.push(pack.text);
        }
        let reps = self.taught(settled);
        let (shape, remembered) = self.remembered()?;
        Ok((Packed { packs: entries, reps, shape, remembered }, texts))
    }
}

/// Adds the reps that the file names, and the other ways in which it writes a name.
fn add_reps(workspace: &mut Workspace, report: &Report, choices: &Choices) {
    for rep in &report.reps {
        workspace.add_rep(&rep.name);
    }
    let joined = report.asked.assumptions.iter().filter_map(|assumption| match assumption {
        Assumption::SameRep { pairs } => Some(pairs.iter()),
        _ => None,
    });
    let joined = joined.flatten().map(|pair| (pair.theirs.clone(), pair.ours.clone()));
    let chosen = choices.reps.iter().map(|(theirs, ours)| (theirs.clone(), ours.clone()));
    for (theirs, ours) in joined.chain(chosen).filter(|(theirs, ours)| theirs != ours) {
        let Some(rep) = workspace.reps.iter_mut().find(|rep| rep.name == ours) else { continue };
        if !rep.also_known_as.contains(&theirs) {
            rep.also_known_as.push(theirs);
        }
    }
}
