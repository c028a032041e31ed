//! The engine's chances beside exact ones, worked out here in other ways: by every single outcome
//! of up to 18 deals, and dollar by dollar for longer lists.

use crate::figure::Figures;
use crate::numbers::Numbers;
use ridealong::domain::{Money, Rate};
use ridealong::engine::form::Form;
use ridealong::engine::new_deals::{WinCount, WinSizes};
use ridealong::engine::open_deals::{LikelyDeal, chance_open_deals};
use ridealong::engine::outlook::{Decision, Outlook, Prospect};
use ridealong::engine::quota_chance::quota_chance;

/// Prints the largest errors and adds the largest of all.
pub fn compare(figures: &mut Figures) {
    println!("\nlargest error of a chance beside exact ones");
    let mut worst: f64 = 0.0;
    for (name, error) in [
        ("up to 18 open deals, every outcome", enumerated()),
        ("30 to 200 open deals of odd amounts", dollar_by_dollar(0.0, Case::Near)),
        ("... with new deals and form", dollar_by_dollar(0.4, Case::Near)),
        ("a few deals of just what is left beside many", dollar_by_dollar(0.0, Case::Tie)),
        ("... with new deals and form", dollar_by_dollar(0.4, Case::Tie)),
    ] {
        println!("  {name:44}{error:.1e}");
        worst = worst.max(error);
    }
    figures.add("chance_error_vs_exact_max", worst);
}

pub fn dollars(amount: i64) -> Money {
    Money::from_hundredths(amount * 100)
}

/// Amounts of every kind: odd, round, equal, and one far above the rest.
fn amounts(numbers: &mut Numbers, deals: usize, kind: usize) -> Vec<i64> {
    let equal = numbers.between(200, 3_000);
    (0..deals)
        .map(|deal| match kind % 4 {
            0 => numbers.between(200, 3_000),
            1 => numbers.between(1, 40) * 500,
            2 => equal,
            _ if deal == 0 => numbers.between(9_000, 20_000),
            _ => numbers.between(50, 2_000),
        })
        .collect()
}

fn enumerated() -> f64 {
    let mut numbers = Numbers::new(1);
    let mut worst: f64 = 0.0;
    for case in 0..400 {
        let deals = 1 + case % 18;
        let amounts = amounts(&mut numbers, deals, case);
        let certain = case % 3 == 0;
        let deals: Vec<(i64, f64)> = amounts
            .into_iter()
            .map(|amount| {
                (amount, if certain { 0.9 + 0.1 * numbers.share() } else { numbers.share() })
            })
            .collect();
        let total: i64 = deals.iter().map(|deal| deal.0).sum();
        // Half of the targets are totals that can occur: ties.
        let target = if case % 2 == 0 {
            let picked = numbers.next();
            deals.iter().enumerate().filter(|(n, _)| picked >> n & 1 == 1).map(|(_, d)| d.0).sum()
        } else {
            numbers.between(1, total + 1)
        };
        let exact: f64 = (0_u32..1 << deals.len())
            .map(|won| {
                let (mut sum, mut p) = (0, 1.0);
                for (n, (amount, chance)) in deals.iter().enumerate() {
                    let is_won = won >> n & 1 == 1;
                    sum += if is_won { *amount } else { 0 };
                    p *= if is_won { *chance } else { 1.0 - chance };
                }
                if sum >= target { p } else { 0.0 }
            })
            .sum();
        let likely: Vec<LikelyDeal> = deals
            .iter()
            .map(|(amount, p)| LikelyDeal { amount: dollars(*amount), chance: Rate::clamped(*p) })
            .collect();
        let ours = chance_open_deals(&likely, dollars(target)).probability.share();
        worst = worst.max((ours - exact).abs());
    }
    worst
}

/// What makes a list hard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// What is left lies near the mean, where the total's distribution is steepest.
    Near,
    /// Two to five equal, likely deals add up to just what is left, beside many unlikely ones of
    /// odd amounts: nearly all of the chance hangs on a tie.
    Tie,
}

