//! Province rules as text: every line of `tests/province/*.tsv` is a text with the places marked that count.
//!
//! `{苏州市昆山市|江苏}` is one occurrence and the provinces it means; the provinces may be left out when the mark begins
//! with their name. After a tab: what the article is about when that is not what it mentions (`-` for nothing), and a
//! title. `\n` begins a paragraph. `XINGLAN_PROVINCE_DEV` may name a set of lines `{title, text, about, mentions}`, which
//! is then scored and has to reach the bar; precision and recall of each province are printed for it and for the cases
//! (`-- --nocapture`).

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where it fails")]

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use xinglan::province::ProvinceSet;
use xinglan::province::Recogniser;
use xinglan::province::{PROVINCES, names};

/// A text without marks, and the marks: paragraph (0 for the title), bytes, provinces.
#[derive(Debug, Default)]
struct Marked {
    paragraphs: Vec<String>,
    marks: BTreeSet<(usize, usize, usize, usize)>,
}

impl Marked {
    fn read(&mut self, text: &str) {
        let number = self.paragraphs.len();
        let mut plain = String::new();
        let mut rest = text;
        while let Some((head, tail)) = rest.split_once('{') {
            let (mark, tail) = tail.split_once('}').expect("a mark ends");
            let (name, provinces) = mark.split_once('|').unwrap_or((mark, mark));
            plain.push_str(head);
            let range = plain.len()..plain.len() + name.len();
            plain.push_str(name);
            for province in provinces.split(' ') {
                self.marks.insert((number, range.start, range.end, number_of(province)));
            }
            rest = tail;
        }
        plain.push_str(rest);
        self.paragraphs.push(plain);
    }

    fn mentions(&self) -> Vec<&'static str> {
        names(self.marks.iter().map(|m| m.3).collect::<ProvinceSet>()).collect()
    }

    fn show(&self, mark: &(usize, usize, usize, usize)) -> String {
        let text = self.paragraphs[mark.0].get(mark.1..mark.2).unwrap();
        format!("{text}={}", PROVINCES[mark.3].short)
    }
}

fn number_of(province: &str) -> usize {
    PROVINCES
        .iter()
        .position(|p| province.starts_with(p.short))
        .unwrap_or_else(|| panic!("{province} is no province"))
}

/// What is wrong with one line; empty when nothing is.
fn fault(recogniser: &Recogniser, line: &str) -> Option<String> {
    let mut fields = line.split('\t');
    let text = fields.next().unwrap_or_default();
    let about = fields.next().unwrap_or_default();
    let title = fields.next().unwrap_or_default();
    let mut marked = Marked::default();
    marked.read(title);
    text.split("\\n").for_each(|paragraph| marked.read(paragraph));
    let paragraphs = || marked.paragraphs.iter().skip(1).map(String::as_str);
    let title = &marked.paragraphs[0];
    let found: BTreeSet<_> = recogniser
        .evidence(title, paragraphs())
        .into_iter()
        .map(|w| {
            let Range { start, end } = w.range;
            (w.paragraph, start, end, w.province)
        })
        .collect();
    let tags = recogniser.recognise(title, paragraphs());
    let mentions = marked.mentions();
    let expected = match about {
        "" => mentions.clone(),
        "-" => Vec::new(),
        names => names.split(' ').map(|p| PROVINCES[number_of(p)].short).collect(),
    };
    let wrong: Vec<String> =
        found.difference(&marked.marks).map(|m| format!("+{}", marked.show(m))).collect();
    let missed: Vec<String> =
        marked.marks.difference(&found).map(|m| format!("-{}", marked.show(m))).collect();
    let about: Vec<_> = names(tags.about).collect();
    let same = wrong.is_empty()
        && missed.is_empty()
        && about.iter().collect::<BTreeSet<_>>() == expected.iter().collect();
    assert_eq!(
        names(tags.mentions).collect::<Vec<_>>().is_empty(),
        found.is_empty(),
        "tags and evidence agree"
    );
    (!same).then(|| format!("{line}\n    {} {} about {about:?}", wrong.join(" "), missed.join(" ")))
}

