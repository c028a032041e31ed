//! Quotas from a sheet: a grid of reps and periods, or a row for each rep and period.

use crate::domain::{FiscalCalendar, Money, Period, PeriodLength, Quota};
use crate::intake::amounts::{AmountCell, DecimalMark};
use crate::intake::column::Amounts;
use crate::intake::field::{Field, plain};
use crate::intake::period_names::NamedPeriod;
use crate::intake::quota_totals::{OfRep, Settled};
use crate::intake::table::{Table, TableError, TableRow};
use crate::intake::team_grid::is_sum;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Why a sheet of quotas can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QuotasError {
    /// It is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Nothing says who.
    #[error("No column names the reps: put their names under \"Rep\" and try again.")]
    NoReps,
    /// Nothing says when.
    #[error(
        "No column names a period: put the quotas under names such as \"Q3 2026\", \"Jan 2026\" \
         or \"2026\" and try again."
    )]
    NoPeriods,
    /// Nothing can be read.
    #[error("No quota in this sheet can be read: write amounts like 250,000 or 250k.")]
    NoQuotas,
}

/// The quotas of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaSheet {
    /// For each rep, as the sheet writes the name, the quotas in periods of the calendar.
    pub quotas: Vec<(String, Vec<Quota>)>,
    /// Cells that are left out: their line, and what they say, with the reason if that is an
    /// amount below zero.
    pub unreadable: Vec<(usize, String)>,
    /// Lines with a number for a longer time that is not what its parts add up to: the parts count.
    #[serde(default)]
    pub unlike_parts: Vec<usize>,
    /// Periods of which the sheet names only some months, or quarters: these are taken for all.
    #[serde(default)]
    pub partly: BTreeSet<Period>,
    /// Columns that name no period.
    pub unused: Vec<String>,
    /// An amount that reads both ways, where none settles the decimal mark; with the mark taken.
    pub ambiguous: Option<(String, DecimalMark)>,
}

const PERIOD: [&str; 9] = [
    "period",
    "quarter",
    "month",
    "fiscal period",
    "date",
    "quarter start",
    "month start",
    "period start",
    "quarter starting",
];
const QUOTA: [&str; 8] =
    ["quota", "target", "goal", "amount", "quota amount", "plan", "annual quota", "yearly quota"];
const ANNUAL: [&str; 6] =
    ["annual quota", "yearly quota", "annual target", "quota year", "annual", "full year"];

/// How a sheet is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaReading {
    /// The company's periods.
    pub calendar: FiscalCalendar,
    /// A day of the period that is looked at: a quarter or month without a year is that of its year.
    #[serde(with = "crate::domain::day")]
    pub today: Date,
    /// What a column that is only called "quota" is for; the current period if nothing is said.
    pub unnamed: Option<Period>,
    /// The decimal mark, where the user settled it.
    pub mark: Option<DecimalMark>,
}

