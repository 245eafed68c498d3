//! The uses that are found, beside a search that knows nothing but characters.

use std::cmp::Reverse;

use crate::dice::Dice;
use xinglan::concordance::asked::UsesRequest;
use xinglan::concordance::listed::collect;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::query::Query;
use xinglan::search::{OrderCache, SearchSnapshot};

/// Characters of the texts, each with another way to write it.
const LETTERS: [(char, char); 8] = [
    ('河', '河'),
    ('国', '國'),
    ('门', '門'),
    ('a', 'Ａ'),
    ('桥', '桥'),
    ('的', '的'),
    ('水', '水'),
    ('，', '，'),
];

/// What is sought.
#[derive(Debug, Clone)]
enum Sought {
    Word(Vec<char>),
    /// `河.{1,2}桥`.
    Pattern,
}

impl Sought {
    /// How many characters match from the first one on.
    fn length(&self, line: &[char]) -> Option<usize> {
        match self {
            Self::Word(word) => line.starts_with(word).then_some(word.len()),
            Self::Pattern => {
                let ends = |between: &usize| line.get(between + 1) == Some(&'桥');
                let between = [2, 1].into_iter().find(ends).filter(|_| line.first() == Some(&'河'));
                between.map(|between| between + 2)
            }
        }
    }

    /// Its places in a line, from the left and without overlaps.
    fn places(&self, line: &[char]) -> Vec<(usize, usize)> {
        let (mut places, mut at) = (Vec::new(), 0);
        while at < line.len() {
            match self.length(&line[at..]) {
                Some(length) => {
                    places.push((at, at + length));
                    at += length;
                }
                None => at += 1,
            }
        }
        places
    }
}

/// The uses of all that is sought in articles that have all of it.
fn naive(articles: &[Vec<Vec<char>>], sought: &[Sought]) -> usize {
    let has = |lines: &Vec<Vec<char>>, one: &Sought| lines.iter().any(|line| !one.places(line).is_empty());
    let found = articles.iter().filter(|lines| sought.iter().all(|one| has(lines, one)));
    let in_line = |line: &Vec<char>| {
        let mut hits: Vec<(usize, usize)> = sought.iter().flat_map(|one| one.places(line)).collect();
        hits.sort_by_key(|(start, end)| (*start, Reverse(*end)));
        let mut after = 0;
        hits.retain(|(start, end)| {
            let free = *start >= after;
            after = if free { *end } else { after };
            free
        });
        hits.len()
    };
    found.flatten().map(in_line).sum()
}

/// A query, and what it seeks.
fn query(dice: &mut Dice) -> (String, Vec<Sought>) {
    let mut word =
        || -> Vec<char> { (0..=dice.roll(3)).map(|_| LETTERS[dice.roll(LETTERS.len() - 1)].0).collect() };
    let (one, two) = (word(), word());
    let text = |word: &[char]| word.iter().collect::<String>();
    match dice.roll(4) {
        0 => ("/河.{1,2}桥/".to_owned(), vec![Sought::Pattern]),
        1 => {
            // Written the other way: Traditional, full width.
            let other = |c: &char| LETTERS.iter().find(|(plain, _)| plain == c).unwrap().1;
            (one.iter().map(other).collect(), vec![Sought::Word(one)])
        }
        2 => (text(&one), vec![Sought::Word(one)]),
        _ => (format!("{} {}", text(&one), text(&two)), vec![Sought::Word(one), Sought::Word(two)]),
    }
}

#[test]
fn the_uses_of_random_queries_are_those_of_a_naive_search() {
    let mut dice = Dice(17);
    let folder = tempfile::tempdir().unwrap();
    let mut articles: Vec<Vec<Vec<char>>> = Vec::new();
    for number in 0..120 {
        let mut lines = Vec::new();
        let mut written = format!("第{number}篇\n");
        for _ in 0..3 {
            let letters: Vec<(char, char)> =
                (0..20 + dice.roll(30)).map(|_| LETTERS[dice.roll(LETTERS.len())]).collect();
            written.push('\n');
            written
                .extend(letters.iter().map(|(plain, other)| if dice.roll(3) == 0 { *other } else { *plain }));
            written.push('\n');
            lines.push(letters.iter().map(|(plain, _)| *plain).collect());
        }
        std::fs::write(folder.path().join(format!("{number:03}.txt")), written).unwrap();
        articles.push(lines);
    }
    let corpus = load_all(&[Root::Path(folder.path().to_owned())], &LoadOptions::default(), &());
    assert_eq!(corpus.len(), articles.len());
    let searched = SearchSnapshot { corpus, ..SearchSnapshot::default() };
    let mut with_uses = 0;
    for _ in 0..200 {
        let (text, sought) = query(&mut dice);
        let request = UsesRequest { query: Query::parse(&text), ..UsesRequest::default() };
        let found = collect(&searched, &request, &mut OrderCache::default(), |_, _| true).unwrap();
        assert_eq!(found.uses.len(), naive(&articles, &sought), "{text}");
        with_uses += usize::from(!found.uses.is_empty());
    }
    assert!(with_uses > 100, "{with_uses} queries found something");
}
