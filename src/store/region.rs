//! Bytes and columns of numbers on the heap or in a container, behind one interface.
//!
//! Every access may fail: the range may not exist, or its bytes may be damaged. Nothing here says what they mean.

use std::ops::Range;
use std::sync::Arc;

use bytemuck::Pod;

use super::blocks::Blocks;

/// A run of bytes in an open container. Cheap to clone; keeps the container open.
#[derive(Debug, Clone)]
pub struct Region {
    blocks: Arc<Blocks>,
    start: usize,
    length: usize,
    /// Can be done without.
    derived: bool,
}

impl Region {
    pub(super) fn new(blocks: Arc<Blocks>, range: Range<usize>, derived: bool) -> Self {
        Self { blocks, start: range.start, length: range.len(), derived }
    }

    /// Number of bytes.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no byte.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The bytes at `range`, checked; none if they are damaged or do not all exist.
    pub fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        if range.start > range.end || range.end > self.length {
            return None;
        }
        let bytes = self.blocks.get(self.start + range.start..self.start + range.end);
        if bytes.is_none() {
            self.report_damage();
        }
        bytes
    }

    /// All bytes, every block checked; none if one is damaged.
    pub fn all(&self) -> Option<&[u8]> {
        self.get(0..self.length)
    }

    /// Says that the bytes are whole, and yet not what they should be: from now on the container counts as damaged, or as
    /// damaged in part if this section can be done without.
    pub fn report_damage(&self) {
        self.blocks.report_damage(self.derived);
    }
}

/// A column of plain numbers. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Column<T>(ColumnData<T>);

#[derive(Debug, Clone)]
enum ColumnData<T> {
    Heap(Arc<Vec<T>>),
    Stored(Region),
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self(ColumnData::Heap(Arc::default()))
    }
}

impl<T> From<Vec<T>> for Column<T> {
    /// A column on the heap, which gives back what the vector did not use.
    fn from(mut values: Vec<T>) -> Self {
        values.shrink_to_fit();
        Self(ColumnData::Heap(Arc::new(values)))
    }
}

impl<T: Pod> Column<T> {
    /// A column that lies in a container; none if the region is not a whole number of values.
    pub fn stored(region: Region) -> Option<Self> {
        region.len().is_multiple_of(size_of::<T>()).then_some(Self(ColumnData::Stored(region)))
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        match &self.0 {
            ColumnData::Heap(values) => values.len(),
            ColumnData::Stored(region) => region.len() / size_of::<T>(),
        }
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value at `index`; none if there is none, or its bytes are damaged.
    pub fn get(&self, index: usize) -> Option<&T> {
        match &self.0 {
            ColumnData::Heap(values) => values.get(index),
            ColumnData::Stored(_) => self.slice(index..index.checked_add(1)?)?.first(),
        }
    }

    /// The values at `range`; none if they do not all exist, or one is damaged.
    pub fn slice(&self, range: Range<usize>) -> Option<&[T]> {
        match &self.0 {
            ColumnData::Heap(values) => values.get(range),
            ColumnData::Stored(region) => {
                let start = range.start.checked_mul(size_of::<T>())?;
                let end = range.end.checked_mul(size_of::<T>())?;
                match region.get(start..end)? {
                    // Lies nowhere, so maybe not where such a value can lie.
                    [] => Some(&[]),
                    bytes => bytemuck::try_cast_slice(bytes).ok(),
                }
            }
        }
    }

    /// All values; none if one is damaged. Touches every block: for small columns, or for passes over everything.
    pub fn all(&self) -> Option<&[T]> {
        self.slice(0..self.len())
    }

    /// How many values from the start satisfy `before`, for a column sorted by it; touches as few blocks as it can.
    /// A damaged value ends the search there.
    pub fn partition_point(&self, mut before: impl FnMut(&T) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle).is_some_and(&mut before) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Whether the values lie in a container, not on the heap.
    pub fn is_stored(&self) -> bool {
        matches!(self.0, ColumnData::Stored(_))
    }
}
