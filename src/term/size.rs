//! The size of the terminal, from the kernel only: crossterm would run `tput` from the path if the kernel does not know.

/// Columns and rows to assume if the size is unknown.
const FALLBACK: (u16, u16) = (80, 24);

/// Limit for larger windows, so that a client cannot make us fill memory with cells.
const LARGEST: (u16, u16) = (1000, 500);

/// Columns and rows of the terminal on standard output or standard input; 80x24 if unknown.
#[expect(clippy::disallowed_methods, reason = "asks for the size, writes nothing")]
pub fn size() -> (u16, u16) {
    [rustix::stdio::stdout(), rustix::stdio::stdin()]
        .into_iter()
        .find_map(|terminal| rustix::termios::tcgetwinsize(terminal).ok())
        .map_or(FALLBACK, |window| usable(window.ws_col, window.ws_row))
}

/// A usable size: 80x24 for a window that reports none, as some terminals do before they are shown.
pub(super) fn usable(cols: u16, rows: u16) -> (u16, u16) {
    if cols == 0 || rows == 0 { FALLBACK } else { (cols.min(LARGEST.0), rows.min(LARGEST.1)) }
}

#[cfg(test)]
mod tests {
    use super::usable;

    #[test]
    fn no_size_is_the_usual_one() {
        assert_eq!(usable(0, 0), (80, 24));
        assert_eq!(usable(0, 50), (80, 24));
    }

    #[test]
    fn sizes_are_kept_but_for_absurd_ones() {
        assert_eq!(usable(1, 1), (1, 1));
        assert_eq!(usable(500, 200), (500, 200));
        assert_eq!(usable(65535, 65535), (1000, 500));
    }
}
