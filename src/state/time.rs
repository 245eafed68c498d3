//! Times as they are kept.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970, UTC.
pub type UnixTime = i64;

/// Now.
pub fn now() -> UnixTime {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs().cast_signed())
}