impl QuotaSheet {
    /// Reads a sheet. A quota for a longer time than the calendar's period is divided evenly, and
    /// those for shorter times are added up. Totals, in a row or in a column, are no quotas beside
    /// those that they are the totals of.
    ///
    /// # Errors
    /// Where there are no quotas in it.
    pub fn read(text: &str, reading: QuotaReading) -> Result<Self, QuotasError> {
        let table = Table::read(text)?;
        let rep = rep_column(&table).ok_or(QuotasError::NoReps)?;
        let quota = table.column(&QUOTA);
        let period = table.column(&PERIOD);
        let long = period.or_else(|| unnamed_periods(&table, rep, quota)).zip(quota);
        // Several quotas of one rep, and nothing that says for when each is.
        if long.is_none() && quota.is_some_and(|quota| is_untold(&table, rep, quota, reading)) {
            return Err(QuotasError::NoPeriods);
        }
        let mut sheet = Self::default();
        let cells = match long {
            Some((period, quota)) => long_cells(&table, rep, period, quota, reading),
            None => grid_cells(&table, rep, reading, &mut sheet.unused),
        };
        if cells.is_empty() {
            return Err(QuotasError::NoPeriods);
        }
        let mark = sheet.settle_mark(&cells, reading.mark);
        let mut reps: BTreeMap<&str, OfRep> = BTreeMap::new();
        for cell in &cells {
            match AmountCell::read(cell.text) {
                AmountCell::Missing => {}
                AmountCell::Unreadable => {
                    sheet.unreadable.push((cell.line, cell.text.to_owned()));
                }
                AmountCell::Amount(amount) if amount.under(mark) < Money::ZERO => {
                    let why = format!("\"{}\" is below zero; write 0 or more", cell.text);
                    sheet.unreadable.push((cell.line, why));
                }
                AmountCell::Amount(amount) => {
                    reps.entry(cell.rep).or_default().add(
                        cell.named,
                        amount.under(mark),
                        cell.line,
                    );
                }
            }
        }
        for (rep, of_rep) in reps {
            let Settled { quotas, unlike_parts, partly } = of_rep.settled(reading.calendar);
            sheet.partly.extend(partly);
            sheet.quotas.push((rep.to_owned(), quotas));
            sheet.unlike_parts.extend(unlike_parts);
        }
        sheet.unlike_parts.sort_unstable();
        if sheet.quotas.is_empty() { Err(QuotasError::NoQuotas) } else { Ok(sheet) }
    }

    fn settle_mark(&mut self, cells: &[QuotaCell<'_>], said: Option<DecimalMark>) -> DecimalMark {
        let mut column = Amounts::default();
        for cell in cells {
            column.push(cell.text);
        }
        let proof = column.proof();
        if let Some(mark) = said.or_else(|| proof.proved()) {
            return mark;
        }
        let mark = proof.likelier();
        self.ambiguous = proof.example.clone().map(|example| (example, mark));
        mark
    }
}

struct QuotaCell<'a> {
    line: usize,
    rep: &'a str,
    named: NamedPeriod,
    text: &'a str,
}

fn rep_column(table: &Table) -> Option<usize> {
    let named = table.column(Field::Rep.known_names()).or_else(|| table.column(&["name"]));
    // The first column of a grid needs no name.
    let first_is_unnamed = table.names().first().is_some_and(String::is_empty);
    named.or(first_is_unnamed.then_some(0))
}

fn names_rep(cell: &str) -> bool {
    !cell.is_empty() && !is_sum(cell)
}

fn names_one_twice(table: &Table, rep: usize) -> bool {
    let mut named = BTreeSet::new();
    let reps = table.rows().iter().map(|row| row.cell(rep)).filter(|rep| names_rep(rep));
    reps.into_iter().any(|rep| !named.insert(rep))
}

/// The column of periods among those of other names, where a rep has several quotas: the first of
/// which every cell names one, and no rep the same one twice. (A day on which reps began does.)
fn unnamed_periods(table: &Table, rep: usize, quota: Option<usize>) -> Option<usize> {
    let calendar = FiscalCalendar::default();
    let rows = || table.rows().iter().filter(|row| names_rep(row.cell(rep)));
    let is_period = |at: usize| {
        let mut named = BTreeSet::new();
        rows().all(|row| {
            let time = NamedPeriod::read(row.cell(at), calendar, Date::ZERO);
            time.is_some_and(|time| named.insert((row.cell(rep), time.period)))
        })
    };
    let mut columns = (0..table.names().len()).filter(|at| *at != rep && Some(*at) != quota);
    quota.filter(|_| names_one_twice(table, rep)).and_then(|_| columns.find(|at| is_period(*at)))
}

/// Whether nothing tells for when each of several quotas of one rep is.
fn is_untold(table: &Table, rep: usize, quota: usize, reading: QuotaReading) -> bool {
    let QuotaReading { calendar, today, .. } = reading;
    let name = |at: usize| table.names().get(at).map(String::as_str).unwrap_or_default();
    let is_period = |at| NamedPeriod::read(name(at), calendar, today).is_some();
    names_one_twice(table, rep)
        && !ANNUAL.contains(&plain(name(quota)).as_str())
        && !(0..table.names().len()).any(is_period)
}

