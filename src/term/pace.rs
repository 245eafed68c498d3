//! Decides when to draw a frame: at once after a pause, and under steady news no more often than the line can carry.
//!
//! On a local terminal the second frame after a pause comes at once, too: a key is answered by one frame, and what it has to wait
//! for, a few milliseconds later, by the next.
//!
//! Takes times as arguments and never waits.

use std::time::{Duration, Instant};

/// The minimum time between two frames on a local terminal: 60 a second.
pub const FAST: Duration = Duration::from_millis(16);
/// The same over a slow line: not quite 15 a second, so that no second has more than 15. Each frame then carries several
/// lines of a held key; without this limit the screen lags 2.4 s after 4 s of a held `j` over 64 kbit/s.
pub const SLOW: Duration = Duration::from_millis(72);

/// So long without a frame is a pause.
const PAUSE: Duration = Duration::from_millis(100);

/// The frame times of one terminal.
#[derive(Debug)]
pub struct Pace {
    least: Duration,
    /// When the last frame was drawn; `None` before the first.
    last: Option<Instant>,
    /// Whether the last frame was the first after a pause, of a terminal that is not slow.
    may_follow: bool,
    /// The time when the first frame is due.
    first: Instant,
    /// What the next frame has to show.
    news: News,
}

/// What the next frame has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum News {
    None,
    Some,
    /// A new size. The frame repaints everything, and dragging a window changes its size 300 times a second.
    Size,
}

impl Pace {
    /// A terminal with at least `least` between frames; the first is due at `first`.
    pub fn new(least: Duration, first: Instant) -> Self {
        Self { least, last: None, may_follow: false, first, news: News::Some }
    }

    /// There is something to draw.
    pub fn news(&mut self) {
        self.news = self.news.max(News::Some);
    }

    /// The window has another size.
    pub fn resized(&mut self) {
        self.news = News::Size;
    }

    /// When the next frame is due; `None` if there is nothing to draw.
    pub fn due(&self) -> Option<Instant> {
        let least = match self.news {
            News::None => return None,
            News::Some if self.may_follow => Duration::ZERO,
            News::Some => self.least,
            News::Size => self.least.max(SLOW),
        };
        Some(self.last.map_or(self.first, |last| last + least))
    }

    /// Whether no frame has been drawn yet.
    pub fn is_first(&self) -> bool {
        self.last.is_none()
    }

    /// Records that a frame was drawn with all news.
    pub fn drawn(&mut self, now: Instant) {
        let since = self.last.map(|last| now.saturating_duration_since(last));
        self.may_follow = self.least < SLOW && since.is_none_or(|since| since >= PAUSE);
        (self.last, self.news) = (Some(now), News::None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The frames in a second of evenly spaced `news`, and the time of the last one in milliseconds.
    fn frames(least: Duration, count: u32, news: impl Fn(&mut Pace)) -> (usize, u128) {
        let start = Instant::now();
        let mut pace = Pace::new(least, start);
        pace.drawn(start);
        // The second begins after a pause.
        let start = start + Duration::from_secs(5);
        let mut drawn = Vec::new();
        for number in 0..count {
            let now = start + Duration::from_secs(1) * number / count;
            while let Some(due) = pace.due().filter(|due| *due <= now) {
                drawn.push(due);
                pace.drawn(due);
            }
            news(&mut pace);
            if pace.due().is_some_and(|due| due <= now) {
                drawn.push(now);
                pace.drawn(now);
            }
        }
        if let Some(due) = pace.due() {
            drawn.push(due);
            pace.drawn(due);
        }
        assert_eq!(pace.due(), None);
        (drawn.len(), drawn.last().map_or(0, |last| last.duration_since(start).as_millis()))
    }

    #[test]
    fn after_a_pause_a_frame_is_drawn_at_once() {
        assert_eq!(frames(SLOW, 1, Pace::news), (1, 0));
        assert_eq!(frames(FAST, 1, Pace::resized), (1, 0));
    }

    #[test]
    fn what_a_key_waits_for_is_drawn_when_it_comes_and_then_no_more_than_the_rate() {
        let start = Instant::now();
        for (least, wanted) in [(FAST, [0, 5, 21]), (SLOW, [0, 72, 144])] {
            let mut pace = Pace::new(least, start);
            pace.drawn(start);
            let key = start + Duration::from_secs(5);
            let mut drawn = Vec::new();
            for news in [0, 5, 10] {
                let now = key + Duration::from_millis(news);
                pace.news();
                let due = pace.due().map_or(now, |due| due.max(now));
                pace.drawn(due);
                drawn.push(due.duration_since(key).as_millis());
            }
            assert_eq!(drawn, wanted);
        }
    }

    #[test]
    fn three_hundred_sizes_in_a_second_are_fifteen_frames_and_the_last_is_drawn() {
        for least in [FAST, SLOW] {
            let (count, last) = frames(least, 300, Pace::resized);
            assert!(count <= 15 && last > 996, "{count} frames, the last after {last} ms");
        }
    }

    #[test]
    fn a_held_key_is_drawn_at_the_pace_of_the_line() {
        assert_eq!(frames(FAST, 30, Pace::news).0, 30);
        let (count, last) = frames(SLOW, 30, Pace::news);
        assert!((12..=15).contains(&count) && last > 966, "{count} frames, the last after {last} ms");
    }

    #[test]
    fn the_first_frame_has_its_own_time() {
        let now = Instant::now();
        let mut pace = Pace::new(FAST, now + Duration::from_millis(40));
        pace.news();
        assert!(pace.is_first() && pace.due() == Some(now + Duration::from_millis(40)));
    }
}
