//! What was found when the kept data was opened, told to the user.

use thiserror::Error;

/// Something that is not as it should be. The data is left as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Finding {
    /// The newest copy of a record is damaged; the one before it is used.
    #[error(
        "The last change to {what} could not be read, so the one before it is shown; the \
         unreadable copy is kept aside."
    )]
    OlderCopyUsed {
        /// What the record is about.
        what: String,
    },
    /// No copy of a record can be read.
    #[error(
        "{what} could not be read; the unreadable copy is kept aside: restore your last backup to \
         have it back."
    )]
    Lost {
        /// What the record is about.
        what: String,
    },
    /// A newer version of the app wrote a record.
    #[error(
        "Your data was saved by a newer version of the app, so this one only shows it: reload the \
         page to get the newer version."
    )]
    Newer {
        /// The version of its data.
        schema: u32,
    },
    /// A record of an older version could not be brought to this one.
    #[error(
        "{what} was saved by an older version of the app and could not be brought up to date, so \
         nothing is written: save everything to a file and report it."
    )]
    NotMigrated {
        /// What the record is about.
        what: String,
    },
    /// The deals of a rep can't be read.
    #[error(
        "Some deals of {rep} could not be read; they are kept aside: import the export again to \
         have them back."
    )]
    DealsLost {
        /// The rep's name or number.
        rep: String,
    },
    /// The index of the deals was damaged and was made anew from the deals themselves.
    #[error("The list of your deals was damaged and was made anew; {deals} deals are there.")]
    IndexRebuilt {
        /// How many deals there are.
        deals: usize,
    },
    /// An import was interrupted after the old deals were removed to make room.
    #[error(
        "The last import was interrupted before it was complete: import the file again, or restore \
         your last backup."
    )]
    ImportInterrupted,
}

impl Finding {
    /// Whether nothing may be written until this is settled.
    pub const fn forbids_writing(&self) -> bool {
        matches!(self, Self::Newer { .. } | Self::NotMigrated { .. })
    }
}