fn long_cells(
    table: &Table,
    rep: usize,
    period: usize,
    quota: usize,
    reading: QuotaReading,
) -> Vec<QuotaCell<'_>> {
    // A day is the beginning of what its column is called after.
    let called = table.names().get(period).map(|name| plain(name)).unwrap_or_default();
    let calendar = match called.as_str() {
        name if name.contains("quarter") => reading.calendar.with_length(PeriodLength::Quarter),
        name if name.contains("month") => reading.calendar.with_length(PeriodLength::Month),
        _ => reading.calendar,
    };
    let cell = |row: &'_ TableRow| NamedPeriod::read(row.cell(period), calendar, reading.today);
    let rows = table.rows().iter().filter_map(|row| Some((row, cell(row)?)));
    rows.filter(|(row, _)| names_rep(row.cell(rep)))
        .map(|(row, named)| QuotaCell {
            line: row.line,
            rep: row.cell(rep),
            named,
            text: row.cell(quota),
        })
        .collect()
}

fn grid_cells<'a>(
    table: &'a Table,
    rep: usize,
    reading: QuotaReading,
    unused: &mut Vec<String>,
) -> Vec<QuotaCell<'a>> {
    let mut columns = Vec::new();
    for (at, name) in table.names().iter().enumerate() {
        match period_of_column(name, reading) {
            Some(named) if at != rep => columns.push((at, named)),
            None if at != rep && !name.is_empty() => unused.push(name.clone()),
            Some(_) | None => {}
        }
    }
    let rows = table.rows().iter().filter(|row| names_rep(row.cell(rep)));
    rows.flat_map(|row| {
        columns.iter().map(move |(at, named)| QuotaCell {
            line: row.line,
            rep: row.cell(rep),
            named: *named,
            text: row.cell(*at),
        })
    })
    .collect()
}

