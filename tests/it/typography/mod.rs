//! Paragraphs that are hard to lay out, at every width: the hard rules hold, nothing is lost, nothing is too wide.
//!
//! The paragraphs lie in `paragraphs/`, one a line; `rules.rs` judges. Words are unknown here: whole words are a
//! preference, and the dictionary is no part of the text layer.

#![expect(clippy::string_slice, reason = "offsets are judged here: a bad one must fail the test")]

mod rules;

use self::rules::Paragraph;
use xinglan::text::{
    Ambiguous, Breaker, CleanText, Edge, Measure, Penalties, WidthPolicy, WordBreaks, WrappedLine, analyse,
    wrap,
};

/// Below, some rules must give way: a run of ten closing marks is wider than the line.
const NARROWEST: u16 = 32;
const INDENT: u16 = 4;

/// Every paragraph, with the name of its file.
fn paragraphs() -> Vec<CleanText> {
    let texts = [
        include_str!("../../typography/addresses.txt"),
        include_str!("../../typography/mixed.txt"),
        include_str!("../../typography/numbers.txt"),
        include_str!("../../typography/quotes.txt"),
        include_str!("../../typography/rare.txt"),
        include_str!("../../typography/signs.txt"),
        include_str!("../../typography/verse.txt"),
        include_str!("../../typography/western.txt"),
    ];
    texts.iter().flat_map(|text| text.lines()).map(CleanText::line).collect()
}

fn analysed(text: &CleanText, policy: WidthPolicy) -> Penalties {
    analyse(text.as_clean(), &WordBreaks::none(), &policy)
}

/// Fails with all faults of all paragraphs at the widths given.
fn judge(policy: WidthPolicy, widths: &(impl Iterator<Item = u16> + Clone), measure: fn(u16) -> Measure) {
    let mut faults = Vec::new();
    let paragraphs = paragraphs();
    for text in &paragraphs {
        let paragraph = Paragraph::new(text.as_str());
        let penalties = analysed(text, policy);
        for cells in widths.clone() {
            let lines = wrap(&penalties, &measure(cells));
            let found = paragraph.faults(&lines, policy, cells, INDENT);
            faults.extend(found.into_iter().map(|fault| format!("at {cells}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

fn usual(cells: u16) -> Measure {
    Measure::new(cells).indent(INDENT)
}

#[test]
fn there_are_enough_paragraphs() {
    assert!(paragraphs().len() >= 120);
}

#[test]
fn the_judge_sees_what_is_wrong_with_lines_of_equal_length() {
    let policy = WidthPolicy::default();
    let mut faults = Vec::new();
    for text in paragraphs() {
        let all = text.as_str().len() as u32;
        let ends: Vec<u32> =
            text.as_str().char_indices().skip(19).step_by(19).map(|(at, _)| at as u32).collect();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let lines: Vec<WrappedLine> = starts
            .zip(ends.iter().copied().chain([all]))
            .map(|(start, end)| WrappedLine { start, end, indent: 0, width: 0, pads: Box::default() })
            .collect();
        faults.extend(Paragraph::new(text.as_str()).faults(&lines, policy, 200, 0));
    }
    for kind in [
        "cluster split",
        "address split",
        "bad line start",
        "bad line end",
        "pair split",
        "number split",
        "word split",
        "one character left",
    ] {
        assert!(
            faults.iter().any(|fault| fault.starts_with(kind)),
            "no {kind} among {} faults",
            faults.len()
        );
    }
}

#[test]
fn the_optimum_keeps_the_rules_at_every_width() {
    judge(WidthPolicy::default(), &(NARROWEST..=200), usual);
}

#[test]
fn the_optimum_keeps_the_rules_where_quotes_are_wide() {
    judge(WidthPolicy::new(Ambiguous::Two), &(NARROWEST..=200), usual);
}

#[test]
fn look_back_keeps_the_rules() {
    judge(WidthPolicy::default(), &(NARROWEST..=200).step_by(3), |cells| Measure {
        breaker: Breaker::LookBack,
        ..usual(cells)
    });
}

#[test]
fn filled_lines_keep_the_rules() {
    judge(WidthPolicy::default(), &(NARROWEST..=200).step_by(3), |cells| Measure {
        edge: Edge::Flush,
        ..usual(cells)
    });
}

#[test]
fn the_grid_keeps_the_rules() {
    judge(WidthPolicy::default(), &(NARROWEST..=200).step_by(3), |cells| Measure {
        grid: true,
        ..usual(cells)
    });
}

#[test]
fn nothing_is_lost_and_nothing_too_wide_at_any_width() {
    for ambiguous in [Ambiguous::One, Ambiguous::Two] {
        let policy = WidthPolicy::new(ambiguous);
        for text in paragraphs() {
            let penalties = analysed(&text, policy);
            for cells in 1..=300 {
                check_whole(text.as_str(), &wrap(&penalties, &usual(cells)), cells, policy);
            }
        }
    }
}

fn check_whole(text: &str, lines: &[WrappedLine], cells: u16, policy: WidthPolicy) {
    let mut end = 0;
    for line in lines {
        assert_eq!(line.start, end, "lines meet at {cells}: {text}");
        let drawn = &text[line.start as usize..line.end as usize];
        let alone = is_one_cluster(drawn, policy);
        assert!(line.width <= cells || alone, "{} cells at {cells}: {drawn}", line.width);
        end = line.end;
    }
    assert_eq!(end as usize, text.len(), "the end is reached at {cells}: {text}");
}

/// Whether the text is a single cluster, which may be wider than a line.
fn is_one_cluster(text: &str, policy: WidthPolicy) -> bool {
    analysed(&CleanText::line(text), policy).clusters().len() == 1
}
