//! Where in the app one is: the part of the address after `#`, so that every place has a link
//! that works on any static host, in any sub-folder and with no signal.

use crate::domain::RepId;

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Where nothing is kept yet.
    Start,
    /// A team: all of it, or one rep.
    Team(TeamPlace),
    /// A calculator.
    Calculate(Calculator),
    /// What is kept.
    Data(DataPlace),
    /// Nothing is at this address.
    #[default]
    Unknown,
}

/// A place of a team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TeamPlace {
    /// Which team.
    pub whose: Whose,
    /// The rep; none for the whole team.
    pub rep: Option<RepId>,
    /// What about them.
    pub about: TeamTopic,
}

/// What a page of a team is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TeamTopic {
    /// How it stands now.
    #[default]
    Now,
    /// Its win rate by every definition.
    WinRates,
    /// How the forecast did on the past. That of one's own team is a task with the data.
    PastCheck,
}

/// Which team is looked at. The sample has addresses of its own, so that nothing of it can be taken
/// for one's own data, and going elsewhere leaves it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The user's.
    #[default]
    Own,
    /// The made-up one.
    Sample,
}

impl Whose {
    const fn name(self) -> &'static str {
        match self {
            Self::Own => "team",
            Self::Sample => "sample",
        }
    }

    /// The place of the whole team.
    pub const fn team(self) -> Route {
        Route::Team(TeamPlace { whose: self, rep: None, about: TeamTopic::Now })
    }

    /// The place of a rep of it.
    pub const fn rep(self, rep: RepId) -> Route {
        Route::Team(TeamPlace { whose: self, rep: Some(rep), about: TeamTopic::Now })
    }

    /// The place of the win rates of the whole team, or of a rep of it.
    pub const fn win_rates(self, rep: Option<RepId>) -> Route {
        Route::Team(TeamPlace { whose: self, rep, about: TeamTopic::WinRates })
    }

    /// The place where the forecast is held against its past.
    pub const fn past_check(self) -> Route {
        match self {
            Self::Own => Route::Data(DataPlace::Check),
            Self::Sample => {
                Route::Team(TeamPlace { whose: self, rep: None, about: TeamTopic::PastCheck })
            }
        }
    }
}

/// A calculator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Calculator {
    /// How much pipeline is enough?
    #[default]
    Coverage,
    /// How sure is this win rate?
    WinRate,
    /// What does a week have to hold?
    Activities,
}

/// A task with the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataPlace {
    /// Bringing deals in.
    #[default]
    Import,
    /// What is known of each rep, typed.
    Typed,
    /// What each rep is to bring in.
    Quotas,
    /// Who is in the team.
    Reps,
    /// How the forecast did on one's own past.
    Check,
    /// How the company counts.
    Settings,
    /// Everything to a file and back.
    Backup,
    /// What is stored, and what can be gone back to.
    Storage,
}

const WIN_RATES: &str = "win-rates";
const PAST_CHECK: &str = "check";

impl DataPlace {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 8] = [
        Self::Import,
        Self::Typed,
        Self::Quotas,
        Self::Reps,
        Self::Check,
        Self::Settings,
        Self::Backup,
        Self::Storage,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Typed => "type",
            Self::Quotas => "quotas",
            Self::Reps => "reps",
            Self::Check => "check",
            Self::Settings => "settings",
            Self::Backup => "backup",
            Self::Storage => "storage",
        }
    }
}

impl Calculator {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Coverage, Self::WinRate, Self::Activities];

    const fn name(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::WinRate => "win-rate",
            Self::Activities => "activity-numbers",
        }
    }
}