fn period_of_column(name: &str, reading: QuotaReading) -> Option<NamedPeriod> {
    let QuotaReading { calendar, today, unnamed, .. } = reading;
    if let Some(named) = NamedPeriod::read(name, calendar, today) {
        return Some(named);
    }
    let name = plain(name);
    if ANNUAL.contains(&name.as_str()) {
        let period = calendar.with_length(PeriodLength::Year).period_of(today);
        return Some(NamedPeriod { period, length: PeriodLength::Year });
    }
    let period = unnamed.unwrap_or_else(|| calendar.period_of(today));
    QUOTA.contains(&name.as_str()).then_some(NamedPeriod { period, length: calendar.length() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(length: PeriodLength) -> QuotaReading {
        QuotaReading {
            calendar: FiscalCalendar::new(length, 1).unwrap(),
            today: "2026-03-01".parse().unwrap(),
            unnamed: None,
            mark: None,
        }
    }

    #[track_caller]
    fn case(text: &str, length: PeriodLength, expected: &[(&str, &str, &str)]) {
        let sheet = QuotaSheet::read(text, reading(length)).unwrap();
        let read: Vec<(String, String, String)> = sheet
            .quotas
            .iter()
            .flat_map(|(rep, quotas)| quotas.iter().map(move |quota| (rep, quota)))
            .map(|(rep, quota)| {
                (rep.clone(), quota.period.start.to_string(), quota.amount.decimal())
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(rep, start, amount)| {
                ((*rep).to_owned(), (*start).to_owned(), (*amount).to_owned())
            })
            .collect();
        assert_eq!(read, expected, "{text:?}");
    }

    #[test]
    fn a_grid_of_reps_and_periods_is_read() {
        case(
            "Rep\tRegion\tQ1 2026\tQ2 2026\nDana\tWest\t100k\t$120,000\nTom\tEast\t\t-\n",
            PeriodLength::Quarter,
            &[("Dana", "2026-01-01", "100000.00"), ("Dana", "2026-04-01", "120000.00")],
        );
    }

    #[test]
    fn a_date_says_for_when_each_of_several_quotas_is_whatever_its_column_is_called() {
        let expected = [
            ("Dana", "2018-01-01", "30000.00"),
            ("Dana", "2018-04-01", "40000.00"),
            ("Dana", "2018-07-01", "50000.00"),
            ("Dana", "2018-10-01", "60000.00"),
        ];
        for column in ["Quarter start", "Start Date", "Begins"] {
            let rows = "Dana,01/01/2018,30k\nDana,04/01/2018,40k\nDana,07/01/2018,50k\nDana,10/01/2018,60k\n";
            let text = format!("Owner,{column},Quota\n{rows}");
            case(&text, PeriodLength::Quarter, &expected);
        }
        // Of each rep one: the day is that on which the rep began.
        case(
            "Rep,Start Date,Quota\nDana,2016-02-01,30k\n",
            PeriodLength::Quarter,
            &[("Dana", "2026-01-01", "30000.00")],
        );
        // So it is of a rep with two regions, whose quotas add up where they are of one period.
        let hired =
            "Rep,Region,Start Date,Quota\nDana,East,2016-02-01,30k\nDana,West,2016-02-01,20k\n";
        let refused = QuotaSheet::read(hired, reading(PeriodLength::Quarter));
        assert_eq!(refused, Err(QuotasError::NoPeriods));
        // A total says nothing of when.
        let total = "Owner,Begins,Quota\nDana,2018-01-01,30k\nDana,2018-04-01,40k\nTotal,,70k\n";
        case(total, PeriodLength::Quarter, &expected[..2]);
        let products = "Rep,Product,Annual quota,Q1 2026\nDana,A,,30k\nDana,B,,20k\n";
        case(products, PeriodLength::Quarter, &[("Dana", "2026-01-01", "50000.00")]);
        let nothing_says = QuotaSheet::read(
            "Owner,Note,Quota\nDana,a,30k\nDana,b,40k\n",
            reading(PeriodLength::Quarter),
        );
        assert_eq!(nothing_says, Err(QuotasError::NoPeriods));
    }

    #[test]
    fn a_row_for_each_rep_and_period_is_read() {
        case(
            "rep,period,quota\nDana,2026-Q1,100\nDana,2026-Q2,200\n",
            PeriodLength::Quarter,
            &[("Dana", "2026-01-01", "100.00"), ("Dana", "2026-04-01", "200.00")],
        );
    }

    #[test]
    fn a_year_is_divided_and_months_are_added_up() {
        case(
            "Sales rep,Annual quota\nDana,\"1,000,001\"\n",
            PeriodLength::Quarter,
            &[
                ("Dana", "2026-01-01", "250000.25"),
                ("Dana", "2026-04-01", "250000.25"),
                ("Dana", "2026-07-01", "250000.25"),
                ("Dana", "2026-10-01", "250000.25"),
            ],
        );
        case(
            "Owner,Jan 2026,Feb 2026,Mar 2026\nDana,1,2,3\n",
            PeriodLength::Quarter,
            &[("Dana", "2026-01-01", "6.00")],
        );
    }

    #[test]
    fn a_column_only_called_quota_is_for_the_current_period() {
        case("Rep,Quota\nDana,5\n", PeriodLength::Month, &[("Dana", "2026-03-01", "5.00")]);
    }

    #[test]
    fn a_day_begins_what_its_column_is_called_after() {
        let quarters = "Rep,Quarter start,Quota\nDana,2026-01-01,30k\n";
        let months = [
            ("Dana", "2026-01-01", "10000.00"),
            ("Dana", "2026-02-01", "10000.00"),
            ("Dana", "2026-03-01", "10000.00"),
        ];
        case(quarters, PeriodLength::Month, &months);
        let month = "Rep,Month start,Quota\nDana,2026-07-01,30k\n";
        let sheet = QuotaSheet::read(month, reading(PeriodLength::Quarter)).unwrap();
        assert_eq!(sheet.partly.len(), 1);
    }

    #[test]
    fn a_quarter_of_which_some_months_are_missing_is_said() {
        let sheet = QuotaSheet::read(
            "Rep,Apr 2026,May 2026,Jun 2026,Jul 2026\nDana,1,2,3,4\n",
            reading(PeriodLength::Quarter),
        );
        let starts: Vec<String> =
            sheet.unwrap().partly.iter().map(|period| period.start.to_string()).collect();
        assert_eq!(starts, ["2026-07-01"]);
        let whole = QuotaSheet::read("Rep,2026\nDana,4k\n", reading(PeriodLength::Quarter));
        assert!(whole.unwrap().partly.is_empty());
        let months = QuotaSheet::read("Rep,Q2 2026\nDana,4k\n", reading(PeriodLength::Month));
        assert!(months.unwrap().partly.is_empty());
    }

    #[test]
    fn totals_are_no_quotas() {
        let text = "Rep,Q1 2026,Q2 2026,FY 2026\nDana,1,2,3\nTom,4,5,10\nTotal,5,7,13\n";
        let quarters = PeriodLength::Quarter;
        let sheet = QuotaSheet::read(text, reading(quarters)).unwrap();
        let names: Vec<_> = sheet.quotas.iter().map(|(rep, _)| rep.as_str()).collect();
        assert_eq!(names, ["Dana", "Tom"]);
        let dana: Vec<_> = sheet.quotas[0].1.iter().map(|quota| quota.amount.decimal()).collect();
        assert_eq!(dana, ["1.00", "2.00", "0.00", "0.00"]);
        assert_eq!(sheet.unlike_parts, Vec::<usize>::new());
        let text = "Rep,Q1 2026,Q2 2026,Q3 2026,Q4 2026,FY 2026\nDana,1,2,3,4,10\nTom,1,2,3,4,9\n";
        let sheet = QuotaSheet::read(text, reading(quarters)).unwrap();
        assert_eq!(sheet.unlike_parts, [3]);
    }

    #[test]
    fn an_amount_that_reads_both_ways_is_said() {
        let sheet = QuotaSheet::read("Rep;Q1 2026\nDana;250.000\n", reading(PeriodLength::Quarter));
        let expected = Some(("250.000".to_owned(), DecimalMark::Comma));
        assert_eq!(sheet.map(|sheet| sheet.ambiguous), Ok(expected));
    }

    #[test]
    fn thousands_beside_a_decimal_comma_are_said_and_not_made_small() {
        let text = "Rep;Q1 2026\nDana;90,000\nTom;1.250,00\n";
        let sheet = QuotaSheet::read(text, reading(PeriodLength::Quarter));
        let expected = Some(("90,000".to_owned(), DecimalMark::Point));
        assert_eq!(sheet.map(|sheet| sheet.ambiguous), Ok(expected));
        case(
            text,
            PeriodLength::Quarter,
            &[("Dana", "2026-01-01", "90000.00"), ("Tom", "2026-01-01", "1250.00")],
        );
    }

    #[test]
    fn a_quota_below_zero_is_left_out_and_said() {
        let text = "Rep,Q1 2026\nDana,-5000\nTom,5000\n";
        case(text, PeriodLength::Quarter, &[("Tom", "2026-01-01", "5000.00")]);
        let sheet = QuotaSheet::read(text, reading(PeriodLength::Quarter)).unwrap();
        let why = "\"-5000\" is below zero; write 0 or more".to_owned();
        assert_eq!(sheet.unreadable, [(2, why)]);
    }

    #[test]
    fn a_sheet_without_quotas_says_what_it_lacks() {
        let read = |text| QuotaSheet::read(text, reading(PeriodLength::Quarter)).err();
        assert_eq!(read("a,b\n1,2\n"), Some(QuotasError::NoReps));
        assert_eq!(read("Rep,Region\nDana,West\n"), Some(QuotasError::NoPeriods));
        assert_eq!(read("Rep,Q1 2026\nDana,lots\n"), Some(QuotasError::NoQuotas));
    }
}