fn lines_of(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

/// For each province: right, found, wanted.
#[derive(Default)]
struct PerProvince(std::collections::BTreeMap<usize, [usize; 3]>);

impl PerProvince {
    fn add(&mut self, found: ProvinceSet, wanted: ProvinceSet) {
        for (counts, set) in [(0, found.intersection(wanted)), (1, found), (2, wanted)] {
            set.iter().for_each(|province| self.0.entry(province).or_default()[counts] += 1);
        }
    }

    /// One line for each province with its precision and recall.
    fn print(&self, of: &str) {
        let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        for (province, [right, found, wanted]) in &self.0 {
            let (precision, recall) = (share(*right, *found), share(*right, *wanted));
            let name = PROVINCES[*province].english;
            println!("{of}\t{name}\tprecision {precision:.3}\trecall {recall:.3}\t{right}/{found}/{wanted}");
        }
    }
}

/// The mentions found in a line of cases, and those wanted.
fn mentions_of(recogniser: &Recogniser, line: &str) -> (ProvinceSet, ProvinceSet) {
    let mut fields = line.split('\t');
    let (text, title) = (fields.next().unwrap_or_default(), fields.nth(1).unwrap_or_default());
    let mut marked = Marked::default();
    marked.read(title);
    text.split("\\n").for_each(|paragraph| marked.read(paragraph));
    let tags =
        recogniser.recognise(&marked.paragraphs[0], marked.paragraphs.iter().skip(1).map(String::as_str));
    (tags.mentions, marked.marks.iter().map(|m| m.3).collect())
}

fn check(recogniser: &Recogniser) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/province");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut faults = Vec::new();
    let mut count = 0;
    let mut each = PerProvince::default();
    for file in files {
        for line in lines_of(&file) {
            count += 1;
            let (found, wanted) = mentions_of(recogniser, &line);
            each.add(found, wanted);
            faults.extend(
                fault(recogniser, &line).map(|f| format!("{}: {f}", file.file_stem().unwrap().display())),
            );
        }
    }
    each.print("cases");
    assert!(count >= 150, "{count} cases");
    assert!(faults.is_empty(), "{} of {count} wrong\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_marked_place_and_no_other_is_found() {
    check(&Recogniser::new());
}

/// Precision and recall over the answers to all articles.
#[derive(Default)]
struct Score {
    both: usize,
    found: usize,
    wanted: usize,
}

impl Score {
    fn add(&mut self, found: ProvinceSet, wanted: &serde_json::Value) {
        let wanted: Vec<usize> =
            wanted.as_array().unwrap().iter().map(|name| number_of(name.as_str().unwrap())).collect();
        self.both += wanted.iter().filter(|n| found.contains(**n)).count();
        self.found += found.len();
        self.wanted += wanted.len();
    }

    fn f1(&self) -> f64 {
        2.0 * self.both as f64 / (self.found + self.wanted) as f64
    }
}

fn set_of(names: &serde_json::Value) -> ProvinceSet {
    names.as_array().unwrap().iter().map(|name| number_of(name.as_str().unwrap())).collect()
}

#[test]
fn the_labelled_set_outside_reaches_the_bar() {
    let Some(path) = std::env::var_os("XINGLAN_PROVINCE_DEV") else { return };
    let recogniser = Recogniser::new();
    let (mut mentions, mut about) = (Score::default(), Score::default());
    let mut each = PerProvince::default();
    for line in lines_of(Path::new(&path)) {
        let item: serde_json::Value = serde_json::from_str(&line).unwrap();
        let field = |name: &str| item[name].as_str().unwrap_or_default();
        let tags = recogniser.recognise(field("title"), field("text").split('\n'));
        mentions.add(tags.mentions, &item["mentions"]);
        each.add(tags.mentions, set_of(&item["mentions"]));
        about.add(tags.about, &item["about"]);
        let pred = |set| names(set).collect::<Vec<_>>();
        let line =
            serde_json::json!({"id": item["id"], "about": pred(tags.about), "mentions": pred(tags.mentions)});
        println!("{line}");
    }
    each.print("set");
    assert!(
        mentions.f1() >= 0.97 && about.f1() >= 0.97,
        "mentions {:.4} about {:.4}",
        mentions.f1(),
        about.f1()
    );
}
