//! What the page and the reader say to each other.

use crate::domain::{Currency, FiscalCalendar, GoneDeals, Money, Rep, RepId, RepTaught};
use crate::engine::deals_tried::{DealsTried, TriedAhead};
use crate::engine::past_check::PastCheck;
use crate::engine::win_rate_lab::WinRateLab;
use crate::intake::amounts::DecimalMark;
use crate::intake::team_grid::TeamGrid;
use crate::intake::{
    Choices, Field, FileKind, Mapping, NamePair, OutcomeCount, Question, QuotaReading, QuotaSheet,
    RepCount, StageValue,
};
use crate::reader::changed::{ChangeKind, ChangedDeals};
use crate::reader::{
    AddUp, AddedUp, BackupRead, DealRow, Figures, LookAhead, PastAsk, RepInFull, SampleHeld,
    Summary, TakeDeals, TeamAhead,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the page asks for. What comes along with it is an [`Attached`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// To add up the deals of the file that comes along, for the calculators.
    Figures,
    /// To read the kept pack that comes along, one at a message: the next request that compares
    /// with what is kept takes all of them.
    Kept,
    /// To read the file that comes along for an import, beside the kept packs sent before.
    Open(Box<Opening>),
    /// To use the price list or team list that comes along for the import that is open.
    Beside,
    /// To read the open file again with these columns.
    Map(Mapping),
    /// To settle it with these answers.
    Answer(Box<Choices>),
    /// The skipped rows of the open file as a CSV.
    SkippedRows,
    /// Which deals the open import changes in this way, from the one in this place on.
    Changed {
        /// How they change.
        kind: ChangeKind,
        /// How many of them are known already.
        from: usize,
    },
    /// To make the packs of the open import.
    Confirm(Confirmation),
    /// To read the team list that comes along into these reps; the names said to mean a rep.
    Team {
        /// The reps so far.
        reps: Vec<Rep>,
        /// The rep that a name means, where the user said so.
        chosen: BTreeMap<String, String>,
    },
    /// To read the sheet of quotas that comes along.
    Quotas(QuotaReading),
    /// What the kept packs sent before hold, with last year's bookings as quotas.
    Summary {
        /// The day to look from; where there is none, one is proposed.
        #[serde(with = "crate::domain::day::optional")]
        as_of: Option<Date>,
        /// Today.
        #[serde(with = "crate::domain::day")]
        today: Date,
        /// The company's periods.
        calendar: FiscalCalendar,
        /// What reps are called now, by the other ways to write their names.
        called: BTreeMap<String, String>,
    },
    /// To read the backup file that comes along, beside the kept packs sent before.
    Backup {
        /// The reps of the team.
        reps: Vec<Rep>,
        /// The reps who were erased here.
        erased: Vec<RepId>,
    },
    /// To make the packs of the kept deals with those of the backup that was read last.
    TakeDeals(TakeDeals),
    /// To read the team that comes along, pasted from a spreadsheet into the grid.
    Grid {
        /// The decimal mark of the user's language.
        decimal: DecimalMark,
    },
    /// To hold the kept packs that were sent.
    Hold,
    /// To make the sample team and hold its deals.
    HoldSample {
        /// The day that it is made for.
        #[serde(with = "crate::domain::day")]
        today: Date,
    },
    /// To add up the deals that are held, by rep.
    AddUp(AddUp),
    /// The deals of one rep.
    DealsOf {
        /// From where to look.
        look: AddUp,
        /// The place of the rep in it.
        rep: usize,
    },
    /// The win rates of the deals that are held, by every definition.
    Lab(AddUp),
    /// To forecast the team from the deals that are held.
    TeamAhead(Box<LookAhead>),
    /// To replay the next morning of the periods that ended; asked anew for each, so that other
    /// questions are answered meanwhile.
    PastCheck(Box<PastAsk>),
    /// To forecast one rep, down to each deal.
    RepAhead {
        /// From where to look.
        look: Box<LookAhead>,
        /// The place of the rep in it.
        rep: usize,
        /// The quota of the period after this.
        next_quota: Option<Money>,
    },
    /// To forecast one rep with open deals other than they are.
    TryDeals {
        /// From where to look.
        look: Box<LookAhead>,
        /// The place of the rep in it.
        rep: usize,
        /// What is tried; deals are named by the rows of the rep's deals.
        tried: DealsTried,
    },
}

/// What comes along with a request or a reply, in bulk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attached {
    /// The bytes of a file.
    pub file: Option<Vec<u8>>,
    /// Texts: what was pasted, a pack, the small records of a backup.
    pub texts: Vec<String>,
}

