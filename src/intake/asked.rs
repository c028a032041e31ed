//! What came up while a file was settled.

use crate::intake::notice::{Assumption, Lack};
use crate::intake::question::Question;

/// What is asked, what was assumed and what is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Questions not answered yet; until then a guess is taken.
    pub questions: Vec<Question>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
    /// What the file lacks.
    pub lacks: Vec<Lack>,
}

impl Asked {
    pub(super) fn ask(&mut self, question: Question) {
        self.questions.push(question);
    }

    pub(super) fn assume(&mut self, assumption: Assumption) {
        self.assumptions.push(assumption);
    }

    pub(super) fn lack(&mut self, lack: Lack) {
        self.lacks.push(lack);
    }
}
