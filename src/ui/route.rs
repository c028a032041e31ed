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
        Route::Team(TeamPlace { whose: self, rep: None })
    }

    /// The place of a rep of it.
    pub const fn rep(self, rep: RepId) -> Route {
        Route::Team(TeamPlace { whose: self, rep: Some(rep) })
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
    /// How the company counts.
    Settings,
    /// Everything to a file and back.
    Backup,
}

impl DataPlace {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 6] =
        [Self::Import, Self::Typed, Self::Quotas, Self::Reps, Self::Settings, Self::Backup];

    const fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Typed => "type",
            Self::Quotas => "quotas",
            Self::Reps => "reps",
            Self::Settings => "settings",
            Self::Backup => "backup",
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
            ["team"] => Whose::Own.team(),
            ["sample"] => Whose::Sample.team(),
            ["team", rep] => rep.parse().map_or(Self::Unknown, |rep| Whose::Own.rep(rep)),
            ["sample", rep] => rep.parse().map_or(Self::Unknown, |rep| Whose::Sample.rep(rep)),
            ["data"] => Self::Data(DataPlace::default()),
            ["data", name] => DataPlace::ALL
                .into_iter()
                .find(|place| place.name() == *name)
                .map_or(Self::Unknown, Self::Data),
            _ => Self::Unknown,
        }
    }

    /// The link to it.
    pub fn href(self) -> String {
        match self {
            Self::Team(TeamPlace { whose, rep: None }) => format!("#/{}", whose.name()),
            Self::Team(TeamPlace { whose, rep: Some(rep) }) => format!("#/{}/{rep}", whose.name()),
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
