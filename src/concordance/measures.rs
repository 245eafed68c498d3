//! The measures of association and of keyness. Numbers in, numbers out.
//!
//! What must not go in: where the numbers come from.

/// How often a word would stand in the windows if words were spread evenly: `count · window / total`. All are numbers of words:
/// those that are this word, those in all windows, and all there are.
pub fn expected(count: u64, window: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { count as f64 * window as f64 / total as f64 }
}

/// logDice: `14 + log2(2 · joint / (uses + count))`. At most 14; one more means twice as strong; it does not depend on the size
/// of the corpus. Source: Rychlý, "A lexicographer-friendly association score", RASLAN 2008.
///
/// `joint` counts the word near the uses, `uses` the uses, `count` the word anywhere. Minus infinity if `joint` is 0.
pub fn log_dice(joint: u64, uses: u64, count: u64) -> f64 {
    14.0 + (2.0 * joint as f64 / (uses + count) as f64).log2()
}

/// The log-likelihood ratio of a table of two rows and two columns: `2 · Σ observed · ln(observed / expected)`, negative if the
/// first cell is below what is expected. Source: Dunning, "Accurate methods for the statistics of surprise and coincidence",
/// Computational Linguistics 19 (1993).
pub fn log_likelihood([[a, b], [c, d]]: [[u64; 2]; 2]) -> f64 {
    let rows = [a + b, c + d];
    let columns = [a + c, b + d];
    let total = (rows[0] + rows[1]) as f64;
    let cell = |observed: u64, row: usize, column: usize| {
        term(observed, rows[row] as f64 * columns[column] as f64 / total)
    };
    let sum = 2.0 * (cell(a, 0, 0) + cell(b, 0, 1) + cell(c, 1, 0) + cell(d, 1, 1));
    let below = (a as f64) * total < rows[0] as f64 * columns[0] as f64;
    if below { -sum } else { sum }
}

/// The log-likelihood of a word that occurs `a` times in `of_a` words and `b` times in `of_b`: `2 · (a · ln(a / Ea) + b · ln(b /
/// Eb))` with `Ea = of_a · (a + b) / (of_a + of_b)`, negative if it is rarer in the first. Source: Rayson and Garside, "Comparing
/// corpora using frequency profiling", 2000.
pub fn keyness(a: u64, of_a: u64, b: u64, of_b: u64) -> f64 {
    let share = (a + b) as f64 / (of_a + of_b) as f64;
    let sum = 2.0 * (term(a, of_a as f64 * share) + term(b, of_b as f64 * share));
    if (a as f64) * (of_b as f64) < b as f64 * of_a as f64 { -sum } else { sum }
}

/// Log ratio: how many times more frequent the word is in the first, as a logarithm to base 2; a count of 0 is taken as 0.5.
/// Source: Hardie, "Log Ratio: an informal introduction", 2014.
pub fn log_ratio(a: u64, of_a: u64, b: u64, of_b: u64) -> f64 {
    let frequency = |count: u64, of: u64| if count == 0 { 0.5 } else { count as f64 } / of as f64;
    (frequency(a, of_a) / frequency(b, of_b)).log2()
}

/// Occurrences in a million.
pub fn per_million(count: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { count as f64 * 1e6 / total as f64 }
}

/// `observed · ln(observed / expected)`, whose limit at 0 is 0.
fn term(observed: u64, expected: f64) -> f64 {
    if observed == 0 { 0.0 } else { observed as f64 * (observed as f64 / expected).ln() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6, "{a} is not {b}");
    }

    #[test]
    fn a_word_that_is_always_there_has_the_highest_dice() {
        close(log_dice(20, 20, 20), 14.0);
        close(log_dice(10, 20, 20), 13.0);
        assert!(log_dice(0, 5, 5).is_infinite());
    }

    #[test]
    fn the_likelihood_of_a_table_worked_out_by_hand() {
        // 10 of 30 and 20 of 70 in 100: expected 9, 21, 21, 49.
        let by_hand = 2.0
            * (10.0 * (10.0_f64 / 9.0).ln()
                + 20.0 * (20.0_f64 / 21.0).ln()
                + 20.0 * (20.0_f64 / 21.0).ln()
                + 50.0 * (50.0_f64 / 49.0).ln());
        close(log_likelihood([[10, 20], [20, 50]]), by_hand);
    }

    #[test]
    fn what_is_spread_evenly_is_no_surprise() {
        close(log_likelihood([[1, 9], [10, 90]]), 0.0);
        close(keyness(5, 1_000, 50, 10_000), 0.0);
        close(log_ratio(5, 1_000, 50, 10_000), 0.0);
        close(expected(10, 50, 500), 1.0);
    }

    #[test]
    fn rarer_than_expected_is_negative() {
        assert!(log_likelihood([[0, 20], [20, 60]]) < 0.0);
        assert!(keyness(0, 1_000, 9, 1_000) < 0.0);
        close(log_ratio(0, 1_000, 8, 1_000), -4.0);
    }

    proptest! {
        #[test]
        fn the_sign_tells_the_side_and_exchanging_the_sides_changes_it(
            a in 0_u64..500, b in 0_u64..500, more_a in 1_u64..9_000, more_b in 1_u64..9_000,
        ) {
            let (of_a, of_b) = (a + more_a, b + more_b);
            let (one, other) = (keyness(a, of_a, b, of_b), keyness(b, of_b, a, of_a));
            prop_assert!((one.abs() - other.abs()).abs() < 1e-6);
            prop_assert!(one.is_finite() && log_ratio(a, of_a, b, of_b).is_finite());
            prop_assert!(one.abs() < 1e-6 || one.signum() != other.signum());
        }
    }
}
