//! Any queries over any articles, one after the other.

use proptest::prelude::*;

use super::*;

fn word() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[营營商环環境aAａ1京辽]{1,3}").unwrap()
}

fn term() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        6 => word(),
        1 => word().prop_map(|w| format!("题:{w}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("{a}~{b}")),
        1 => (word(), word(), 0usize..6).prop_map(|(a, b, form)| match form {
            0 => format!("/{a}.?{b}/"),
            1 => format!("/{a}(.*{b})?$/i"),
            2 => format!("/^{a}|{b}$/"),
            3 => format!("/[{a}]{{2}}[{b}]/i"),
            4 => format!("/({a}|.{b})+/"),
            _ => format!("/{a}?{b}*/"),
        }),
        1 => prop::sample::select(vec!["@京", "提:辽", "栏:河", "年:2019", "日期:..2018"]).prop_map(str::to_owned),
    ];
    (plain, prop::bool::weighted(0.2)).prop_map(|(term, not)| format!("{}{term}", if not { "-" } else { "" }))
}

fn query() -> impl Strategy<Value = String> {
    let clause = prop::collection::vec(term(), 1..3).prop_map(|terms| terms.join("|"));
    prop::collection::vec(clause, 0..4).prop_map(|clauses| clauses.join(" "))
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let text = "[营營商环環境aAａ1京辽，。 \n]{0,12}";
    let section = prop::sample::select(vec!["", "河", "河/湖", "要"]);
    let date = prop::sample::select(vec!["", "2019-10-29", "2019", "2018-03", "2017"]);
    prop::collection::vec((section, "[营商环境京]{0,4}", text, date), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Runs queries one after the other, each reusing the findings of the one before, with and without an index, in any
    /// order.
    #[test]
    fn a_search_selects_what_a_naive_one_does(
        lines in lines(),
        queries in prop::collection::vec((query(), 0usize..6, prop::bool::ANY, 0usize..400), 1..6),
        indexed in prop::option::of(0usize..12),
    ) {
        let corpus = corpus(&lines);
        let searched = searched(&corpus, indexed);
        let mut orders = OrderCache::default();
        let mut before: Option<Scan> = None;
        for (query, by, reversed, work) in queries {
            let by = [SortBy::Corpus, SortBy::Title, SortBy::Date, SortBy::Length, SortBy::Hits, SortBy::Relevance][by];
            let order = ListOrder { by, reversed };
            let mut scan = Scan::new(request(&query, order), searched.clone(), &mut orders, before.as_ref());
            scan.advance(Budget { work, found: usize::MAX, since: 0 }, &|| false);
            // The next search may also reuse an unfinished one.
            if work % 2 == 0 {
                let found = finish(&mut scan);
                let mut sorted = ids(&found);
                let in_order = sorted.clone();
                sorted.sort_unstable();
                prop_assert_eq!(&sorted, &naive(&corpus, &query), "{}", query);
                let mut fresh = Scan::new(request(&query, order), searched.clone(), &mut OrderCache::default(), None);
                let alone = finish(&mut fresh);
                prop_assert_eq!(in_order, ids(&alone), "{}", query);
                prop_assert_eq!(&found.counts, &alone.counts);
                for (position, id) in (0..).zip(ids(&alone)) {
                    prop_assert_eq!(found.rows.position(ArticleId(id), LastPosition::default()), Ok(position));
                }
            }
            before = Some(scan);
        }
    }
}
