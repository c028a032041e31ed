//! Who is in the sample team, and what is true of each: what the engine has to find out.

use crate::domain::{Money, Rate};
use crate::intake::sample_team::spread::Spread;

/// What is true of a rep of the sample team. Deals and activities are drawn from this, and
/// quotas are set by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrueRates {
    /// The name.
    pub name: &'static str,
    /// What the rep sells to.
    pub group: Group,
    /// The region.
    pub region: &'static str,
    /// Weeks since the rep started.
    pub weeks_here: u32,
    /// The weeks before this one in which the rep created nothing.
    pub weeks_away: u32,
    /// How far the quota is from what the rates bring in a quarter, in percent.
    pub quota_percent: u32,
    /// Of 100 deals that are decided.
    won_percent: u32,
    tenths_created_a_week: u32,
    mean_units: u32,
    /// How far amounts differ.
    pub spread: Spread,
    /// The median days to a decision, won or lost.
    pub cycle_days: u32,
    /// Of 100 deals created, those that nobody ever decides.
    pub forgotten_percent: u32,
    calls_a_week: u32,
    conversation_percent: u32,
    meeting_percent: u32,
    proposal_percent: u32,
}

/// Two kinds of customers, two groups of peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Many deals, decided in weeks.
    MidMarket,
    /// Few deals, decided in months.
    Enterprise,
}

impl Group {
    /// As it is written for a peer group.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MidMarket => "Mid-market",
            Self::Enterprise => "Enterprise",
        }
    }

    /// Who leads it.
    pub const fn manager(self) -> &'static str {
        match self {
            Self::MidMarket => "Ingrid Solheim",
            Self::Enterprise => "Rafael Monteiro",
        }
    }
}

use Group::{Enterprise, MidMarket};
use Spread::{Narrow, Usual, Wide};

/// Wins of 100 decided, tenths of deals created a week, mean amount, its spread, median days;
/// then calls a week, and of 100 the share that leads to the next: conversation, meeting,
/// proposal.
pub const ROSTER: [TrueRates; 12] = [
    // Flat 3x is far too much: more than half is won, and most of it is created inside the quarter.
    rep(MOSTLY_WINS, MidMarket, "South", 214)
        .sells(58, 50, 4_000, Narrow, 18)
        .calls(70, 30, 40, 60)
        .forgets(0)
        .quota(95),
    rep("Tomasz Wilk", MidMarket, "East", 171)
        .sells(34, 18, 11_000, Usual, 38)
        .calls(48, 26, 30, 45)
        .quota(88),
    rep("Priya Raman", MidMarket, "North", 262)
        .sells(42, 20, 12_500, Usual, 35)
        .calls(52, 28, 32, 52)
        .quota(86),
    // Works as hard as anybody, and wins one in five.
    rep("Jonas Lindqvist", MidMarket, "North", 143)
        .sells(20, 22, 10_500, Usual, 45)
        .calls(60, 24, 26, 44)
        .quota(94),
    rep(FIRST_QUARTER, MidMarket, "South", 13)
        .sells(30, 13, 11_000, Usual, 50)
        .calls(56, 22, 28, 36)
        .quota(70),
    // Back from months away: a quota, and hardly a deal in play.
    rep(NEARLY_EMPTY, MidMarket, "West", 330)
        .sells(33, 15, 10_000, Usual, 28)
        .calls(44, 27, 31, 42)
        .away(14)
        .forgets(0)
        .quota(88),
    rep(QUOTA_MET, Enterprise, "South", 402)
        .sells(36, 9, 38_000, Usual, 75)
        .calls(30, 30, 34, 40)
        .quota(85),
    // Flat 3x is far too little: few and large deals, of which one in seven is won.
    rep(SELDOM_WINS, Enterprise, "West", 188)
        .sells(15, 6, 105_000, Usual, 95)
        .calls(26, 26, 30, 34)
        .quota(88),
    rep(ONE_BIG_DEAL, Enterprise, "East", 239)
        .sells(30, 7, 45_000, Wide, 85)
        .calls(28, 28, 32, 36)
        .quota(85),
    // Never closes a deal that is dead.
    rep(STALE_DEALS, Enterprise, "North", 305)
        .sells(26, 10, 36_000, Usual, 80)
        .calls(32, 24, 30, 46)
        .forgets(12)
        .quota(86),
    rep("Noor Haddad", Enterprise, "East", 156)
        .sells(29, 10, 40_000, Usual, 82)
        .calls(34, 27, 33, 42)
        .quota(85),
    rep("Chidi Nwosu", Enterprise, "West", 13)
        .sells(25, 7, 42_000, Usual, 88)
        .calls(38, 21, 28, 30)
        .quota(60),
];

/// The rep for whom flat 3x is far too much.
pub const MOSTLY_WINS: &str = "Amara Diallo";
/// The rep for whom flat 3x is far too little.
pub const SELDOM_WINS: &str = "Daniel Reyes";
/// A rep in the first quarter, of whom there is too little to tell.
pub const FIRST_QUARTER: &str = "Leilani Kealoha";
/// The rep who has a quota and hardly a deal in play.
pub const NEARLY_EMPTY: &str = "Marcus Oyelaran";
/// The rep whose quota is in.
pub const QUOTA_MET: &str = "Sofia Marchetti";
/// The rep of whose pipeline one deal is over half.
pub const ONE_BIG_DEAL: &str = "Hana Fujimoto";
/// The rep with deals that nobody works any more.
pub const STALE_DEALS: &str = "Owen Gallagher";

