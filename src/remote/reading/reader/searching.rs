//! Runs the query of a session in an index, and looks at what the engine could not decide.
//!
//! What must not go in: rows, texts, and uses.

use serde_json::{Map, Value, json};

use super::{List, RemoteReader, RemoteSearch};
use crate::app::Answer;
use crate::app::request::ArticleCount;
use crate::corpus::follow::ChangeCounts;
use crate::messages::{Message, RemoteFault};
use crate::query::Clause;
use crate::remote::reading::counts::{counted, requested};
use crate::remote::reading::looked::LookedList;
use crate::remote::reading::remote_list::RemoteList;
use crate::remote::translate::Translation;
use crate::search::arrange::Arrangement;
use crate::search::{ListOrder, Matcher, SortBy};
use crate::session::library::LibraryEvent;

impl RemoteReader {
    /// Runs a query.
    pub(in crate::remote::reading) fn search(
        &mut self,
        job: RemoteSearch,
    ) -> Result<Vec<LibraryEvent>, RemoteFault> {
        if self.index.foreign().is_some() {
            return self.search_foreign(job);
        }
        let translation = Translation::of(&job.query, &job.annotations)?;
        let mut events = Vec::new();
        let Arrangement { order, grouped, .. } = job.arrangement;
        let order = if order.by.is_scored() {
            events.push(LibraryEvent::Notice(Message::Remote(RemoteFault::NoScores)));
            ListOrder::default()
        } else {
            order
        };
        if grouped {
            events.push(LibraryEvent::Notice(Message::Remote(RemoteFault::NoGroups)));
        }
        if !translation.is_exact() {
            let list = LookedList::new(translation.value(), order, &job.query);
            self.list = Some(List::Looked(Box::new(list)));
            self.job = Some(job);
            let found = self.look()?;
            events.splice(0..0, found);
            return Ok(events);
        }
        let matcher = job.query.has_text().then(|| Matcher::for_marks(&job.query));
        let mut list = RemoteList::new(translation.value(), order, matcher);
        let mut wanted = Map::new();
        wanted.insert("all".to_owned(), json!({"global": {}}));
        // The main query has all choices; the counts of a facet are those without its own.
        let counts = requested(&translation, &job.annotations);
        if translation.has_facets() {
            let rest = json!({"filter": translation.without_facets(), "aggs": counts});
            wanted.insert("rest".to_owned(), json!({"global": {}, "aggs": {"rest": rest}}));
        } else {
            wanted.extend(counts);
        }
        let answer = list.search(&mut self.index, &mut self.articles, wanted)?;
        let counts = if translation.has_facets() {
            answer.get("rest").and_then(|rest| rest["rest"].as_object())
        } else {
            Some(&answer)
        };
        let counts = counts.map(|counts| counted(counts, &job.annotations)).unwrap_or_default();
        let clause_hits = if list.len() == 0 { self.clause_hits(&job)? } else { Vec::new() };
        let found = Answer {
            generation: job.generation,
            len: list.len(),
            articles: ArticleCount::exactly(list.len()),
            counts,
            done: true,
            clause_hits,
            ..Answer::default()
        };
        self.list = Some(List::Decided(Box::new(list)));
        self.job = Some(job);
        let total = answer.get("all").and_then(|all| all["doc_count"].as_u64());
        events.splice(0..0, self.progress(total).into_iter().chain([LibraryEvent::Found(found)]));
        Ok(events)
    }

    /// Runs a query in an index of somebody else: whatever is found there is looked at here.
    fn search_foreign(&mut self, job: RemoteSearch) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let order = job.arrangement.order;
        let order = if matches!(order.by, SortBy::Date) { order } else { ListOrder::default() };
        self.index.set_order(order);
        let wanted = self.index.foreign().map(|fields| fields.wanted(&job.query)).unwrap_or_default();
        let list = LookedList::new(wanted, order, &job.query).never_exact(job.query.is_empty());
        self.list = Some(List::Looked(Box::new(list)));
        self.job = Some(job);
        self.look()
    }

    /// Says how many articles there are, if that is not known.
    fn progress(&mut self, total: Option<u64>) -> Option<LibraryEvent> {
        if total.is_none() && self.total.is_some() || total.is_some() && total == self.total {
            return None;
        }
        self.total = total.or(self.total);
        let number = usize::try_from(total.unwrap_or_default()).unwrap_or(usize::MAX);
        let articles =
            if total.is_some() { ArticleCount::exactly(number) } else { ArticleCount::at_least(number) };
        let changes = ChangeCounts::default();
        Some(LibraryEvent::Progress { articles, problems: 0, complete: true, changes })
    }

    /// How many articles satisfy each clause alone, where they find nothing together.
    fn clause_hits(&mut self, job: &RemoteSearch) -> Result<Vec<(Clause, u32)>, RemoteFault> {
        let clauses = job.query.clauses();
        if clauses.len() < 2 {
            return Ok(Vec::new());
        }
        let conditions = clauses.iter().map(|clause| Translation::of_clause(clause, &job.annotations));
        let Ok(conditions) = conditions.collect::<Result<Vec<Value>, RemoteFault>>() else {
            return Ok(Vec::new());
        };
        let counts = self.counts_of(&conditions)?;
        Ok(clauses.iter().cloned().zip(counts.into_iter().map(|count| count as u32)).collect())
    }

    /// How many articles satisfy each of these.
    pub(super) fn counts_of(&mut self, conditions: &[Value]) -> Result<Vec<u64>, RemoteFault> {
        let each = json!({"each": {"filters": {"filters": conditions}}});
        let body = json!({"size": 0, "track_total_hits": false, "aggs": each});
        let answer = self.index.search(body)?;
        let buckets = answer.aggregations.get("each").and_then(|each| each["buckets"].as_array());
        let count = |bucket: &Value| bucket["doc_count"].as_u64().unwrap_or_default();
        Ok(buckets.map(|buckets| buckets.iter().map(count).collect()).unwrap_or_default())
    }

    /// Whether articles of the list are still to be looked at.
    pub(in crate::remote::reading) fn is_looking(&self) -> bool {
        matches!(&self.list, Some(List::Looked(list)) if !list.is_done())
    }

    /// The number of the newest search.
    pub(in crate::remote::reading) fn generation(&self) -> u64 {
        self.job.as_ref().map_or(0, |job| job.generation)
    }

    /// Looks at more articles of the list.
    pub(in crate::remote::reading) fn look(&mut self) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let (Some(List::Looked(list)), Some(job)) = (&mut self.list, &self.job) else {
            return Ok(Vec::new());
        };
        list.look(&mut self.index, &mut self.articles, &job.annotations)?;
        let number = list.rows().len();
        let articles =
            if list.is_exact() { ArticleCount::exactly(number) } else { ArticleCount::at_least(number) };
        let found = Answer {
            generation: job.generation,
            len: number,
            articles,
            counts: list.counts(),
            done: list.is_done(),
            ..Answer::default()
        };
        Ok(self.progress(None).into_iter().chain([LibraryEvent::Found(found)]).collect())
    }

    /// Stops looking: the engine does not answer.
    pub(in crate::remote::reading) fn stop_looking(&mut self) {
        self.list = self.list.take().filter(|list| matches!(list, List::Decided(_)));
    }
}