/// Lists too long to enumerate, on the lattice of single dollars; `form` is the standard
/// deviation of ln f, 0 for none and no new deals either.
fn dollar_by_dollar(form: f64, kind: Case) -> f64 {
    let mut numbers = Numbers::new(2);
    let mut worst: f64 = 0.0;
    let cases = match kind {
        Case::Tie => 16,
        Case::Near if form > 0.0 => 8,
        Case::Near => 24,
    };
    for case in 0..cases {
        let count = [30, 45, 80, 200][case % 4];
        let amounts = amounts(&mut numbers, count, case / 2);
        let tied: u32 = if kind == Case::Tie { 2 + case as u32 % 4 } else { 0 };
        let large = numbers.between(8_000, 24_000);
        let deals: Vec<Prospect> = amounts
            .iter()
            .enumerate()
            .map(|(index, amount)| {
                let (amount, rate, share_won) = match kind {
                    Case::Tie if index < tied as usize => (large, 3.0, 0.7 + 0.3 * numbers.share()),
                    Case::Tie => (*amount, 0.02 * numbers.share(), numbers.share()),
                    Case::Near => (*amount, 3.0 * numbers.share(), numbers.share()),
                };
                let by_end = Decision { rate, share_won };
                Prospect { amount: dollars(amount), by_end, by_start: Decision::default(), index }
            })
            .collect();
        let mean: f64 = deals.iter().map(|deal| deal.amount.units() * deal.chance(1.0)).sum();
        // A rep's own round sizes, filled up with odd ones of the peers.
        let size = |nth: i64, odd: i64| {
            if nth % 3 > 0 && kind == Case::Tie { 500 * (nth % 5 + 1) } else { odd }
        };
        let sizes: Vec<i64> = (0..12).map(|nth| size(nth, numbers.between(200, 3_000))).collect();
        let most_wins = if kind == Case::Tie { 0.4 } else { 8.0 };
        let mean_wins = if form > 0.0 { most_wins * numbers.share() } else { 0.0 };
        let target = match kind {
            Case::Near => (mean * (0.6 + 0.8 * numbers.share())).ceil() as i64,
            // Met to the dollar, or just missed by what a grid can hardly tell.
            Case::Tie => large * i64::from(tied) + [0, -1, 1, 5][case / 4 % 4],
        };
        let outlook = Outlook {
            deals,
            stale: Vec::new(),
            new_wins: WinCount { mean: mean_wins, dispersion: Some(20.0) },
            sizes: WinSizes::new(&sizes.iter().map(|size| dollars(*size)).collect::<Vec<_>>()),
            created_today: (Decision::default(), Decision::default()),
            log_variance: 0.0,
        };
        let form = Form { log_variance: form * form };
        let ours = quota_chance(&outlook, dollars(target), form).share();
        let exact: f64 = form
            .nodes()
            .into_iter()
            .map(|node| node.weight * exact_chance(&outlook, &sizes, target, node.factor))
            .sum();
        worst = worst.max((ours - exact).abs());
    }
    worst
}

/// On the lattice of single dollars: new wins by conditioning on their number, open deals one by
/// one.
fn exact_chance(outlook: &Outlook, sizes: &[i64], target: i64, factor: f64) -> f64 {
    let cells = target as usize;
    let mut below = vec![0.0; cells];
    let mean = outlook.new_wins.mean * factor;
    let r = outlook.new_wins.dispersion.unwrap_or(f64::INFINITY);
    let mut of_number = vec![0.0; cells];
    of_number[0] = 1.0;
    let mut chance = (r / (r + mean)).powf(r);
    for number in 0..200 {
        for (sum, p) in below.iter_mut().zip(&of_number) {
            *sum += chance * p;
        }
        if mean <= 0.0 {
            break;
        }
        let n = f64::from(number);
        chance *= (n + r) / (n + 1.0) * mean / (r + mean);
        let mut next = vec![0.0; cells];
        for size in sizes {
            for (to, from) in next.iter_mut().skip(*size as usize).zip(&of_number) {
                *to += from / sizes.len() as f64;
            }
        }
        of_number = next;
        if chance < 1e-14 {
            break;
        }
    }
    for deal in &outlook.deals {
        let (amount, p) = (deal.amount.units() as usize, deal.chance(factor));
        for cell in (0..cells).rev() {
            let moved = cell.checked_sub(amount).map_or(0.0, |from| below[from]);
            below[cell] = (1.0 - p) * below[cell] + p * moved;
        }
    }
    1.0 - below.iter().sum::<f64>()
}
