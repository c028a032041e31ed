//! A rep's ladder with the inputs that it was worked out from: what its words, its picture and its
//! formula cards are written from, wherever the deals themselves are.

use crate::domain::{Money, Rate, WinRateDefinition};
use crate::engine::counted_deals::OwnRate;
use crate::engine::ladder::{Ladder, conversion, ladder, mean_deal};
use crate::engine::pipeline_need::Seat;
use crate::engine::prior::{BetaPrior, TrustedRate};
use serde::{Deserialize, Serialize};

/// A ladder and its inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LadderSeen {
    /// The rungs.
    pub ladder: Ladder,
    /// w, raw and trusted.
    pub rate: TrustedRate,
    /// What the group says of w before the rep's own deals are looked at.
    pub prior: BetaPrior,
    /// What counts in w.
    pub by: WinRateDefinition,
    /// The chance that the last rung is for.
    pub wanted: Rate,
    /// Live open deals.
    pub live_deals: usize,
    /// The largest of them; `None` where nothing is open.
    pub biggest: Option<Money>,
    /// The mean live deal in units, or the mean win where nothing is open; `None` where neither
    /// is known.
    pub mean_deal: Option<f64>,
    /// c: the share of the live pipeline that is won in time, of a deal created today where
    /// nothing is open.
    pub conversion: Rate,
    /// How much better or worse the whole period may run: the standard deviation of ln f.
    pub form_spread: f64,
    /// What of it comes from not knowing the rep's pace and win rate for sure; the rest is tau, how much
    /// whole periods of the team vary. The two squared add up to it squared.
    pub rep_spread: f64,
    /// Expected wins of deals not created yet, in time.
    pub new_wins: f64,
    /// What such a win brings on average, in units.
    pub mean_win: f64,
}

impl LadderSeen {
    /// The ladder of a rep with something left to bring.
    pub fn new(seat: Seat<'_>, own: OwnRate, losses_recorded: bool, wanted: Rate) -> Self {
        let OwnRate { rate, prior, by } = own;
        let outlook = seat.outlook;
        Self {
            ladder: ladder(seat, rate, losses_recorded, wanted.share()),
            rate,
            prior,
            by,
            wanted,
            live_deals: outlook.deals.len(),
            biggest: outlook.deals.iter().map(|deal| deal.amount).max(),
            mean_deal: mean_deal(seat),
            conversion: Rate::clamped(conversion(seat)),
            form_spread: seat.form.log_variance.max(0.0).sqrt(),
            rep_spread: outlook.log_variance.clamp(0.0, seat.form.log_variance.max(0.0)).sqrt(),
            new_wins: outlook.new_wins.mean,
            mean_win: outlook.sizes.mean(),
        }
    }

    /// Expected new bookings, in units: what deals not created yet bring on average.
    pub fn new_bookings(&self) -> f64 {
        self.new_wins * self.mean_win
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::counted_deals::own_rate;
    use crate::engine::ladder::Need;
    use crate::engine::made_up::{outlook, seat, units};
    use crate::engine::prior::{Basis, Decided};

    const PRIOR: BetaPrior = BetaPrior { alpha: 15.0, beta: 45.0, basis: Basis::Fitted };

    fn seen(deals: &[(i64, f64)], new_wins: f64) -> LadderSeen {
        let own = own_rate(PRIOR, Decided { won: 11, lost: 39 });
        let outlook = outlook(deals, new_wins);
        LadderSeen::new(seat(&outlook, units(40_000)), own, true, Rate::clamped(0.8))
    }

    #[test]
    fn the_inputs_give_the_rungs_back() {
        let seen = seen(&[(10_000, 0.2), (30_000, 0.4), (5_000, 0.1)], 2.0);
        let times = |rung: usize| seen.ladder.rungs[rung].need.times().unwrap();
        assert!((times(3) - 1.0 / seen.conversion.share()).abs() < 1e-9);
        let left = 40_000.0 - seen.new_bookings();
        assert!((times(4) - left / (seen.conversion.share() * 40_000.0)).abs() < 1e-9);
        assert_eq!((seen.live_deals, seen.biggest), (3, Some(units(30_000))));
        assert_eq!(seen.mean_deal, Some(15_000.0));
    }

    #[test]
    fn with_nothing_open_a_deal_created_today_is_what_counts() {
        let seen = seen(&[], 0.0);
        assert_eq!(seen.ladder.rungs[3].need.times(), Some(1.0 / seen.conversion.share()));
        assert!((seen.conversion.share() - 0.2).abs() < 1e-12);
        assert_eq!((seen.biggest, seen.mean_deal), (None, Some(7_000.0)));
        assert!(matches!(seen.ladder.rungs[5].need, Need::Coverage(_)));
    }

    #[test]
    fn it_survives_being_sent() {
        let seen = seen(&[(10_000, 0.2)], 1.0);
        let sent = serde_json::to_string(&seen).unwrap();
        let arrived: LadderSeen = serde_json::from_str(&sent).unwrap();
        assert_eq!((arrived.prior, arrived.biggest), (seen.prior, seen.biggest));
        assert_eq!(arrived.rate.decided, seen.rate.decided);
        for (there, here) in arrived.ladder.rungs.iter().zip(&seen.ladder.rungs) {
            assert_eq!(there.kind, here.kind);
            // A number read from text may be its neighbour.
            let apart = there.need.times().unwrap() - here.need.times().unwrap();
            assert!(apart.abs() < 1e-12, "{there:?} {here:?}");
        }
    }
}