/// What is true of the rep of this name.
pub fn truth(name: &str) -> Option<TrueRates> {
    ROSTER.iter().find(|rep| rep.name == name).copied()
}

const fn rep(name: &'static str, group: Group, region: &'static str, weeks_here: u32) -> TrueRates {
    TrueRates {
        name,
        group,
        region,
        weeks_here,
        weeks_away: 0,
        quota_percent: 100,
        won_percent: 0,
        tenths_created_a_week: 0,
        mean_units: 0,
        spread: Usual,
        cycle_days: 0,
        forgotten_percent: 1,
        calls_a_week: 0,
        conversation_percent: 0,
        meeting_percent: 0,
        proposal_percent: 0,
    }
}

impl TrueRates {
    const fn sells(mut self, won: u32, tenths: u32, mean: u32, spread: Spread, days: u32) -> Self {
        self.won_percent = won;
        self.tenths_created_a_week = tenths;
        self.mean_units = mean;
        self.spread = spread;
        self.cycle_days = days;
        self
    }

    const fn calls(mut self, a_week: u32, conversation: u32, meeting: u32, proposal: u32) -> Self {
        self.calls_a_week = a_week;
        self.conversation_percent = conversation;
        self.meeting_percent = meeting;
        self.proposal_percent = proposal;
        self
    }

    const fn forgets(mut self, percent: u32) -> Self {
        self.forgotten_percent = percent;
        self
    }

    const fn away(mut self, weeks: u32) -> Self {
        self.weeks_away = weeks;
        self
    }

    const fn quota(mut self, percent: u32) -> Self {
        self.quota_percent = percent;
        self
    }

    /// The share of decided deals that is won.
    pub fn win_rate(self) -> Rate {
        share(self.won_percent)
    }

    /// Deals created in a week of work.
    pub fn created_a_week(self) -> f64 {
        f64::from(self.tenths_created_a_week) / 10.0
    }

    /// The mean amount of a deal, won or lost.
    pub fn mean_deal(self) -> Money {
        Money::from_hundredths(i64::from(self.mean_units) * 100)
    }

    /// Calls in a week of work.
    pub fn calls_in_a_week(self) -> f64 {
        f64::from(self.calls_a_week)
    }

    /// Calls that become a conversation.
    pub fn conversation_rate(self) -> Rate {
        share(self.conversation_percent)
    }

    /// Conversations that lead to a meeting.
    pub fn meeting_rate(self) -> Rate {
        share(self.meeting_percent)
    }

    /// Meetings that lead to a proposal.
    pub fn proposal_rate(self) -> Rate {
        share(self.proposal_percent)
    }

    /// What the rates bring in a quarter of 13 weeks, on average.
    pub fn booked_a_quarter(self) -> Money {
        let percents =
            i64::from(self.won_percent) * i64::from(100 - self.forgotten_percent.min(100));
        let created = i64::from(self.tenths_created_a_week) * 13 * i64::from(self.mean_units);
        // Tenths and two percentages make 100,000 of a unit, which are 1,000 of a hundredth.
        Money::from_hundredths(created * percents / 1_000)
    }

    /// The rates as the draws take them.
    pub(super) const fn for_draws(self) -> ForDraws {
        ForDraws {
            won_percent: self.won_percent,
            tenths_created_a_week: self.tenths_created_a_week,
            mean_units: self.mean_units,
            tenths_called_a_week: self.calls_a_week * 10,
            of_100: [self.conversation_percent, self.meeting_percent, self.proposal_percent],
        }
    }
}

/// Rates in whole numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct ForDraws {
    pub(super) won_percent: u32,
    pub(super) tenths_created_a_week: u32,
    pub(super) mean_units: u32,
    pub(super) tenths_called_a_week: u32,
    /// Calls to conversations, those to meetings, those to proposals.
    pub(super) of_100: [u32; 3],
}

fn share(percent: u32) -> Rate {
    Rate::clamped(f64::from(percent) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_rates_bring_is_deals_times_win_rate_times_amount() {
        for rep in ROSTER {
            let kept = 1.0 - f64::from(rep.forgotten_percent) / 100.0;
            let expected = 13.0 * rep.created_a_week() * kept * rep.win_rate().share();
            let expected = expected * rep.mean_deal().units();
            assert!((rep.booked_a_quarter().units() - expected).abs() < 0.01, "{}", rep.name);
        }
    }

    #[test]
    fn both_groups_have_peers_and_every_name_is_found() {
        for group in [MidMarket, Enterprise] {
            assert_eq!(ROSTER.iter().filter(|rep| rep.group == group).count(), 6);
        }
        for name in [
            MOSTLY_WINS,
            SELDOM_WINS,
            FIRST_QUARTER,
            NEARLY_EMPTY,
            QUOTA_MET,
            ONE_BIG_DEAL,
            STALE_DEALS,
        ] {
            assert_eq!(truth(name).map(|rep| rep.name), Some(name));
        }
        assert_eq!(truth("Nobody"), None);
    }
}
