//! The rows of a curve's table: round coverages, and the marked points by name.

use crate::charts::scale::round_step;
use crate::domain::Multiple;

/// Round coverages in a table.
const ROUND: u8 = 10;

/// In rising order: `first` and further round coverages up to `end`, without a name, and the marked
/// points, of which none lies beyond it. A round coverage that reads as a point's own would seem to
/// have two chances and is left out.
pub fn round_rows<'a>(
    first: u8,
    end: f64,
    marked: &[(Multiple, &'a str)],
    written: fn(Multiple) -> String,
) -> Vec<(Multiple, &'a str)> {
    let step = round_step(end / f64::from(ROUND));
    let is_new =
        |round: &Multiple| marked.iter().all(|(point, _)| written(*point) != written(*round));
    let mut rows: Vec<(Multiple, &str)> = (first..=ROUND)
        .filter_map(|at| Multiple::new(f64::from(at) * step))
        .take_while(|coverage| coverage.times() <= end)
        .filter(is_new)
        .map(|coverage| (coverage, ""))
        .collect();
    rows.extend(marked);
    rows.sort_unstable_by(|a, b| a.0.times().total_cmp(&b.0.times()).then_with(|| a.1.cmp(b.1)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::format::multiple;

    #[test]
    fn a_coverage_that_reads_as_a_marked_one_stands_once() {
        let at = |times| Multiple::new(times).unwrap();
        let marked = [(at(4.02), "needed"), (at(0.5), "has now")];
        let rows = round_rows(1, 8.0, &marked, multiple);
        let said: Vec<String> = rows.iter().map(|(at, name)| multiple(*at) + name).collect();
        let once = said.iter().filter(|said| said.starts_with("4.0×")).count();
        assert_eq!(once, 1, "{said:?}");
        assert!(said.contains(&"4.0×needed".to_owned()) && rows.is_sorted_by_key(|row| row.0));
        assert_eq!(round_rows(0, 8.0, &[], multiple)[0].0, at(0.0));
    }
}
