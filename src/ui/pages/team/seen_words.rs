//! A rep's coverage and chance in words, by the forecast or by equal deals.

use super::rep::ladder::{coverage as written, deals_needed};
use super::words;
use crate::domain::Currency;
use crate::engine::flat_rule::FlatRule;
use crate::engine::pipeline_need::PipelineNeed;
use crate::engine::rep_seen::{Ahead, RepSeen};
use crate::ui::format;

/// What there is of what is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoverageSaid {
    /// "3.1×" of "5.8×".
    Of {
        /// What there is.
        has: String,
        /// What is needed.
        needed: String,
    },
    /// What there is, and in the place of a need why there is none.
    Words(&'static str),
}

/// The coverage of a rep; `None` where nothing is needed or nothing tells.
pub fn coverage(rep: RepSeen<'_>) -> Option<CoverageSaid> {
    if let Some(ahead) = rep.ahead {
        return Some(match needed_ahead(&ahead) {
            Ok(needed) => CoverageSaid::Of { has: has_ahead(&ahead), needed },
            Err(words) => CoverageSaid::Words(words),
        });
    }
    let answer = rep.now.need.as_ref().ok()?;
    let (has, needed) = (words::has_now(rep.now, answer), words::needed(rep.now, answer));
    Some(CoverageSaid::Of { has, needed })
}

/// What a forecast rep has: "3.1×"; a number of deals where less than one is left.
pub fn has_ahead(ahead: &Ahead<'_>) -> String {
    if ahead.rep.in_deals { format::count(ahead.rep.live as f64) } else { written(ahead.has()) }
}

/// What a forecast rep needs: "5.8×"; "3 deals" where less than one is left.
///
/// # Errors
/// In the place of a number why there is none.
pub fn needed_ahead(ahead: &Ahead<'_>) -> Result<String, &'static str> {
    match ahead.need {
        PipelineNeed::NoneNeeded => Err("none needed"),
        PipelineNeed::CannotBeDone => Err("out of reach"),
        need if ahead.rep.in_deals => {
            Ok(format::counted(deals_needed(need).unwrap_or_default(), "deal", "deals"))
        }
        PipelineNeed::OwnMix { coverage, .. } | PipelineNeed::CreatedToday { coverage, .. } => {
            Ok(written(coverage))
        }
    }
}

/// The chance of quota, or in its place why there is none.
pub fn chance(rep: RepSeen<'_>) -> String {
    match rep.ahead {
        Some(ahead) => format::chance_from_data(ahead.chance),
        None => words::chance(rep.now),
    }
}

/// What flat 3× gets wrong, and whether it does; `None` where nothing can be held against it.
pub fn flat(rep: RepSeen<'_>, currency: Currency) -> Option<(String, bool)> {
    let flat = rep.flat_rule()?;
    Some(match words::flat_is_wrong_by(flat, currency) {
        Some(wrong) => (wrong, true),
        None => ("may be right".to_owned(), false),
    })
}

/// The same at the end of a headline.
pub fn flat_in_headline(rep: RepSeen<'_>, currency: Currency) -> String {
    match rep.flat_rule() {
        None => String::new(),
        Some(FlatRule::MayBeRight) => " Flat 3× may be right.".to_owned(),
        Some(flat) => words::flat_is_wrong_by(flat, currency)
            .map_or_else(String::new, |wrong| format!(" Flat 3× would ask {wrong}.")),
    }
}