/// What is known besides the file when an import begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// Today.
    #[serde(with = "crate::domain::day")]
    pub today: Date,
    /// The reps of the team.
    pub reps: Vec<Rep>,
    /// What was answered for files of each shape, as it is kept (`Kind::FileShape`), by id.
    pub shapes: BTreeMap<String, serde_json::Value>,
    /// How far decided deals count, in months; a year more of them is kept.
    pub look_back_months: u8,
    /// Units of storage that the deals may take, the kept ones gone.
    pub free: usize,
}

/// What the user decided when they confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The number of the import (`store::DealsImport::generation`).
    pub generation: u64,
    /// Now, in milliseconds since 1970.
    pub now: u64,
    /// What becomes of kept deals that the file does not hold.
    pub gone: GoneDeals,
    /// The first day of the decided deals to keep, where not all fit.
    #[serde(with = "crate::domain::day::optional")]
    pub since: Option<Date>,
}

/// What the reader answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The reader is there.
    Ready,
    /// It is at work.
    Progress {
        /// Bytes read, or past mornings replayed.
        read: usize,
        /// So many in all.
        all: usize,
    },
    /// What the deals of a file add up to.
    Figures(Box<Figures>),
    /// What a file comes to, before anything is kept.
    Staged(Box<Staged>),
    /// What keeping it would take.
    Sized(Size),
    /// The file is no export of deals but this; ask for it to be read as that.
    OtherKind(FileKind),
    /// The skipped rows as a CSV; it comes along.
    SkippedRows,
    /// Which deals an import changes.
    Changed(Box<ChangedDeals>),
    /// What is to be kept; its packs follow in the same order.
    Packed(Box<Packed>),
    /// The next pack of what is to be kept, which comes along: one at a message, for all of them
    /// at once hold a page up.
    Pack,
    /// What a team list makes of the team.
    Team(Box<TeamRead>),
    /// What a sheet of quotas says.
    Quotas(Box<QuotaSheet>),
    /// What the kept packs hold.
    Summary(Box<Summary>),
    /// What a backup file holds; its small records come along.
    Backup(Box<BackupRead>),
    /// Of each pack its id and how many deals it holds; the packs follow in the same order.
    DealsTaken(Vec<(String, usize)>),
    /// A pasted team.
    Grid(Box<TeamGrid>),
    /// The sample team without its deals, which are held.
    Sample(Box<SampleHeld>),
    /// What the deals that are held come to.
    AddedUp(Box<AddedUp>),
    /// The deals of one rep.
    DealsOf(Vec<DealRow>),
    /// The win rates by every definition.
    Lab(Box<WinRateLab>),
    /// What the team may still bring.
    TeamAhead(Box<TeamAhead>),
    /// How each method did on the periods that ended.
    PastCheck(Box<PastCheck>),
    /// What one rep may still bring; nothing where no deals of the rep's tell.
    RepAhead(Option<Box<RepInFull>>),
    /// What was tried comes to this; nothing where no deals of the rep's tell, or nothing is left.
    TriedDeals(Option<TriedAhead>),
    /// It can't be done; why, and what to do, in one sentence.
    Refused {
        /// The sentence.
        sentence: String,
    },
}

