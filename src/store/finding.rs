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
    /// The store was empty, and its mirror was not.
    #[error(
        "This browser had lost your data. It was brought back from the second copy on this device: \
         save everything to a file, which no browser can lose."
    )]
    BroughtBack,
    /// A record could not be read in the store, and was whole in the mirror.
    #[error(
        "{what} could not be read; the second copy on this device was whole and is used. Nothing is \
         lost."
    )]
    SecondCopyUsed {
        /// What the record is about.
        what: String,
    },
    /// The mirror holds something newer that has no room in the store.
    #[error(
        "The second copy of your data on this device is newer but could not be brought back, so \
         nothing is changed: make room in this browser, then reload the page."
    )]
    NotBroughtBack,
    /// The store was emptied while the page was open, and there was no mirror to bring the deals back.
    #[error(
        "Another page of this site removed what was kept here. Your reps and settings were saved \
         again; import your deals again, or load your last backup."
    )]
    ClearedElsewhere,
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
        matches!(self, Self::Newer { .. } | Self::NotMigrated { .. } | Self::NotBroughtBack)
    }

    /// Whether something that was kept is missing, so that a file written now would lack it.
    pub const fn tells_of_a_loss(&self) -> bool {
        match self {
            Self::Lost { .. }
            | Self::NotMigrated { .. }
            | Self::DealsLost { .. }
            | Self::NotBroughtBack
            | Self::ClearedElsewhere
            | Self::ImportInterrupted => true,
            Self::OlderCopyUsed { .. }
            | Self::Newer { .. }
            | Self::IndexRebuilt { .. }
            | Self::BroughtBack
            | Self::SecondCopyUsed { .. } => false,
        }
    }
}
