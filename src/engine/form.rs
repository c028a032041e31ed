//! The form factor: how much better or worse than expected a rep's whole period may run.

/// Half of the 13 Gauss-Hermite nodes, for a standard normal, with their weights (Abramowitz and
/// Stegun, *Handbook of Mathematical Functions*, 1964, table 25.10, rescaled and carried to more
/// digits). The other half mirrors all but the first.
const HALF: [(f64, f64); 7] = [
    (0.0, 0.340_992_340_992_341),
    (0.856_679_493_519_45, 0.237_871_522_964_136_27),
    (1.725_418_379_588_239_2, 0.079_168_955_860_450_08),
    (2.620_689_973_432_215, 0.011_770_560_505_996_536),
    (3.563_444_380_281_634_2, 6.812_363_504_429_272e-4),
    (4.591_398_448_936_521, 1.152_659_652_733_387_5e-5),
    (5.800_167_252_386_5, 2.722_627_642_805_903_2e-8),
];

/// One value that the form factor may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FormNode {
    /// f: the daily rates of deciding deals, and the wins from new deals, are multiplied by it.
    pub factor: f64,
    /// How much of the integral it carries; all of them add up to 1.
    pub weight: f64,
}

/// Real quarters vary more than independent deals say: markets, holidays, prices move all of a
/// rep's deals together. One factor f per rep and period, log-normal with mean 1, stands for
/// that (a shared random effect; Hougaard, *Analysis of Multivariate Survival Data*, 2000). It
/// speeds or slows deciding and creating; amounts and bookings are untouched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// The variance of ln f.
    pub log_variance: f64,
}

impl Form {
    /// No form at all: f is 1.
    pub const NONE: Self = Self { log_variance: 0.0 };

    /// Gauss-Hermite quadrature over ln f, normal with mean -variance / 2: 13 nodes, exact for
    /// polynomials up to degree 25 in it. A single node without variance.
    pub fn nodes(self) -> Vec<FormNode> {
        if self.log_variance.is_nan() || self.log_variance <= 0.0 {
            return vec![FormNode { factor: 1.0, weight: 1.0 }];
        }
        let deviation = self.log_variance.sqrt();
        let node = |z: f64, weight| FormNode {
            factor: (deviation * z - self.log_variance / 2.0).exp(),
            weight,
        };
        let lower = HALF.iter().skip(1).rev().map(|(z, weight)| node(-z, *weight));
        let upper = HALF.iter().map(|(z, weight)| node(*z, *weight));
        lower.chain(upper).collect()
    }

    /// The nodes that tell a chance to 0.00002: those of a weight below 0.0001 have theirs taken over by
    /// the next. Nine of 13, for what is as much work at each of them.
    pub(crate) fn nodes_for_a_chance(self) -> Vec<FormNode> {
        let mut nodes = self.nodes();
        let tails: f64 = nodes.iter().map(|node| node.weight).filter(|weight| *weight < 1e-4).sum();
        nodes.retain(|node| node.weight >= 1e-4);
        if let [first, .., last] = nodes.as_mut_slice() {
            first.weight += tails / 2.0;
            last.weight += tails / 2.0;
        }
        nodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nodes_have_the_moments_of_a_log_normal_with_mean_one() {
        for log_variance in [0.01, 0.16, 0.5] {
            let nodes = Form { log_variance }.nodes();
            let moment = |power: i32| -> f64 {
                nodes.iter().map(|node| node.weight * node.factor.powi(power)).sum()
            };
            assert_eq!(nodes.len(), 13);
            assert!((moment(0) - 1.0).abs() < 1e-14);
            assert!((moment(1) - 1.0).abs() < 1e-12);
            assert!((moment(2) - log_variance.exp()).abs() < 1e-9);
        }
    }

    #[test]
    fn nodes_for_a_chance_carry_all_of_it() {
        let form = Form { log_variance: 0.16 };
        let sum = |nodes: Vec<FormNode>, of: fn(f64) -> f64| -> f64 {
            nodes.iter().map(|node| node.weight * of(node.factor)).sum()
        };
        assert_eq!(form.nodes_for_a_chance().len(), 9);
        assert!((sum(form.nodes_for_a_chance(), |_| 1.0) - 1.0).abs() < 1e-14);
        for chance in [|factor: f64| (-factor).exp(), |factor: f64| f64::from(factor > 4.0)] {
            let off = sum(form.nodes_for_a_chance(), chance) - sum(form.nodes(), chance);
            assert!(off.abs() < 1.2e-5, "{off}");
        }
        assert_eq!(Form::NONE.nodes_for_a_chance(), Form::NONE.nodes());
    }

    #[test]
    fn no_variance_is_one_node() {
        assert_eq!(Form::NONE.nodes(), [FormNode { factor: 1.0, weight: 1.0 }]);
        assert_eq!(Form { log_variance: f64::NAN }.nodes().len(), 1);
    }
}
