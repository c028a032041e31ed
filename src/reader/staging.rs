//! An import that is open: read, settled by answers, and packed when it is confirmed.

use crate::domain::{
    Deal, DealBook, DealDiff, DealKey, GoneDeals, Outcome, Rep, RepId, Workspace, is_kept,
    kept_since,
};
use crate::intake::{
    Assumption, Choices, DealsReader, Field, FileKind, Known, Mapping, PriceList, Remembered,
    Report, Settlement, Shape, TeamList,
};
use crate::reader::protocol::{
    Asked, Changes, ColumnSeen, Confirmation, Fits, Opening, Packed, Reply, Size, SkippedLine,
    Staged,
};
use crate::reader::session::{Answers, not_beside, said};
use crate::reader::summary::kept_book;
use crate::store::{PackedDeals, Packing, cost, fits_since};
use std::collections::BTreeMap;

/// Rows read between two words of progress: a few milliseconds.
const STEP: usize = 5_000;

/// Skipped rows that are shown at once.
const SHOWN: usize = 100;

/// An open import.
#[derive(Debug)]
pub(super) struct Staging {
    opening: Opening,
    kept: DealBook,
    /// Kept packs that can't be read: the store puts them aside.
    unreadable_packs: usize,
    reader: DealsReader,
    choices: Choices,
    remembered: bool,
    prices: Option<PriceList>,
    team: Option<TeamList>,
    settled: Option<Settled>,
}

