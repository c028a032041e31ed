//! Made-up customers, and what is sold to them.

use crate::intake::sample_team::draws::Draws;

const PLACES: [&str; 32] = [
    "Alderwick",
    "Brindlemoor",
    "Copperhythe",
    "Dunmarrow",
    "Eastermere",
    "Fennbridge",
    "Glasswater",
    "Harrowfell",
    "Inkberry",
    "Juniper Quay",
    "Kestrelby",
    "Larkspan",
    "Mossgate",
    "Northquill",
    "Oakenshaw Bay",
    "Pinemarsh",
    "Quillonia",
    "Rookhaven",
    "Saltmere",
    "Thistledown",
    "Umberfield",
    "Valkenmoor",
    "Windlestone",
    "Yarrowick",
    "Zephyrine",
    "Birchhollow",
    "Cindervale",
    "Driftholm",
    "Emberlea",
    "Foxglove Hill",
    "Greywether",
    "Hollowbeck",
];
const TRADES: [&str; 24] = [
    "Bearings",
    "Bakeries",
    "Clinics",
    "Cold Storage",
    "Packaging",
    "Logistics",
    "Textiles",
    "Dairy",
    "Instruments",
    "Hotels",
    "Brewing",
    "Foundry",
    "Furniture",
    "Ceramics",
    "Optics",
    "Freight",
    "Timber",
    "Robotics",
    "Water Works",
    "Laboratories",
    "Printing",
    "Farms",
    "Cables",
    "Shipyard",
];
const PROJECTS: [&str; 12] = [
    "first line",
    "second site",
    "three-year service",
    "replacement",
    "pilot",
    "new warehouse",
    "spare parts plan",
    "upgrade",
    "training package",
    "night shift",
    "extension",
    "retrofit",
];

/// A customer's name.
pub fn account(draws: &mut Draws) -> String {
    let place = draws.one_of(&PLACES).unwrap_or_default();
    let trade = draws.one_of(&TRADES).unwrap_or_default();
    format!("{place} {trade}")
}

/// What a rep calls a deal with a customer.
pub fn deal_name(account: &str, draws: &mut Draws) -> String {
    format!("{account}: {}", draws.one_of(&PROJECTS).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn customers_vary() {
        let mut draws = Draws::new(1);
        let accounts: BTreeSet<String> = (0..300).map(|_| account(&mut draws)).collect();
        assert!(accounts.len() > 200, "{}", accounts.len());
    }
}
