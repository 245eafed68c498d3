//! Counts for every province over a set of articles.
//!
//! Counting only; which articles are counted is the business of `search`.

use crate::corpus::Tags;

/// For each division: articles about it, and articles that mention it; and articles that name none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProvinceCounts {
    /// Articles about each division, in standard order.
    pub about: [u32; 34],
    /// Articles that mention each division, in standard order.
    pub mentions: [u32; 34],
    /// 未提省份: articles that name no division.
    pub none: u32,
}

impl Default for ProvinceCounts {
    fn default() -> Self {
        Self { about: [0; 34], mentions: [0; 34], none: 0 }
    }
}

impl ProvinceCounts {
    /// Counts one article.
    pub fn add(&mut self, tags: Tags) {
        for number in tags.about.iter() {
            if let Some(count) = self.about.get_mut(number) {
                *count += 1;
            }
        }
        for number in tags.mentions.iter() {
            if let Some(count) = self.mentions.get_mut(number) {
                *count += 1;
            }
        }
        self.none += u32::from(tags.mentions.is_empty());
    }
}