/// What the answers so far make of it.
#[derive(Debug)]
struct Settled {
    report: Report,
    workspace: Workspace,
    /// The deals of the file, then the kept ones that are not in it.
    deals: DealBook,
    /// How many of them are of the file.
    of_file: usize,
    packs: Vec<PackedDeals>,
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
        packs: &[String],
        answer: Answers<'_>,
    ) -> Result<Opened, String> {
        let kind = FileKind::of(&text).map_err(said)?;
        if kind != FileKind::Deals {
            return Ok(Opened::Other(kind));
        }
        let reader = DealsReader::open(text).map_err(said)?;
        let (all_kept, unreadable_packs) = kept_book(packs);
        let since = kept_since(opening.today, opening.look_back_months);
        let mut kept = DealBook::new();
        for (key, deal) in all_kept.iter().filter(|(_, deal)| is_kept(deal, since)) {
            kept.keep_as(key, deal.clone());
        }
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
    pub(super) fn settle(&mut self) -> Staged {
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
        let Settlement { rules, report } = settlement;
        add_reps(&mut workspace, &report, choices);
        let numbers: BTreeMap<&str, RepId> = report
            .reps
            .iter()
            .filter_map(|rep| Some((rep.name.as_str(), workspace.rep_named(&rep.name)?.id)))
            .collect();
        let since = kept_since(opening.today, opening.look_back_months);
        let mut of_file = DealBook::new();
        let mut too_old = 0;
        for deal in rules.rows(staged).deals(0..staged.rows()) {
            if is_kept(&deal, since) {
                let rep = deal.rep.as_deref().and_then(|name| numbers.get(name).copied());
                of_file.keep_as(DealKey::of_rep(&deal, rep), deal);
            } else {
                too_old += 1;
            }
        }
        let diff = DealDiff::between(&self.kept, &of_file);
        let said = self.say(&report, &diff, too_old);
        let count = of_file.len();
        let deals = GoneDeals::Keep.merged(&self.kept, of_file, &diff);
        let packs = Vec::new();
        self.settled = Some(Settled { report, workspace, deals, of_file: count, packs });
        said
    }

    fn say(&self, report: &Report, diff: &DealDiff, too_old: usize) -> Staged {
        let Self { opening, reader, choices, .. } = self;
        let is_known = |name: &str| opening.reps.iter().any(|rep| rep.name == name);
        let without_amount =
            |assumption: &Assumption| matches!(assumption, Assumption::ValuedAtAverage { .. });
        let has_products = reader.staged().words(Field::Product).is_some();
        let asked = &report.asked;
        let mut first_skipped: Vec<SkippedLine> = report
            .skipped
            .iter()
            .map(|row| SkippedLine { line: row.line, reason: row.reason.to_string() })
            .take(SHOWN)
            .chain(report.left_out.iter().take(SHOWN).map(|cell| SkippedLine {
                line: cell.line,
                reason: format!(
                    "The {} \"{}\" can't be read, so the deal is kept without it.",
                    cell.field.label(),
                    cell.text
                ),
            }))
            .collect();
        first_skipped.sort_by_key(|row| row.line);
        first_skipped.truncate(SHOWN);
        let questions = asked.questions.iter();
        Staged {
            columns: reader
                .columns()
                .iter()
                .map(|column| ColumnSeen {
                    name: column.name.clone(),
                    samples: column.samples.clone(),
                })
                .collect(),
            mapping: reader.mapping().clone(),
            unsure: reader.guess().unsure.difference(&choices.confirmed).copied().collect(),
            remembered: self.remembered,
            choices: choices.clone(),
            rows_read: report.rows_read,
            deals: report.deals,
            reps: report.reps.clone(),
            new_reps: report
                .reps
                .iter()
                .filter(|rep| !is_known(&rep.name))
                .map(|rep| rep.name.clone())
                .collect(),
            without_rep: report.without_rep,
            stages: report.stages.clone(),
            skipped: report.skipped.len(),
            left_out: report.left_out.len(),
            first_skipped,
            questions: questions
                .map(|question| Asked {
                    question: question.clone(),
                    sentence: question.to_string(),
                })
                .collect(),
            assumptions: self.assumptions(report),
            lacks: asked.lacks.iter().map(ToString::to_string).collect(),
            price_list_helps: has_products
                && self.prices.is_none()
                && asked.assumptions.iter().any(without_amount),
            changes: Changes {
                kept: self.kept.len(),
                new: diff.new.len(),
                changed: diff.changed.len(),
                moved: diff.moved.len(),
                gone: diff.gone.len(),
                same: diff.same,
            },
            too_old,
        }
    }

    fn assumptions(&self, report: &Report) -> Vec<String> {
        let lost = (self.unreadable_packs > 0).then(|| {
            "Some of the kept deals can't be read, so this file is not compared with them; they \
             stay aside."
                .to_owned()
        });
        lost.into_iter().chain(report.asked.assumptions.iter().map(ToString::to_string)).collect()
    }

    /// Packs what is settled and says how much it takes.
    pub(super) fn size(&mut self) -> Option<Size> {
        let free = self.opening.free;
        let settled = self.settled.as_mut()?;
        settled.packs = packed(&settled.deals, &settled.workspace);
        let units = settled.packs.iter().map(units).sum();
        let fits = if units <= free {
            Fits::All
        } else {
            fits_since(&settled.deals, units, free).map_or(Fits::No, Fits::Since)
        };
        Some(Size { deals: settled.deals.len(), units, fits })
    }

    /// The skipped rows as a CSV.
    pub(super) fn skipped_csv(&self) -> String {
        self.settled.as_ref().map(|settled| settled.report.skipped_csv()).unwrap_or_default()
    }

    /// What is to be kept, and the packs.
    pub(super) fn confirmed(
        &self,
        confirmation: Confirmation,
    ) -> Result<(Packed, Vec<String>), String> {
        let Confirmation { generation, now, gone, since } = confirmation;
        let Some(settled) = &self.settled else {
            return Err("The file is not read yet: wait a moment and try again.".to_owned());
        };
        let remove = gone == GoneDeals::Remove && settled.deals.len() > settled.of_file;
        let fewer;
        let packs = if remove || since.is_some() {
            let mut book = DealBook::new();
            for (at, (key, deal)) in settled.deals.iter().enumerate() {
                let young = since.is_none_or(|since| decided_since(deal, since));
                if young && (!remove || at < settled.of_file) {
                    book.keep_as(key, deal.clone());
                }
            }
            fewer = packed(&book, &settled.workspace);
            &fewer
        } else {
            &settled.packs
        };
        let mut entries = Vec::with_capacity(packs.len());
        let mut texts = Vec::with_capacity(packs.len());
        for pack in packs {
            let pack = pack.written(generation, now).map_err(said)?;
            entries.push((pack.id, pack.deals));
            texts.push(pack.text);
        }
        let before = |rep: &Rep| self.opening.reps.iter().find(|other| other.id == rep.id);
        let changed = settled.workspace.reps.iter().filter(|rep| before(rep) != Some(rep));
        let names = &self.reader.layout().names;
        let remembered = Remembered::of(names, self.reader.mapping(), &self.choices);
        let packed = Packed {
            packs: entries,
            reps: changed.cloned().collect(),
            shape: Shape::of(names).to_string(),
            remembered: serde_json::to_value(&remembered).map_err(said)?,
        };
        Ok((packed, texts))
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

fn packed(deals: &DealBook, workspace: &Workspace) -> Vec<PackedDeals> {
    Packing::whole(deals, |name| {
        workspace.rep_named(name).map_or_else(|| RepId::first_seen_as(name), |rep| rep.id)
    })
}

/// What a pack takes, with room for the longest numbers in its envelope.
fn units(pack: &PackedDeals) -> usize {
    let longest = u64::from(u32::MAX);
    pack.written(longest, 10_000_000_000_000)
        .map_or(0, |pack| cost(&pack.text) + cost(&pack.key(longest)))
}

fn decided_since(deal: &Deal, since: jiff::civil::Date) -> bool {
    deal.outcome == Outcome::Open || deal.closed.or(deal.created).is_none_or(|day| day >= since)
}