/// What a file comes to: what the mapping, the questions and the report show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Staged {
    /// The columns of the file.
    pub columns: Vec<ColumnSeen>,
    /// Which column says what, counted from 0; change it and send it as [`Request::Map`].
    pub mapping: Mapping,
    /// Fields whose column is a guess.
    pub unsure: BTreeSet<Field>,
    /// Whether the mapping and the answers are those of an earlier file of this shape.
    pub remembered: bool,
    /// The answers so far; change them and send them as [`Request::Answer`].
    pub choices: Choices,
    /// Rows below the column names.
    pub rows_read: usize,
    /// Deals by outcome.
    pub deals: OutcomeCount,
    /// The reps found, by name.
    pub reps: Vec<RepCount>,
    /// Those of them who are new to the team.
    pub new_reps: Vec<String>,
    /// Deals that belong to nobody.
    pub without_rep: OutcomeCount,
    /// Every stage or status with what it is taken for.
    pub stages: Vec<StageValue>,
    /// How many rows are no deal.
    pub skipped: usize,
    /// How many cells could not be read.
    pub left_out: usize,
    /// The first of both; [`Request::SkippedRows`] has all.
    pub first_skipped: Vec<SkippedLine>,
    /// What is asked. Until it is answered a guess is taken.
    pub questions: Vec<Asked>,
    /// What was assumed, a sentence each.
    pub assumptions: Vec<String>,
    /// What is missing and what to export for it.
    pub lacks: Vec<Lacked>,
    /// The currency that the file says its amounts are in.
    pub currency: Option<Currency>,
    /// Whether a price list would give open deals the amount that they lack.
    pub price_list_helps: bool,
    /// What keeping it changes.
    pub changes: Changes,
    /// Decided deals that are left out because they are older than the look-back and a year.
    pub too_old: usize,
}

/// A column of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSeen {
    /// Its name.
    pub name: String,
    /// Up to three different values.
    pub samples: Vec<String>,
}

/// A question and how it is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// What is asked, with what is taken until it is answered.
    pub question: Question,
    /// The sentence.
    pub sentence: String,
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacked {
    /// What, and what to export for it.
    pub sentence: String,
    /// What the file may hold after all, in a column that was not recognised.
    pub field: Option<Field>,
}

/// A row or cell that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedLine {
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// Why, in a sentence.
    pub reason: String,
}

/// What keeping a file changes in what is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Deals kept so far.
    pub kept: usize,
    /// Deals of the file that are not kept yet.
    pub new: usize,
    /// Deals that say something else now.
    pub changed: usize,
    /// Deals that another rep owns now.
    pub moved: usize,
    /// Kept deals that the file does not hold.
    pub gone: usize,
    /// Deals that are as they were.
    pub same: usize,
}

impl Changes {
    /// Whether keeping the file changes nothing: it is the same as the last one.
    pub const fn is_nothing(self) -> bool {
        self.new == 0 && self.changed == 0 && self.moved == 0 && self.gone == 0
    }
}

/// How much storage an import takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Deals to keep, the kept ones that stay among them.
    pub deals: usize,
    /// Units of storage that they take.
    pub units: usize,
    /// Whether that fits.
    pub fits: Fits,
}

/// Whether an import fits in the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fits {
    /// All of it.
    All,
    /// All open deals, and those decided from this day on.
    Since(#[serde(with = "crate::domain::day")] Date),
    /// Not even the open deals.
    No,
}

/// What is to be kept of a confirmed import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Packed {
    /// Of each pack its id and how many deals it holds.
    pub packs: Vec<(String, usize)>,
    /// What the file taught of reps: new ones, those with another way to write their name, and
    /// what a team list beside it says.
    pub reps: Vec<RepTaught>,
    /// The id of the file's shape.
    pub shape: String,
    /// What to remember for the next file of that shape.
    pub remembered: serde_json::Value,
}

/// A team list read into a team.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TeamRead {
    /// The reps of whom the list says something new.
    pub reps: Vec<RepTaught>,
    /// How many members the list has.
    pub members: usize,
    /// Names that were joined with a rep, surely.
    pub joined: Vec<NamePair>,
    /// Names that may mean a rep: to be asked.
    pub unsure: Vec<NamePair>,
    /// Lines without a name.
    pub nameless: Vec<usize>,
    /// Lines whose start date can be read both ways and was left out.
    pub ambiguous_starts: Vec<usize>,
}
