//! Whether the forecast was better than the best simple method on the periods that ended, and what
//! follows for what is shown.

use crate::engine::past_check::PastCheck;
use crate::engine::scores::PairedDifference;

/// Outcomes below which a past tells nothing: a rep's period is one.
pub const LEAST_FATES: usize = 10;

/// The standard normal's 90% quantile: 8 in 10 lie within as many standard errors.
const Z: f64 = 1.281_551_565_544_600_4;

/// How the forecast compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastVerdict {
    /// Nothing was replayed, or fewer than [`LEAST_FATES`] outcomes.
    Untold,
    /// Its error is lower, and so is the whole range that the difference likely lies in.
    Better,
    /// That range holds no difference.
    Alike {
        /// Whether the forecast's own error was not the lower one.
        behind: bool,
    },
    /// Its error is higher, and so is that whole range.
    Worse,
}

impl PastVerdict {
    /// Whether chances are worth showing. Where the forecast's error was not lower than that of the
    /// best simple method, a chance would claim what it did not keep: ranges are shown instead.
    /// Where nothing can be told, nothing speaks against them.
    pub const fn chances_stand(self) -> bool {
        match self {
            Self::Untold | Self::Better | Self::Alike { behind: false } => true,
            Self::Alike { behind: true } | Self::Worse => false,
        }
    }
}

impl PairedDifference {
    /// The range that the difference likely lies in (8 in 10), by its standard error; `None` where
    /// there is none.
    pub fn likely(self) -> Option<(f64, f64)> {
        let half = Z * self.standard_error?;
        Some((self.mean - half, self.mean + half))
    }

    /// What a difference of the forecast's error from that of the best simple method means. That
    /// method is picked after its errors are known, which favours it.
    pub fn verdict(self) -> PastVerdict {
        match self.likely() {
            Some((_, high)) if self.fates >= LEAST_FATES && high < 0.0 => PastVerdict::Better,
            Some((low, _)) if self.fates >= LEAST_FATES && low > 0.0 => PastVerdict::Worse,
            Some(_) if self.fates >= LEAST_FATES => PastVerdict::Alike { behind: self.mean >= 0.0 },
            _ => PastVerdict::Untold,
        }
    }
}

impl PastCheck {
    /// How the forecast compares with the best simple method.
    pub fn verdict(&self) -> PastVerdict {
        self.against.map_or(PastVerdict::Untold, |(_, difference)| difference.verdict())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(mean: f64, standard_error: Option<f64>, fates: usize, verdict: PastVerdict) {
        assert_eq!(PairedDifference { mean, standard_error, fates }.verdict(), verdict);
    }

    #[test]
    fn better_and_worse_are_said_only_where_the_likely_range_says_so_too() {
        case(-0.02, Some(0.01), 90, PastVerdict::Better);
        case(-0.012, Some(0.01), 90, PastVerdict::Alike { behind: false });
        case(0.012, Some(0.01), 90, PastVerdict::Alike { behind: true });
        case(0.0, Some(0.01), 90, PastVerdict::Alike { behind: true });
        case(0.02, Some(0.01), 90, PastVerdict::Worse);
    }

    #[test]
    fn few_outcomes_tell_nothing() {
        case(-0.2, Some(0.001), LEAST_FATES - 1, PastVerdict::Untold);
        case(-0.2, None, 1, PastVerdict::Untold);
        case(-0.2, Some(0.001), LEAST_FATES, PastVerdict::Better);
    }

    #[test]
    fn chances_stand_unless_the_error_was_not_lower() {
        let stand = |mean, error| {
            let difference = PairedDifference { mean, standard_error: Some(error), fates: 90 };
            difference.verdict().chances_stand()
        };
        assert!(stand(-0.02, 0.01) && stand(-0.002, 0.01));
        assert!(!stand(0.0, 0.01) && !stand(0.002, 0.01) && !stand(0.02, 0.01));
        assert!(PastVerdict::Untold.chances_stand());
    }
}