impl Route {
    /// From the fragment, with or without its `#`. What follows `?` is not part of the place:
    /// see [`query`]. An empty fragment is the start.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Start,
            ["calculate"] => Self::Calculate(Calculator::default()),
            ["calculate", name] => Calculator::ALL
                .into_iter()
                .find(|calculator| calculator.name() == *name)
                .map_or(Self::Unknown, Self::Calculate),
            ["team", rest @ ..] => Self::of_team(Whose::Own, rest),
            ["sample", rest @ ..] => Self::of_team(Whose::Sample, rest),
            ["data"] => Self::Data(DataPlace::default()),
            ["data", name] => DataPlace::ALL
                .into_iter()
                .find(|place| place.name() == *name)
                .map_or(Self::Unknown, Self::Data),
            _ => Self::Unknown,
        }
    }

    /// What follows the name of a team.
    fn of_team(whose: Whose, rest: &[&str]) -> Self {
        let of_rep = |rep: &str| rep.parse().ok();
        let place = match rest {
            [] => Some(whose.team()),
            [WIN_RATES] => Some(whose.win_rates(None)),
            [PAST_CHECK] if whose == Whose::Sample => Some(whose.past_check()),
            [rep] => of_rep(rep).map(|rep| whose.rep(rep)),
            [rep, WIN_RATES] => of_rep(rep).map(|rep| whose.win_rates(Some(rep))),
            _ => None,
        };
        place.unwrap_or_default()
    }

    /// The link to it.
    pub fn href(self) -> String {
        match self {
            Self::Team(TeamPlace { whose, rep, about }) => {
                let rep = rep.map(|rep| format!("/{rep}")).unwrap_or_default();
                let about = match about {
                    TeamTopic::Now => String::new(),
                    TeamTopic::WinRates => format!("/{WIN_RATES}"),
                    TeamTopic::PastCheck => format!("/{PAST_CHECK}"),
                };
                format!("#/{}{rep}{about}", whose.name())
            }
            Self::Calculate(calculator) => format!("#/calculate/{}", calculator.name()),
            Self::Data(place) => format!("#/data/{}", place.name()),
            Self::Start | Self::Unknown => "#/".to_owned(),
        }
    }
}

/// What follows the `?` of a fragment.
pub fn query(fragment: &str) -> Option<&str> {
    fragment.split_once('?').map(|(_, query)| query).filter(|query| !query.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_by_its_link() {
        assert_eq!(Route::parse(&Route::Start.href()), Route::Start);
        for calculator in Calculator::ALL {
            let route = Route::Calculate(calculator);
            assert_eq!(Route::parse(&route.href()), route);
        }
        for whose in [Whose::Own, Whose::Sample] {
            let rep = whose.rep(RepId::first_seen_as("Dana Okafor"));
            assert_eq!(
                (Route::parse(&whose.team().href()), Route::parse(&rep.href())),
                (whose.team(), rep)
            );
            let id = RepId::first_seen_as("Dana Okafor");
            for route in [whose.win_rates(None), whose.win_rates(Some(id)), whose.past_check()] {
                assert_eq!(Route::parse(&route.href()), route);
            }
        }
        for place in DataPlace::ALL {
            assert_eq!(Route::parse(&Route::Data(place).href()), Route::Data(place));
        }
    }

    #[track_caller]
    fn case(fragment: &str, route: Route) {
        assert_eq!(Route::parse(fragment), route, "{fragment}");
    }

    #[test]
    fn short_and_odd_addresses_lead_somewhere() {
        case("", Route::Start);
        case("#", Route::Start);
        case("#/", Route::Start);
        case("#/?utm=mail", Route::Start);
        case("#/calculate", Route::Calculate(Calculator::Coverage));
        case("#/calculate/win-rate?won=3", Route::Calculate(Calculator::WinRate));
        case("#/calculate/nothing", Route::Unknown);
        case("#/team/dana", Route::Unknown);
        case("#/team/dana/win-rates", Route::Unknown);
        case("#/team/check", Route::Unknown);
        case("#/team/win-rates/more", Route::Unknown);
        case("#/data", Route::Data(DataPlace::Import));
        case("#/data/nothing", Route::Unknown);
    }

    #[test]
    fn what_follows_the_question_mark_is_the_query() {
        assert_eq!(query("#/calculate/coverage?won=3&lost=4"), Some("won=3&lost=4"));
        assert_eq!(query("#/calculate/coverage"), None);
        assert_eq!(query("#/calculate/coverage?"), None);
    }
}
